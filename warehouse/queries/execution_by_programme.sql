-- title: 各项目大类预算执行率
-- description: 按跨县统一的项目大类汇总：项目个数、县数、预算（全年预算，没有时依次取调整预算、未注明的预算、到位、计划、年初预算）、支出和执行率（%）。只汇总预算和支出都有的项目；同一项目同一年度有几份报告的只算一次，先取项目自评报告。
-- parameter year integer: 年度；不填为全部
select
    coalesce(projects.programme_name, '（未归类）') as "项目大类",
    execution.fiscal_year as "年度",
    count(*) as "项目个数",
    count(distinct execution.county_id) as "县数",
    sum(execution.budget_yuan) / 10000 as "预算（万元）",
    sum(execution.spent_yuan) / 10000 as "支出（万元）",
    round(100 * sum(execution.spent_yuan) / nullif(sum(execution.budget_yuan), 0), 2) as "执行率（%）"
from marts.fct_project_execution as execution
left join marts.dim_projects as projects on execution.project_id = projects.project_id
where
    execution.is_counted
    and (cast($year as integer) is null or execution.fiscal_year = $year)
group by 1, 2
order by 1, 2
