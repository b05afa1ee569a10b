with source as (
    select {{ all_masked(['scope_name', 'followed_name', 'purpose']) }}
    from {{ source('reports', 'vouchers') }}
),

final as (
    select
        document_id,
        line_no,
        report_no,
        scope_name,
        followed_name,
        purpose,
        amount_figure_no,
        amount_yuan,
        voucher_no,
        voucher_date,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
