with source as (
    select {{ all_masked(['label', 'printed']) }}
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
        printed,
        other_document_id,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        place_in_words
    from source
)

select * from final
