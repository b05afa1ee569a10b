with reports as (
    select * from {{ here('dim_reports') }}
),

counties as (
    select * from {{ here('dim_counties') }}
),

projects as (
    select * from {{ here('dim_projects') }}
),

-- A report on several projects has one score for all of them.
funds as (
    select
        report_id,
        any_value(project_id) as project_id
    from {{ here('fct_project_funds') }}
    group by report_id
    having count(distinct project_id) = 1
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
        projects.project_name as pro_name,
        reports.score as total_eval_value,
        reports.score as dept_score,
        cast(null as varchar) as devi_analy,
        cast(null as varchar) as application_advise,
        1 as is_last_inst,
        2 as is_deleted,
        reports.report_id
    from reports
    left join counties on reports.county_id = counties.county_id
    left join funds on reports.report_id = funds.report_id
    left join projects on funds.project_id = projects.project_id
    where reports.is_primary
)

select * from final
