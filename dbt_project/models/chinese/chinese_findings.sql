{{ config(alias='问题') }}

with findings as (
    select * from {{ here('findings') }}
),

waivers as (
    select * from {{ here('waivers') }}
),

reports as (
    select * from {{ here('chinese_reports') }}
),

final as (
    select
        findings.finding_id as "问题编号",
        reports."省",
        reports."市",
        reports."县",
        reports."部门",
        reports."年度",
        findings.rule_code as "规则",
        findings.rule_name as "规则名称",
        case findings.severity when 'error' then '必须改' when 'warn' then '请核对' else '提示' end as "程度",
        nullif(findings.scope_name, '') as "单位或项目",
        findings.left_name as "左边名称",
        findings.left_value as "左边",
        findings.right_name as "右边名称",
        findings.right_value as "右边",
        findings.difference as "差额",
        findings.slack as "允许误差",
        findings.unit as "单位",
        findings.explanation as "说明",
        findings.suggestion as "建议",
        findings.places as "位置",
        findings.cause_id as "随同问题编号",
        case findings.lifecycle
            when 'new' then '新发现' when 'known' then '已知' when 'regressed' then '又出现' when 'waived' then '已豁免'
        end as "状态",
        waivers.reason as "豁免理由",
        reports."文件"
    from findings
    inner join reports on findings.report_id = reports."报告编号"
    left join waivers on findings.waiver_id = waivers.waiver_id
    where findings.status = 'fail'
)

select * from final
