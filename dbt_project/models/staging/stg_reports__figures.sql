with source as (
    select
        {{ all_masked([
            'scope_name', 'followed_name', 'item_name', 'label', 'printed_unit', 'quote', 'place_note', 'note',
            'place_in_words', 'sheet', 'row_head', 'column_head'
        ]) }}
    from {{ source('reports', 'figures') }}
),

final as (
    select
        document_id,
        figure_no,
        report_no,
        figure_kind,
        scope_name,
        scope_kind,
        followed_name,
        nullif(measure_code, '') as measure_code,
        item_code,
        item_name,
        label,
        nullif(funding_source, '') as funding_source,
        period_year,
        basis,
        figure_role,
        of_figure_no,
        value,
        value_low,
        value_high,
        hedge,
        unit,
        printed,
        printed_unit,
        unit_source,
        step,
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
        place_in_words,
        box::integer[] as box,
        quote,
        place_note,
        is_repaired,
        confidence,
        note,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id,
        {{ figure_key() }} as figure_id
    from source
)

select * from final
