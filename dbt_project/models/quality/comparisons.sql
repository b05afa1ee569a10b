-- depends_on: {{ ref('int_documents_changed') }}
-- depends_on: {{ ref('rules') }}
{{ config(materialized='incremental', pre_hook="{{ forget_changed_comparisons() }}") }}

with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

terms as (
    select * from {{ ref('int_comparison_terms_unfolded') }}
),

term_lists as (
    select
        finding_id,
        cast(to_json(list({
            'figure_no': figure_no,
            'label': label,
            'sign': sign,
            'value': value,
            'printed': printed,
            'document_id': other_document_id,
            'place': place
        } order by term_no)) as varchar) as terms
    from terms
    group by finding_id
),

final as (
    select
        comparisons.finding_id,
        comparisons.rule_code,
        comparisons.report_id,
        comparisons.document_id,
        comparisons.scope_name,
        comparisons.period_year,
        comparisons.basis,
        comparisons.left_value,
        comparisons.right_value,
        comparisons.slack,
        comparisons.unit,
        comparisons.relation,
        comparisons.status,
        comparisons.severity,
        comparisons.reason,
        left(comparisons.explanation, 600) as explanation,
        coalesce(term_lists.terms, '[]') as terms,
        comparisons.block_no,
        comparisons.table_no,
        comparisons.row_no,
        comparisons.column_no,
        comparisons.page_no
    from comparisons
    left join term_lists on comparisons.finding_id = term_lists.finding_id
)

select * from final
