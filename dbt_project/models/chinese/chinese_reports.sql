{{ config(alias='报告') }}

with reports as (
    select * from {{ here('dim_reports') }}
),

documents as (
    select * from {{ here('dim_documents') }}
),

counties as (
    select * from {{ here('dim_counties') }}
),

departments as (
    select * from {{ here('dim_departments') }}
),

final as (
    select
        reports.report_id as "报告编号",
        counties.province_name as "省",
        counties.city_name as "市",
        counties.county_name as "县",
        reports.department_name as "部门",
        departments.function_name as "部门职能",
        reports.fiscal_year as "年度",
        reports.report_kind_name as "报告类型",
        reports.title as "标题",
        reports.score as "自评得分",
        reports.grade as "评价等次",
        documents.version as "版本",
        documents.source_path as "文件"
    from reports
    inner join documents on reports.document_id = documents.document_id
    left join counties on reports.county_id = counties.county_id
    left join departments on reports.department_id = departments.department_id
    where reports.is_primary
)

select * from final
