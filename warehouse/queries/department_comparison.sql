-- title: 同类部门跨县对比
-- description: 同一职能、同一年度的部门放在一起：人员、收支、三公经费、采购、资产，以及各共性指标的分值、得分和复算比率。每行一个数，数字编号可用 jixiao explain 追溯到原表格子；人员、收入合计、支出合计和三公经费没有写的，也有一行，数值空着。
-- parameter function text: 部门职能，如 住房和城乡建设；不填为全部
-- parameter year integer: 年度；不填为全部
with departments as (
    select
        reports.report_id,
        counties.county_name,
        departments.department_name,
        reports.report_kind,
        reports.report_kind_name,
        reports.fiscal_year
    from marts.dim_reports as reports
    inner join marts.dim_departments as departments on reports.department_id = departments.department_id
    inner join marts.dim_counties as counties on reports.county_id = counties.county_id
    where
        reports.is_primary
        and (cast($function as text) is null or departments.function_name = $function)
        and (cast($year as integer) is null or reports.fiscal_year = $year)
),

items as (
    select
        totals.report_id,
        measures.statement as item_kind,
        totals.measure_name as item,
        totals.basis,
        totals.period_year,
        totals.value,
        totals.unit,
        totals.figure_id
    from marts.fct_department_totals as totals
    inner join marts.dim_measures as measures on totals.measure_code = measures.measure_code
    union all
    select
        scores.report_id,
        'indicator' as item_kind,
        indicators.indicator_name || ' 得分' as item,
        'score' as basis,
        scores.fiscal_year as period_year,
        scores.score as value,
        '分' as unit,
        scores.score_figure_id as figure_id
    from marts.fct_indicator_scores as scores
    inner join marts.dim_indicators as indicators on scores.indicator_code = indicators.indicator_code
    where scores.score is not null
    union all
    select
        scores.report_id,
        'indicator' as item_kind,
        indicators.indicator_name || ' 复算' as item,
        'actual' as basis,
        scores.fiscal_year as period_year,
        scores.recomputed_rate as value,
        '%' as unit,
        scores.score_figure_id as figure_id
    from marts.fct_indicator_scores as scores
    inner join marts.dim_indicators as indicators on scores.indicator_code = indicators.indicator_code
    where scores.recomputed_rate is not null
    union all
    -- What no comparison can do without: a department that does not say it shall be seen not to.
    select
        departments.report_id,
        measures.statement as item_kind,
        measures.measure_name as item,
        'actual' as basis,
        departments.fiscal_year as period_year,
        null as value,
        measures.unit,
        null as figure_id
    from departments
    cross join marts.dim_measures as measures
    left join marts.fct_department_totals as totals
        on
            departments.report_id = totals.report_id
            and measures.measure_code = totals.measure_code
            and totals.basis = 'actual'
            and departments.fiscal_year = totals.period_year
    where
        measures.measure_code in (
            'staff_quota', 'staff_actual', 'income_total', 'expenditure_total', 'sangong_total'
        )
        and departments.report_kind = 'department_evaluation'
        and totals.figure_id is null
),

item_kinds as (
    select
        'staffing' as item_kind,
        '1 人员' as item_kind_name
    union all
    select 'income', '2 收入'
    union all
    select 'expenditure', '3 支出'
    union all
    select 'balance', '4 结余'
    union all
    select 'three_public', '5 三公经费'
    union all
    select 'procurement', '6 政府采购'
    union all
    select 'assets', '7 资产'
    union all
    select 'indicator', '8 共性指标'
)

select
    item_kinds.item_kind_name as "类别",
    items.item as "项目",
    bases.basis_name as "口径",
    items.period_year as "数据年度",
    departments.county_name as "县",
    departments.department_name as "部门",
    departments.fiscal_year as "年度",
    departments.report_kind_name as "报告类型",
    items.value as "数值",
    items.unit as "单位",
    items.figure_id as "数字编号"
from items
inner join departments on items.report_id = departments.report_id
inner join item_kinds on items.item_kind = item_kinds.item_kind
left join marts.dim_bases as bases on items.basis = bases.basis
order by 1, 2, 3, 4, 5, 6, 7, 8, 11
