-- title: 各县财政收支与债务
-- description: 每个县每个年度一行：一般公共预算收入、税收收入及其占比、一般公共预算支出、政府债务余额和限额（万元）、余额占限额的比例，取自县级财政决算或预算执行报告的全县决算数。同一年度有几份报告写到的，先取当年的报告，再取最近一年的；写明“全县”的先于没有写明范围的，只写县本级的不算。
-- parameter county text: 县名，如 华容县；不填为全部
-- parameter year integer: 年度；不填为全部
with ranked as (
    select
        finances.county_id,
        finances.period_year,
        finances.measure_code,
        finances.amount_yuan,
        finances.figure_id,
        case when finances.county_id is null then finances.report_id end as lost_report_id,
        row_number() over (
            partition by
                finances.county_id,
                case when finances.county_id is null then finances.report_id end,
                finances.period_year,
                finances.measure_code
            order by
                case when finances.fiscal_year = finances.period_year then 0 else 1 end,
                finances.fiscal_year desc,
                case when finances.scope_level = 'county' then 0 else 1 end,
                finances.figure_id
        ) as amount_rank
    from marts.fct_county_finances as finances
    where
        finances.is_primary
        and finances.basis = 'actual'
        and (finances.scope_level = 'county' or finances.scope_name = '')
        and finances.measure_code in (
            'county_general_revenue',
            'county_tax_revenue',
            'county_general_expenditure',
            'county_debt',
            'county_debt_limit'
        )
),

yearly as (
    select
        county_id,
        lost_report_id,
        period_year,
        max(case when measure_code = 'county_general_revenue' then amount_yuan end) as revenue,
        max(case when measure_code = 'county_tax_revenue' then amount_yuan end) as tax,
        max(case when measure_code = 'county_general_expenditure' then amount_yuan end) as expenditure,
        max(case when measure_code = 'county_debt' then amount_yuan end) as debt,
        max(case when measure_code = 'county_debt_limit' then amount_yuan end) as debt_limit,
        max(case when measure_code = 'county_general_revenue' then figure_id end) as revenue_figure_id,
        max(case when measure_code = 'county_debt' then figure_id end) as debt_figure_id
    from ranked
    where amount_rank = 1
    group by county_id, lost_report_id, period_year
)

select
    counties.province_name as "省",
    counties.county_name as "县",
    yearly.period_year as "年度",
    yearly.revenue / 10000 as "一般公共预算收入（万元）",
    yearly.tax / 10000 as "税收收入（万元）",
    round(100 * yearly.tax / nullif(yearly.revenue, 0), 2) as "税收占比（%）",
    yearly.expenditure / 10000 as "一般公共预算支出（万元）",
    yearly.debt / 10000 as "政府债务余额（万元）",
    yearly.debt_limit / 10000 as "政府债务限额（万元）",
    round(100 * yearly.debt / nullif(yearly.debt_limit, 0), 2) as "余额占限额（%）",
    yearly.revenue_figure_id as "收入数字编号",
    yearly.debt_figure_id as "债务数字编号"
from yearly
left join marts.dim_counties as counties on yearly.county_id = counties.county_id
where
    (cast($county as text) is null or counties.county_name = $county)
    and (cast($year as integer) is null or yearly.period_year = $year)
order by 1, 2, 3, 11, 12
