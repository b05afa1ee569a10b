-- title: 执行率过高或过低的项目
-- description: 支出超过预算 120% 或不足 50% 的项目。预算取全年预算，没有时依次取到位、计划、年初预算，所取口径写在一列里。
-- parameter year integer: 年度；不填为全部
-- parameter low integer = 50: 低于多少（%）算过低
-- parameter high integer = 120: 高于多少（%）算过高
with stages as (
    select
        report_id,
        project_id,
        project_name,
        county_id,
        department_id,
        fiscal_year,
        max(case when stage in ('annual_budget', 'adjusted_budget') then amount_yuan end) as annual_budget,
        max(case when stage = 'received' then amount_yuan end) as received,
        max(case when stage = 'planned' then amount_yuan end) as planned,
        max(case when stage in ('initial_budget', 'budget') then amount_yuan end) as initial_budget,
        max(case when stage in ('spent', 'actual') then amount_yuan end) as spent,
        max(case when stage in ('spent', 'actual') then figure_id end) as figure_id
    from marts.fct_project_funds
    where is_primary and funding_source = 'total'
    group by report_id, project_id, project_name, county_id, department_id, fiscal_year
),

based as (
    select
        *,
        coalesce(annual_budget, received, planned, initial_budget) as budget,
        case
            when annual_budget is not null then '全年预算'
            when received is not null then '到位'
            when planned is not null then '计划'
            else '年初预算'
        end as budget_basis
    from stages
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    based.fiscal_year as "年度",
    based.project_name as "项目",
    based.budget_basis as "预算口径",
    based.budget / 10000 as "预算（万元）",
    based.spent / 10000 as "支出（万元）",
    round(100 * based.spent / nullif(based.budget, 0), 2) as "执行率（%）",
    based.figure_id as "数字编号"
from based
left join marts.dim_counties as counties on based.county_id = counties.county_id
left join marts.dim_departments as departments on based.department_id = departments.department_id
where
    based.budget > 0
    and (100 * based.spent > cast($high as integer) * based.budget or 100 * based.spent < cast($low as integer) * based.budget)
    and (cast($year as integer) is null or based.fiscal_year = $year)
order by 8 desc, 1, 2, 3, 4
