-- depends_on: {{ ref('int_documents_changed') }}
-- depends_on: {{ ref('rules') }}
{{ config(materialized='incremental', pre_hook="{{ forget_changed_comparisons() }}") }}

with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

final as (
    select
        finding_id as comparison_id,
        finding_id,
        relation_id,
        rule_code,
        report_id,
        document_id,
        scope_name,
        period_year,
        basis,
        left_name,
        right_name,
        left_value,
        right_value,
        slack,
        unit,
        relation,
        status,
        severity,
        reason,
        left(explanation, 600) as explanation,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        sheet,
        cell_address,
        cell_no,
        row_head,
        column_head,
        place_in_words
    from comparisons
)

select * from final
