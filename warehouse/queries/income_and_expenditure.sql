-- title: 部门收支一览
-- description: 每个部门、每个年度一行：收入合计、支出合计、基本支出、项目支出、年末结转和结余（万元），各县可直接排在一起。
-- parameter county text: 县名，如 华容县；不填为全部
-- parameter year integer: 年度；不填为全部
with totals as (
    select
        report_id,
        max(case when measure_code = 'income_total' then value end) as income,
        max(case when measure_code = 'expenditure_total' then value end) as expenditure,
        max(case when measure_code = 'expenditure_basic' then value end) as basic,
        max(case when measure_code = 'expenditure_project' then value end) as project,
        max(case when measure_code = 'carry_out' then value end) as carry_out
    from marts.fct_department_totals
    where is_primary and basis = 'actual' and period_year = fiscal_year
    group by report_id
)

select
    counties.province_name as "省",
    counties.county_name as "县",
    reports.department_name as "部门",
    departments.function_name as "部门职能",
    reports.fiscal_year as "年度",
    reports.report_kind_name as "报告类型",
    totals.income / 10000 as "收入合计（万元）",
    totals.expenditure / 10000 as "支出合计（万元）",
    totals.basic / 10000 as "基本支出（万元）",
    totals.project / 10000 as "项目支出（万元）",
    totals.carry_out / 10000 as "年末结转和结余（万元）",
    reports.report_id as "报告编号"
from totals
inner join marts.dim_reports as reports on totals.report_id = reports.report_id
left join marts.dim_counties as counties on reports.county_id = counties.county_id
left join marts.dim_departments as departments on reports.department_id = departments.department_id
where
    (totals.income is not null or totals.expenditure is not null)
    and (cast($county as text) is null or counties.county_name = $county)
    and (cast($year as integer) is null or reports.fiscal_year = $year)
order by 1, 2, 3, 5, 6, 12
