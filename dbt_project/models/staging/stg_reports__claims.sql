with source as (
    select {{ all_masked(['scope_name', 'subject', 'quote']) }}
    from {{ source('reports', 'claims') }}
),

final as (
    select
        document_id,
        claim_no,
        report_no,
        claim_kind,
        scope_name,
        subject,
        measure_code,
        direction,
        whole_figure_no,
        value_figure_no,
        part_figure_nos,
        quote,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        box::integer[] as box,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
