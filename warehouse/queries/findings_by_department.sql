-- title: 问题最多的部门和规则
-- description: 每个部门、年度、规则一行：必须改、请核对和提示各几条，本部门本年度共几条；问题多的部门在前。已豁免的不算。
-- parameter rule text: 规则编号，如 A01；不填为全部
-- parameter year integer: 年度；不填为全部
with failures as (
    select
        findings.county_id,
        findings.department_id,
        findings.fiscal_year,
        findings.rule_code,
        findings.rule_name,
        sum(case when findings.severity = 'error' then 1 else 0 end) as errors,
        sum(case when findings.severity = 'warn' then 1 else 0 end) as warnings,
        sum(case when findings.severity = 'info' then 1 else 0 end) as hints,
        count(*) as failure_count
    from quality.findings as findings
    inner join marts.dim_reports as reports on findings.report_id = reports.report_id
    where
        findings.status = 'fail'
        and reports.is_primary
        and coalesce(findings.lifecycle, '') <> 'waived'
        and (cast($rule as text) is null or findings.rule_code = $rule)
        and (cast($year as integer) is null or findings.fiscal_year = $year)
    group by
        findings.county_id,
        findings.department_id,
        findings.fiscal_year,
        findings.rule_code,
        findings.rule_name
)

select
    counties.county_name as "县",
    departments.department_name as "部门",
    failures.fiscal_year as "年度",
    failures.rule_code as "规则",
    failures.rule_name as "规则名称",
    failures.errors as "必须改",
    failures.warnings as "请核对",
    failures.hints as "提示",
    sum(failures.failure_count) over (
        partition by failures.county_id, failures.department_id, failures.fiscal_year
    ) as "本部门本年度共"
from failures
left join marts.dim_counties as counties on failures.county_id = counties.county_id
left join marts.dim_departments as departments on failures.department_id = departments.department_id
order by 9 desc, 1, 2, 3, failures.failure_count desc, 4
