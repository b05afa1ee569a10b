-- title: 项目大类户均成本
-- description: 按项目大类和县汇总户数与支出，算出每户支出（元）。户数取报告写明属于该项目的实际户数；只写一个项目的项目报告，文中的户数就是该项目的。没有户数、或写了几个不同户数的项目不算。
-- parameter programme text: 项目大类，如 老旧小区改造；不填为全部
with only_projects as (
    select
        report_id,
        max(project_name) as project_name
    from marts.fct_project_funds
    where
        is_primary
        and report_id in (
            select reports.report_id
            from marts.dim_reports as reports
            where
                reports.report_kind in ('project_evaluation', 'key_project_evaluation', 'third_party_evaluation')
        )
    group by report_id
    having count(distinct project_id) = 1
),

said as (
    select
        figures.report_id,
        case when figures.scope_name <> '' then figures.scope_name else only_projects.project_name end as project_name,
        case when figures.scope_name <> '' then 0 else 1 end as is_in_passing,
        figures.value
    from marts.fct_figures as figures
    left join only_projects on figures.report_id = only_projects.report_id
    where
        figures.is_primary
        and figures.unit = '户'
        and figures.value > 0
        and figures.basis not in ('target', 'planned', 'budget')
        and coalesce(figures.period_year = figures.fiscal_year, true)
),

-- What the project's own table says goes before the sentences about it.
nearest as (
    select
        report_id,
        project_name,
        min(is_in_passing) as is_in_passing
    from said
    where project_name is not null
    group by report_id, project_name
),

households as (
    select
        said.report_id,
        said.project_name,
        max(said.value) as household_count
    from said
    inner join nearest
        on
            said.report_id = nearest.report_id
            and said.project_name = nearest.project_name
            and said.is_in_passing = nearest.is_in_passing
    group by said.report_id, said.project_name
    having count(distinct said.value) = 1
),

-- A project that several reports tell of counts once a year, with what its own report says.
ranked as (
    select
        execution.*,
        households.household_count,
        row_number() over (
            partition by
                execution.project_id,
                execution.fiscal_year,
                case
                    when execution.department_id is null or execution.fiscal_year is null then execution.report_id
                end
            order by
                case when reports.report_kind = 'project_evaluation' then 0 else 1 end,
                execution.report_id
        ) as report_rank
    from marts.fct_project_execution as execution
    inner join households
        on execution.report_id = households.report_id and execution.project_name = households.project_name
    inner join marts.dim_reports as reports on execution.report_id = reports.report_id
    where execution.is_primary and execution.spent_yuan is not null
)

select
    coalesce(projects.programme_name, '（未归类）') as "项目大类",
    counties.county_name as "县",
    ranked.fiscal_year as "年度",
    count(*) as "项目个数",
    sum(ranked.household_count) as "户数",
    sum(ranked.spent_yuan) / 10000 as "支出（万元）",
    round(sum(ranked.spent_yuan) / sum(ranked.household_count), 2) as "每户支出（元）"
from ranked
left join marts.dim_projects as projects on ranked.project_id = projects.project_id
left join marts.dim_counties as counties on ranked.county_id = counties.county_id
where
    ranked.report_rank = 1
    and (cast($programme as text) is null or projects.programme_name = $programme)
group by 1, counties.county_id, 2, 3
order by 1, 2, 3
