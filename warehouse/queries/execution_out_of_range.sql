-- title: 执行率过高或过低的项目
-- description: 支出超过预算 120% 或不足 50% 的项目。预算取全年预算，没有时依次取调整预算、未注明的预算、到位、计划、年初预算，所取口径写在一列里；同一项目同一年度有几份报告的只列一次，先取项目自评报告。
-- parameter year integer: 年度；不填为全部
-- parameter low integer = 50: 低于多少（%）算过低
-- parameter high integer = 120: 高于多少（%）算过高
select
    counties.county_name as "县",
    departments.department_name as "部门",
    execution.fiscal_year as "年度",
    execution.project_name as "项目",
    bases.basis_name as "预算口径",
    execution.budget_yuan / 10000 as "预算（万元）",
    execution.spent_yuan / 10000 as "支出（万元）",
    round(100 * execution.spent_yuan / execution.budget_yuan, 2) as "执行率（%）",
    execution.spent_figure_id as "数字编号"
from marts.fct_project_execution as execution
inner join marts.dim_bases as bases on execution.budget_basis = bases.basis
left join marts.dim_counties as counties on execution.county_id = counties.county_id
left join marts.dim_departments as departments on execution.department_id = departments.department_id
where
    execution.is_counted
    and execution.budget_yuan > 0
    and (
        100 * execution.spent_yuan > cast($high as integer) * execution.budget_yuan
        or 100 * execution.spent_yuan < cast($low as integer) * execution.budget_yuan
    )
    and (cast($year as integer) is null or execution.fiscal_year = $year)
order by 8 desc, 1, 2, 3, 4
