with goals as (
    select * from {{ here('fct_goals') }}
),

reports as (
    select * from {{ here('dim_reports') }}
),

counties as (
    select * from {{ here('dim_counties') }}
),

final as (
    select
        cast(reports.fiscal_year as varchar) as fiscal_year,
        concat(reports.county_id, '000') as mof_div_code,
        counties.county_name as mof_div_name,
        left(reports.budget_code, 3) as dept_code,
        reports.department_name as dept_name,
        reports.budget_code as agency_code,
        reports.printed_department_name as agency_name,
        cast(null as varchar) as pro_code,
        nullif(goals.scope_name, '') as pro_name,
        goals.target_text as kpi_target,
        goals.completion_text as goal_comp,
        goals.goal_id
    from goals
    inner join reports on goals.report_id = reports.report_id
    left join counties on reports.county_id = counties.county_id
    where reports.is_primary
)

select * from final
