{{ config(alias='县级财政') }}

with finances as (
    select * from {{ here('fct_county_finances') }}
),

reports as (
    select * from {{ here('chinese_reports') }}
),

bases as (
    select * from {{ here('dim_bases') }}
),

final as (
    select
        reports."省",
        reports."市",
        reports."县",
        reports."年度",
        reports."报告类型",
        nullif(finances.scope_name, '') as "范围",
        finances.measure_name as "指标项",
        finances.period_year as "数据年度",
        bases.basis_name as "口径",
        finances.amount_yuan as "金额（元）",
        cast(finances.amount_yuan / 10000 as decimal(28, 6)) as "金额（万元）",
        if(finances.figure_kind = 'prose', '正文', '表格') as "出处",
        finances.figure_id as "数字编号",
        reports."文件"
    from finances
    inner join reports on finances.report_id = reports."报告编号"
    left join bases on finances.basis = bases.basis
    where finances.is_primary
)

select * from final
