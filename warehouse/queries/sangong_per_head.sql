-- title: 三公经费人均与变化
-- description: 每个部门每个年度的三公经费决算数、实有人数、人均三公经费（元）以及比上年的变化（%）。没有实有人数的部门不算人均；上年数取上年报告，没有时取本年报告里印的上年决算数；同一年度有几份报告的先取决算。
-- parameter county text: 县名；不填为全部
-- parameter function text: 部门职能；不填为全部
with said as (
    select
        totals.department_id,
        totals.county_id,
        totals.period_year,
        totals.measure_code,
        totals.value,
        row_number() over (
            partition by totals.department_id, totals.period_year, totals.measure_code
            order by
                abs(totals.fiscal_year - totals.period_year),
                case when reports.report_kind = 'department_accounts' then 0 else 1 end,
                totals.report_id
        ) as source_rank
    from marts.fct_department_totals as totals
    inner join marts.dim_reports as reports on totals.report_id = reports.report_id
    where
        totals.is_primary
        and totals.department_id is not null
        and totals.basis = 'actual'
        and totals.measure_code in ('sangong_total', 'staff_actual')
),

yearly as (
    select
        department_id,
        county_id,
        period_year,
        max(case when measure_code = 'sangong_total' then value end) as sangong,
        max(case when measure_code = 'staff_actual' then value end) as staff
    from said
    where source_rank = 1
    group by department_id, county_id, period_year
),

compared as (
    select
        yearly.*,
        before.sangong as sangong_before
    from yearly
    left join yearly as before
        on yearly.department_id = before.department_id and yearly.period_year = before.period_year + 1
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    departments.function_name as "部门职能",
    compared.period_year as "年度",
    compared.sangong / 10000 as "三公经费（万元）",
    compared.staff as "实有人数",
    round(compared.sangong / nullif(compared.staff, 0), 2) as "人均三公经费（元）",
    round(100 * (compared.sangong - compared.sangong_before) / nullif(compared.sangong_before, 0), 2) as "比上年（%）"
from compared
inner join marts.dim_departments as departments on compared.department_id = departments.department_id
inner join marts.dim_counties as counties on compared.county_id = counties.county_id
where
    compared.sangong is not null
    and (cast($county as text) is null or counties.county_name = $county)
    and (cast($function as text) is null or departments.function_name = $function)
order by 1, 2, 4
