{#
    Of every finding whether it is new, known, regressed, gone or waived, and by which waiver; rows that say so already
    are not touched. Of several waivers in force the one that lasts longest counts. What a file says that was taken away
    or corrected is asked of nobody: it is gone, and after that night nothing.
#}
{% macro set_lifecycle() %}
    update {{ this }} set
        lifecycle = today.lifecycle,
        waiver_id = today.waiver_id
    from (
        select
            findings.finding_id,
            waived.waiver_id,
            case
                when waived.waiver_id is not null then 'waived'
                when findings.is_failing and failures_before.has_failed_last then 'known'
                when findings.is_failing and failures_before.finding_id is not null then 'regressed'
                when findings.is_failing then 'new'
                when failures_before.has_failed_last then 'gone'
            end as lifecycle
        from (
            select
                own.finding_id,
                own.status = 'fail' and coalesce(documents.is_current, true) as is_failing
            from {{ this }} as own
            left join {{ ref('int_documents_versioned') }} as documents on own.document_id = documents.document_id
        ) as findings
        left join {{ ref('int_failures_before_this_run') }} as failures_before
            on findings.finding_id = failures_before.finding_id
        left join ({{ waived_findings() }}) as waived
            on findings.finding_id = waived.finding_id
    ) as today
    where
        {{ this }}.finding_id = today.finding_id
        and (
            {{ this }}.lifecycle is distinct from today.lifecycle
            or {{ this }}.waiver_id is distinct from today.waiver_id
        )
{% endmacro %}

{# The failing findings that fit everything a waiver in force gives, each with its waiver. #}
{% macro waived_findings() %}
    select
        findings.finding_id,
        arg_max(waivers.waiver_id, (waivers.expires_on, waivers.waiver_id)) as waiver_id
    from {{ this }} as findings
    inner join {{ ref('int_waivers_dated') }} as waivers
        on
            findings.status = 'fail'
            and not waivers.is_expired
            and not waivers.corrects_nothing
            and findings.finding_id = coalesce(waivers.finding_id, findings.finding_id)
            and findings.rule_code = coalesce(waivers.rule_code, findings.rule_code)
            and findings.source_path = coalesce(waivers.source_path, findings.source_path)
            and starts_with(findings.document_id, coalesce(waivers.document_id, ''))
            and (
                waivers.figure_id is null
                or (findings.finding_id, waivers.figure_id) in (
                    select (terms.comparison_id, terms.figure_id)
                    from {{ ref('comparison_terms') }} as terms
                    where terms.figure_id is not null
                )
            )
    group by findings.finding_id
{% endmacro %}
