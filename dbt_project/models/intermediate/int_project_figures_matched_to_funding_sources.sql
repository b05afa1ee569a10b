with figures as (
    select * from {{ ref('fct_figures') }}
),

projects as (
    select * from {{ ref('int_projects_collected_from_reports') }}
),

project_ids as (
    select distinct
        report_id,
        project_name,
        project_id
    from projects
),

-- Another year's money beside this year's belongs to that year's report.
final as (
    select
        figures.* replace (coalesce(figures.funding_source, 'total') as funding_source),
        project_ids.project_id
    from figures
    inner join project_ids
        on
            figures.report_id = project_ids.report_id
            and figures.scope_name = project_ids.project_name
    where
        figures.figure_kind = 'project'
        and figures.unit = '元'
        and figures.value is not null
        and coalesce(figures.period_year = figures.fiscal_year, true)
)

select * from final
