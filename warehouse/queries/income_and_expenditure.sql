-- title: 部门收支一览
-- description: 每个部门、每个年度一行：收入合计、支出合计、基本支出、项目支出、年末结转和结余（万元），各县可直接排在一起。同一部门同一年度有几份报告的，整行取自写得最全的一份（一样全的先取决算），另有几份写在末列。
-- parameter county text: 县名，如 华容县；不填为全部
-- parameter year integer: 年度；不填为全部
with totals as (
    select
        report_id,
        max(case when measure_code = 'income_total' then value end) as income,
        max(case when measure_code = 'expenditure_total' then value end) as expenditure,
        max(case when measure_code = 'expenditure_basic' then value end) as basic,
        max(case when measure_code = 'expenditure_project' then value end) as project,
        max(case when measure_code = 'carry_out' then value end) as carry_out,
        count(distinct measure_code) as said_count
    from marts.fct_department_totals
    where
        is_primary
        and basis = 'actual'
        and period_year = fiscal_year
        and measure_code in (
            'income_total', 'expenditure_total', 'expenditure_basic', 'expenditure_project', 'carry_out'
        )
    group by report_id
),

ranked as (
    select
        totals.*,
        reports.county_id,
        reports.department_id,
        reports.department_name,
        reports.fiscal_year,
        reports.report_kind_name,
        row_number() over (
            partition by
                reports.department_id, reports.fiscal_year, case when reports.department_id is null then reports.report_id end
            order by
                totals.said_count desc,
                case when reports.report_kind = 'department_accounts' then 0 else 1 end,
                reports.report_id
        ) as report_rank,
        count(*) over (
            partition by
                reports.department_id, reports.fiscal_year, case when reports.department_id is null then reports.report_id end
        ) as report_count
    from totals
    inner join marts.dim_reports as reports on totals.report_id = reports.report_id
    where totals.income is not null or totals.expenditure is not null
)

select
    counties.province_name as "省",
    counties.county_name as "县",
    ranked.department_name as "部门",
    departments.function_name as "部门职能",
    ranked.fiscal_year as "年度",
    ranked.report_kind_name as "报告类型",
    ranked.income / 10000 as "收入合计（万元）",
    ranked.expenditure / 10000 as "支出合计（万元）",
    ranked.basic / 10000 as "基本支出（万元）",
    ranked.project / 10000 as "项目支出（万元）",
    ranked.carry_out / 10000 as "年末结转和结余（万元）",
    ranked.report_id as "报告编号",
    ranked.report_count - 1 as "另有报告"
from ranked
left join marts.dim_counties as counties on ranked.county_id = counties.county_id
left join marts.dim_departments as departments on ranked.department_id = departments.department_id
where
    ranked.report_rank = 1
    and (cast($county as text) is null or counties.county_name = $county)
    and (cast($year as integer) is null or ranked.fiscal_year = $year)
order by 1, 2, 3, 5, 6, 12
