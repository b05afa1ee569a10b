with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

rules as (
    select * from {{ ref('rules') }}
),

places as (
    select * from {{ ref('int_comparison_places_listed') }}
),

failures_before as (
    select * from {{ ref('int_failures_before_this_run') }}
),

final as (
    select
        comparisons.finding_id,
        comparisons.rule_code,
        rules.rule_name,
        comparisons.severity,
        comparisons.status,
        comparisons.report_id,
        comparisons.document_id,
        comparisons.source_path,
        comparisons.county_id,
        comparisons.department_id,
        comparisons.fiscal_year,
        comparisons.scope_name,
        comparisons.period_year,
        comparisons.basis,
        comparisons.left_value,
        comparisons.right_value,
        comparisons.left_value - comparisons.right_value as difference,
        comparisons.slack,
        comparisons.unit,
        left(
            {{ masked("coalesce(nullif(comparisons.explanation, ''), comparisons.reason)") }}, 600
        ) as explanation,
        {{ masked('comparisons.suggestion') }} as suggestion,
        coalesce(places.places, '') as places,
        coalesce(places.place_list, '[]') as place_list,
        case
            when comparisons.status = 'fail' and failures_before.has_failed_last then 'known'
            when comparisons.status = 'fail' and failures_before.finding_id is not null then 'regressed'
            when comparisons.status = 'fail' then 'new'
            when failures_before.has_failed_last then 'gone'
        end as lifecycle
    from comparisons
    left join rules on comparisons.rule_code = rules.rule_code
    left join places on comparisons.finding_id = places.finding_id
    left join failures_before on comparisons.finding_id = failures_before.finding_id
)

select * from final
