with source as (
    -- What a figure prints is no number of a person's: that was decided when it became one.
    select
        {{ all_masked(['label', 'place_in_words', 'sheet', 'row_head', 'column_head']) }},
        case when figure_no is null then masked(printed) else printed end as public_printed
    from {{ source('reports', 'comparison_terms') }}
),

final as (
    select
        document_id,
        comparison_no,
        term_no,
        side,
        sign,
        role,
        figure_no,
        label,
        value,
        public_printed as printed,
        other_document_id,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        sheet,
        cell_address,
        cell_no,
        row_head,
        column_head,
        place_in_words
    from source
)

select * from final
