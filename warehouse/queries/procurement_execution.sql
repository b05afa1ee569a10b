-- title: 政府采购预算执行
-- description: 每个部门每个年度的政府采购预算、决算金额（万元）和执行率（%），以及货物、服务、工程各多少。没有采购预算的部门也列出，执行率空着。
-- parameter county text: 县名；不填为全部
-- parameter year integer: 年度；不填为全部
with ranked as (
    select
        totals.department_id,
        totals.county_id,
        totals.fiscal_year,
        totals.measure_code,
        totals.basis,
        totals.value,
        totals.figure_id,
        row_number() over (
            partition by totals.department_id, totals.fiscal_year, totals.measure_code, totals.basis
            order by case when reports.report_kind = 'department_accounts' then 0 else 1 end, totals.report_id
        ) as report_rank
    from marts.fct_department_totals as totals
    inner join marts.dim_reports as reports on totals.report_id = reports.report_id
    where
        totals.is_primary
        and totals.department_id is not null
        and totals.period_year = totals.fiscal_year
        and totals.measure_code in (
            'procurement_total', 'procurement_goods', 'procurement_services', 'procurement_works'
        )
),

yearly as (
    select
        department_id,
        county_id,
        fiscal_year,
        coalesce(
            max(case when measure_code = 'procurement_total' and basis = 'annual_budget' then value end),
            max(case when measure_code = 'procurement_total' and basis = 'adjusted_budget' then value end),
            max(case when measure_code = 'procurement_total' and basis = 'budget' then value end),
            max(case when measure_code = 'procurement_total' and basis = 'initial_budget' then value end)
        ) as budget,
        max(case when measure_code = 'procurement_total' and basis = 'actual' then value end) as bought,
        max(case when measure_code = 'procurement_goods' and basis = 'actual' then value end) as goods,
        max(case when measure_code = 'procurement_services' and basis = 'actual' then value end) as services,
        max(case when measure_code = 'procurement_works' and basis = 'actual' then value end) as works,
        max(case when measure_code = 'procurement_total' and basis = 'actual' then figure_id end) as figure_id
    from ranked
    where report_rank = 1
    group by department_id, county_id, fiscal_year
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    yearly.fiscal_year as "年度",
    yearly.budget / 10000 as "采购预算（万元）",
    yearly.bought / 10000 as "采购金额（万元）",
    round(100 * yearly.bought / nullif(yearly.budget, 0), 2) as "执行率（%）",
    yearly.goods / 10000 as "货物（万元）",
    yearly.services / 10000 as "服务（万元）",
    yearly.works / 10000 as "工程（万元）",
    yearly.figure_id as "数字编号"
from yearly
inner join marts.dim_departments as departments on yearly.department_id = departments.department_id
left join marts.dim_counties as counties on yearly.county_id = counties.county_id
where
    (yearly.budget is not null or yearly.bought is not null)
    and (cast($county as text) is null or counties.county_name = $county)
    and (cast($year as integer) is null or yearly.fiscal_year = $year)
order by 1, 2, 3
