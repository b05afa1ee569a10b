-- title: 项目大类户均成本
-- description: 按项目大类和县汇总受益户数与支出，算出每户支出（元）。户数取项目自己的绩效指标完成值，没有户数的项目不算。
-- parameter programme text: 项目大类，如 老旧小区改造；不填为全部
with households as (
    select
        report_id,
        scope_name as project_name,
        max(value) as household_count
    from marts.fct_figures
    where is_primary and unit = '户' and value > 0 and basis <> 'target' and scope_name <> ''
    group by report_id, scope_name
),

spent as (
    select
        report_id,
        project_id,
        project_name,
        county_id,
        fiscal_year,
        max(amount_yuan) as spent
    from marts.fct_project_funds
    where is_primary and funding_source = 'total' and stage in ('spent', 'actual')
    group by report_id, project_id, project_name, county_id, fiscal_year
)

select
    coalesce(projects.programme_name, '（未归类）') as "项目大类",
    counties.county_name as "县",
    spent.fiscal_year as "年度",
    count(*) as "项目个数",
    sum(households.household_count) as "户数",
    sum(spent.spent) / 10000 as "支出（万元）",
    round(sum(spent.spent) / sum(households.household_count), 2) as "每户支出（元）"
from spent
inner join households on spent.report_id = households.report_id and spent.project_name = households.project_name
left join marts.dim_projects as projects on spent.project_id = projects.project_id
left join marts.dim_counties as counties on spent.county_id = counties.county_id
where cast($programme as text) is null or projects.programme_name = $programme
group by 1, 2, 3
order by 1, 2, 3
