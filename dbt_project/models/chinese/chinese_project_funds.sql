{{ config(alias='项目资金') }}

with funds as (
    select * from {{ here('fct_project_funds') }}
),

reports as (
    select * from {{ here('chinese_reports') }}
),

projects as (
    select * from {{ here('dim_projects') }}
),

funding_sources as (
    select * from {{ here('dim_funding_sources') }}
),

bases as (
    select * from {{ here('dim_bases') }}
),

final as (
    select
        reports."省",
        reports."市",
        reports."县",
        reports."部门",
        reports."年度",
        funds.project_name as "项目",
        projects.programme_name as "项目大类",
        projects.project_type as "项目类型",
        funding_sources.funding_source_name as "资金来源",
        bases.basis_name as "口径",
        funds.amount_yuan as "金额（元）",
        cast(funds.amount_yuan / 10000 as decimal(28, 6)) as "金额（万元）",
        funds.figure_id as "数字编号",
        reports."文件"
    from funds
    inner join reports on funds.report_id = reports."报告编号"
    left join projects on funds.project_id = projects.project_id
    left join funding_sources on funds.funding_source = funding_sources.funding_source
    left join bases on funds.stage = bases.basis
    where funds.is_primary
)

select * from final
