-- title: 共性指标跨县对比
-- description: 各县各部门的共性指标：分值、自评得分、按报告数字复算的比率（%）、评分标准复算的得分区间，并注明各自采用的评分标准。
-- parameter indicator text: 指标编号（D01）或名称（在职人员控制率）；不填为全部
-- parameter year integer: 年度；不填为全部
select
    indicators.indicator_code as "指标编号",
    indicators.indicator_name as "指标",
    counties.county_name as "县",
    departments.department_name as "部门",
    scores.fiscal_year as "年度",
    reports.report_kind_name as "报告类型",
    scores.scope_name as "评价对象",
    scores.weight as "分值",
    scores.score as "得分",
    scores.recomputed_rate as "复算比率（%）",
    scores.recomputed_score_low as "复算最低分",
    scores.recomputed_score_high as "复算最高分",
    scores.rule_text as "评分标准",
    scores.score_figure_id as "数字编号"
from marts.fct_indicator_scores as scores
inner join marts.dim_indicators as indicators on scores.indicator_code = indicators.indicator_code
inner join marts.dim_reports as reports on scores.report_id = reports.report_id
left join marts.dim_counties as counties on scores.county_id = counties.county_id
left join marts.dim_departments as departments on scores.department_id = departments.department_id
where
    scores.is_primary
    and (cast($indicator as text) is null or $indicator in (indicators.indicator_code, indicators.indicator_name))
    and (cast($year as integer) is null or scores.fiscal_year = $year)
order by 1, 3, 4, 5, 6, 7, 14
