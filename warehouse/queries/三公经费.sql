/* 三公经费：各县各部门逐年的预算与决算（元）
   用法：.venv/bin/jixiao query "$(cat warehouse/queries/三公经费.sql)" */
with finances as (
    select * from marts.fct_department_finances
),

reports as (
    select * from marts.dim_reports
),

counties as (
    select * from marts.dim_counties
),

departments as (
    select * from marts.dim_departments
),

measures as (
    select * from marts.dim_measures
    where statement = 'three_public'
),

final as (
    select
        counties.county_name as 县区,
        departments.department_name as 部门,
        finances.scope_name as 单位,
        measures.measure_name as 项目,
        finances.period_year as 年度,
        finances.basis as 口径,
        finances.amount_yuan as 金额
    from finances
    inner join measures on finances.measure_code = measures.measure_code
    inner join reports on finances.report_id = reports.report_id
    left join counties on reports.county_id = counties.county_id
    left join departments on reports.department_id = departments.department_id
)

select * from final
order by 县区, 部门, 单位, 年度, 项目, 口径
