with source as (
    select
        {{ all_masked([
            'title', 'plain_title', 'department_name', 'conformed_name', 'grade', 'place_conflict', 'followed_name'
        ]) }}
    from {{ source('reports', 'headings') }}
),

final as (
    select
        document_id,
        report_no,
        report_kind,
        title,
        plain_title,
        nullif(county_id, '') as county_id,
        nullif(department_name, '') as department_name,
        nullif(conformed_name, '') as conformed_name,
        nullif(function_code, '') as function_code,
        nullif(budget_code, '') as budget_code,
        fiscal_year,
        score,
        nullif(grade, '') as grade,
        place_source,
        place_conflict,
        first_block_no,
        last_block_no,
        nullif(followed_name, '') as project_name,
        coalesce(named, '') as named,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
