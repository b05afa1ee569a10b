{{ config(alias='数字') }}

with figures as (
    select * from {{ here('fct_figures') }}
),

reports as (
    select * from {{ here('chinese_reports') }}
),

bases as (
    select * from {{ here('dim_bases') }}
),

final as (
    select
        figures.figure_id as "数字编号",
        reports."省",
        reports."市",
        reports."县",
        reports."部门",
        reports."年度",
        nullif(figures.scope_name, '') as "单位或项目",
        case when figures.measure_code is not null then figures.measure_name end as "指标项",
        figures.label as "标签",
        figures.period_year as "数据年度",
        bases.basis_name as "口径",
        figures.value as "数值",
        figures.unit as "单位",
        figures.printed as "原文数字",
        figures.printed_unit as "原文单位",
        figures.place_in_words as "位置",
        figures.quote as "原文",
        reports."文件"
    from figures
    inner join reports on figures.report_id = reports."报告编号"
    left join bases on figures.basis = bases.basis
    where figures.is_primary
)

select * from final
