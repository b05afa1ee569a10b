-- title: 部门无结余而项目有结余
-- description: 部门各份报告的当年结余、年末结转和结余都是 0，而同一部门同一年度的项目资金还有结余。几份报告都写的项目只列一次，取结余最大的。两边的数字编号都在行内。
-- parameter year integer: 年度；不填为全部
with department_balances as (
    select
        department_id,
        fiscal_year,
        max(abs(value)) as balance,
        min(figure_id) as figure_id
    from marts.fct_department_totals
    where
        is_primary
        and department_id is not null
        and measure_code in ('balance_year', 'carry_out')
        and basis = 'actual'
        and period_year = fiscal_year
    group by department_id, fiscal_year
),

project_balances as (
    select
        department_id,
        county_id,
        fiscal_year,
        project_name,
        amount_yuan,
        figure_id,
        row_number() over (
            partition by project_id, fiscal_year
            order by amount_yuan desc, figure_id
        ) as report_rank
    from marts.fct_project_funds
    where is_primary and funding_source = 'total' and stage = 'balance' and amount_yuan > 0
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    project_balances.fiscal_year as "年度",
    department_balances.balance / 10000 as "部门结余（万元）",
    project_balances.project_name as "项目",
    project_balances.amount_yuan / 10000 as "项目结余（万元）",
    department_balances.figure_id as "部门数字编号",
    project_balances.figure_id as "项目数字编号"
from project_balances
inner join department_balances
    on
        project_balances.department_id = department_balances.department_id
        and project_balances.fiscal_year = department_balances.fiscal_year
inner join marts.dim_departments as departments on project_balances.department_id = departments.department_id
left join marts.dim_counties as counties on project_balances.county_id = counties.county_id
where
    department_balances.balance = 0
    and project_balances.report_rank = 1
    and (cast($year as integer) is null or project_balances.fiscal_year = $year)
order by 6 desc, 1, 2, 3, 5
