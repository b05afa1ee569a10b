-- title: 各项目大类预算执行率
-- description: 按跨县统一的项目大类汇总：项目个数、县数、预算（全年预算，没有时依次取到位、计划、年初预算）、支出和执行率（%）。只汇总预算和支出都有的项目。
-- parameter year integer: 年度；不填为全部
with stages as (
    select
        report_id,
        project_id,
        county_id,
        fiscal_year,
        max(case when stage in ('annual_budget', 'adjusted_budget') then amount_yuan end) as annual_budget,
        max(case when stage = 'received' then amount_yuan end) as received,
        max(case when stage = 'planned' then amount_yuan end) as planned,
        max(case when stage in ('initial_budget', 'budget') then amount_yuan end) as initial_budget,
        max(case when stage in ('spent', 'actual') then amount_yuan end) as spent
    from marts.fct_project_funds
    where is_primary and funding_source = 'total'
    group by report_id, project_id, county_id, fiscal_year
),

based as (
    select
        project_id,
        county_id,
        fiscal_year,
        coalesce(annual_budget, received, planned, initial_budget) as budget,
        spent
    from stages
)

select
    coalesce(projects.programme_name, '（未归类）') as "项目大类",
    based.fiscal_year as "年度",
    count(*) as "项目个数",
    count(distinct based.county_id) as "县数",
    sum(based.budget) / 10000 as "预算（万元）",
    sum(based.spent) / 10000 as "支出（万元）",
    round(100 * sum(based.spent) / nullif(sum(based.budget), 0), 2) as "执行率（%）"
from based
left join marts.dim_projects as projects on based.project_id = projects.project_id
where
    based.budget is not null
    and based.spent is not null
    and (cast($year as integer) is null or based.fiscal_year = $year)
group by 1, 2
order by 1, 2
