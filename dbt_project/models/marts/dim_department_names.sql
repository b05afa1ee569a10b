with reports as (
    select * from {{ ref('dim_reports') }}
),

-- An office that was merged into another one signs in brackets behind it: 住房和城乡建设局（人民防空办公室）.
printed as (
    select
        *,
        printed_department_name as printed_name
    from reports
    where department_id is not null and printed_department_name is not null
),

final as (
    select
        {{ surrogate_key(['department_id', 'printed_name']) }} as department_name_id,
        department_id,
        printed_name,
        nullif(regexp_extract(printed_name, '[（(]([^（()）]*[局办委会处中心])[）)]$', 1), '') as merged_office_name,
        cast(count(*) as integer) as report_count,
        min(fiscal_year) as first_fiscal_year,
        max(fiscal_year) as last_fiscal_year
    from printed
    group by department_id, printed_name
)

select * from final
