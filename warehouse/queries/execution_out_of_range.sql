-- title: 执行率过高或过低的项目
-- description: 支出超过预算 120% 或不足 50% 的项目。预算取全年预算，没有时依次取调整预算、未注明的预算、到位、计划、年初预算，所取口径写在一列里；同一项目同一年度有几份报告的只列一次，先取项目自评报告。
-- parameter year integer: 年度；不填为全部
-- parameter low integer = 50: 低于多少（%）算过低
-- parameter high integer = 120: 高于多少（%）算过高
with amounts as (
    select
        funds.report_id,
        funds.project_id,
        funds.project_name,
        funds.county_id,
        funds.department_id,
        funds.fiscal_year,
        reports.report_kind,
        max(case when funds.stage = 'annual_budget' then funds.amount_yuan end) as annual_budget,
        max(case when funds.stage = 'adjusted_budget' then funds.amount_yuan end) as adjusted_budget,
        max(case when funds.stage = 'budget' then funds.amount_yuan end) as budget,
        max(case when funds.stage = 'received' then funds.amount_yuan end) as received,
        max(case when funds.stage = 'planned' then funds.amount_yuan end) as planned,
        max(case when funds.stage = 'initial_budget' then funds.amount_yuan end) as initial_budget,
        coalesce(
            max(case when funds.stage = 'spent' then funds.amount_yuan end),
            max(case when funds.stage = 'actual' then funds.amount_yuan end)
        ) as spent,
        coalesce(
            max(case when funds.stage = 'spent' then funds.figure_id end),
            max(case when funds.stage = 'actual' then funds.figure_id end)
        ) as figure_id
    from marts.fct_project_funds as funds
    inner join marts.dim_reports as reports on funds.report_id = reports.report_id
    where funds.is_primary and funds.funding_source = 'total'
    group by
        funds.report_id,
        funds.project_id,
        funds.project_name,
        funds.county_id,
        funds.department_id,
        funds.fiscal_year,
        reports.report_kind
),

based as (
    select
        *,
        coalesce(annual_budget, adjusted_budget, budget, received, planned, initial_budget) as budget_taken
    from amounts
),

-- A project that several reports tell of counts once a year, with what its own report says.
ranked as (
    select
        *,
        row_number() over (
            partition by
                project_id,
                fiscal_year,
                case when department_id is null or fiscal_year is null then report_id end
            order by
                case when report_kind = 'project_evaluation' then 0 else 1 end,
                report_id
        ) as report_rank
    from based
    where budget_taken is not null and spent is not null
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    ranked.fiscal_year as "年度",
    ranked.project_name as "项目",
    case
        when ranked.annual_budget is not null then '全年预算'
        when ranked.adjusted_budget is not null then '调整预算'
        when ranked.budget is not null then '预算'
        when ranked.received is not null then '到位'
        when ranked.planned is not null then '计划'
        else '年初预算'
    end as "预算口径",
    ranked.budget_taken / 10000 as "预算（万元）",
    ranked.spent / 10000 as "支出（万元）",
    round(100 * ranked.spent / nullif(ranked.budget_taken, 0), 2) as "执行率（%）",
    ranked.figure_id as "数字编号"
from ranked
left join marts.dim_counties as counties on ranked.county_id = counties.county_id
left join marts.dim_departments as departments on ranked.department_id = departments.department_id
where
    ranked.report_rank = 1
    and ranked.budget_taken > 0
    and (
        100 * ranked.spent > cast($high as integer) * ranked.budget_taken
        or 100 * ranked.spent < cast($low as integer) * ranked.budget_taken
    )
    and (cast($year as integer) is null or ranked.fiscal_year = $year)
order by 8 desc, 1, 2, 3, 4
