-- title: 各项目大类预算执行率
-- description: 按跨县统一的项目大类汇总：项目个数、县数、预算（全年预算，没有时依次取调整预算、未注明的预算、到位、计划、年初预算）、支出和执行率（%）。只汇总预算和支出都有的项目；同一项目同一年度有几份报告的只算一次，先取项目自评报告。
-- parameter year integer: 年度；不填为全部
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
        ) as spent
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
    coalesce(projects.programme_name, '（未归类）') as "项目大类",
    ranked.fiscal_year as "年度",
    count(*) as "项目个数",
    count(distinct ranked.county_id) as "县数",
    sum(ranked.budget_taken) / 10000 as "预算（万元）",
    sum(ranked.spent) / 10000 as "支出（万元）",
    round(100 * sum(ranked.spent) / nullif(sum(ranked.budget_taken), 0), 2) as "执行率（%）"
from ranked
left join marts.dim_projects as projects on ranked.project_id = projects.project_id
where
    ranked.report_rank = 1
    and (cast($year as integer) is null or ranked.fiscal_year = $year)
group by 1, 2
order by 1, 2
