{{ config(alias='指标得分') }}

with scores as (
    select * from {{ here('fct_indicator_scores') }}
),

reports as (
    select * from {{ here('chinese_reports') }}
),

indicators as (
    select * from {{ here('dim_indicators') }}
),

final as (
    select
        reports."省",
        reports."市",
        reports."县",
        reports."部门",
        reports."年度",
        nullif(scores.scope_name, '') as "评价对象",
        scores.level1_name as "一级指标",
        scores.level2_name as "二级指标",
        scores.label as "指标",
        indicators.indicator_name as "共性指标",
        scores.weight as "分值",
        scores.score as "得分",
        scores.recomputed_rate as "复算比率（%）",
        scores.recomputed_score_low as "复算最低分",
        scores.recomputed_score_high as "复算最高分",
        scores.rule_text as "评分标准",
        reports."文件"
    from scores
    inner join reports on scores.report_id = reports."报告编号"
    left join indicators on scores.indicator_code = indicators.indicator_code
    where scores.is_primary
)

select * from final
