{# Of every finding whether it is new, known, regressed or gone; rows that say so already are not touched. #}
{% macro set_lifecycle() %}
    update {{ this }} set lifecycle = today.lifecycle
    from (
        select
            findings.finding_id,
            case
                when findings.status = 'fail' and failures_before.has_failed_last then 'known'
                when findings.status = 'fail' and failures_before.finding_id is not null then 'regressed'
                when findings.status = 'fail' then 'new'
                when failures_before.has_failed_last then 'gone'
            end as lifecycle
        from {{ this }} as findings
        left join {{ ref('int_failures_before_this_run') }} as failures_before
            on findings.finding_id = failures_before.finding_id
    ) as today
    where
        {{ this }}.finding_id = today.finding_id
        and {{ this }}.lifecycle is distinct from today.lifecycle
{% endmacro %}
