-- title: 结转结余逐年变化
-- description: 每个部门每个年度的上年结转、年末结转和结余（万元）、年末比年初的变化，以及本年报告的上年结转与上年报告的年末结转之差：不为 0 即年度之间接不上。两边的数字编号都在行内。
-- parameter county text: 县名；不填为全部
-- parameter department text: 部门名称（统一名称，如 住房和城乡建设局）；不填为全部
with ranked as (
    select
        totals.department_id,
        totals.county_id,
        totals.fiscal_year,
        totals.measure_code,
        totals.value,
        totals.figure_id,
        row_number() over (
            partition by totals.department_id, totals.fiscal_year, totals.measure_code
            order by case when reports.report_kind = 'department_accounts' then 0 else 1 end, totals.report_id
        ) as report_rank
    from marts.fct_department_totals as totals
    inner join marts.dim_reports as reports on totals.report_id = reports.report_id
    where
        totals.is_primary
        and totals.department_id is not null
        and totals.basis = 'actual'
        and totals.period_year = totals.fiscal_year
        and totals.measure_code in ('carry_in', 'carry_out')
),

yearly as (
    select
        department_id,
        county_id,
        fiscal_year,
        max(case when measure_code = 'carry_in' then value end) as carry_in,
        max(case when measure_code = 'carry_out' then value end) as carry_out,
        max(case when measure_code = 'carry_in' then figure_id end) as carry_in_figure_id,
        max(case when measure_code = 'carry_out' then figure_id end) as carry_out_figure_id
    from ranked
    where report_rank = 1
    group by department_id, county_id, fiscal_year
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    yearly.fiscal_year as "年度",
    yearly.carry_in / 10000 as "上年结转（万元）",
    yearly.carry_out / 10000 as "年末结转和结余（万元）",
    (yearly.carry_out - yearly.carry_in) / 10000 as "年末比年初（万元）",
    (yearly.carry_in - before.carry_out) / 10000 as "与上年报告之差（万元）",
    yearly.carry_in_figure_id as "上年结转数字编号",
    before.carry_out_figure_id as "上年报告数字编号"
from yearly
left join yearly as before
    on yearly.department_id = before.department_id and yearly.fiscal_year = before.fiscal_year + 1
inner join marts.dim_departments as departments on yearly.department_id = departments.department_id
left join marts.dim_counties as counties on yearly.county_id = counties.county_id
where
    (cast($county as text) is null or counties.county_name = $county)
    and (cast($department as text) is null or departments.canonical_name = $department)
order by 1, 2, 3
