-- depends_on: {{ ref('int_documents_changed') }}
-- depends_on: {{ ref('int_documents_versioned') }}
-- depends_on: {{ ref('int_failures_before_this_run') }}
-- depends_on: {{ ref('int_waivers_dated') }}
-- depends_on: {{ ref('comparison_terms') }}
-- What becomes of a finding changes from night to night, the finding does not: its lifecycle is set after it.
{{ config(
    materialized='incremental',
    pre_hook="{{ forget_changed_comparisons() }}",
    post_hook="{{ set_lifecycle() }}"
) }}

with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

rules as (
    select * from {{ ref('rules') }}
),

places as (
    select * from {{ ref('int_comparison_places_listed') }}
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
        comparisons.left_name,
        comparisons.right_name,
        comparisons.left_value,
        comparisons.right_value,
        comparisons.left_value - comparisons.right_value as difference,
        comparisons.slack,
        comparisons.unit,
        left(coalesce(nullif(comparisons.explanation, ''), comparisons.reason), 600) as explanation,
        comparisons.suggestion,
        comparisons.cause_id,
        coalesce(places.places, '') as places,
        cast(null as varchar) as lifecycle,
        cast(null as varchar) as waiver_id
    from comparisons
    left join rules on comparisons.rule_code = rules.rule_code
    left join places on comparisons.finding_id = places.finding_id
)

select * from final
