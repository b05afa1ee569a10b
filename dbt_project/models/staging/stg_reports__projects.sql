with source as (
    select {{ all_masked(['project_name', 'followed_name', 'project_type', 'purpose']) }}
    from {{ source('reports', 'projects') }}
),

final as (
    select
        document_id,
        project_no,
        report_no,
        project_name,
        followed_name,
        project_type,
        purpose,
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
