-- title: 自评得分与复算得分
-- description: 自评得分高于或低于按评分标准复算的得分区间的指标，差得多的在前。没有说清的评分标准、缺少数字的指标不在此列。
-- parameter year integer: 年度；不填为全部
select
    counties.county_name as "县",
    departments.department_name as "部门",
    scores.fiscal_year as "年度",
    scores.scope_name as "评价对象",
    scores.label as "指标",
    scores.weight as "分值",
    scores.score as "自评得分",
    scores.recomputed_rate as "复算比率（%）",
    scores.recomputed_score_low as "复算最低分",
    scores.recomputed_score_high as "复算最高分",
    case
        when scores.score > scores.recomputed_score_high then scores.score - scores.recomputed_score_high
        else scores.score - scores.recomputed_score_low
    end as "多计（少计为负）",
    scores.rule_text as "评分标准",
    scores.score_figure_id as "数字编号"
from marts.fct_indicator_scores as scores
left join marts.dim_counties as counties on scores.county_id = counties.county_id
left join marts.dim_departments as departments on scores.department_id = departments.department_id
where
    scores.is_primary
    and (scores.score > scores.recomputed_score_high or scores.score < scores.recomputed_score_low)
    and (cast($year as integer) is null or scores.fiscal_year = $year)
order by abs(
    case
        when scores.score > scores.recomputed_score_high then scores.score - scores.recomputed_score_high
        else scores.score - scores.recomputed_score_low
    end
) desc, 1, 2, 3, 4, 13
