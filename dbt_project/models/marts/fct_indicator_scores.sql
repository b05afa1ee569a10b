{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with lines as (
    select * from {{ ref('int_indicators_grouped_into_templates') }}
    where {{ is_of_changed_document() }}
),

figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

recomputed as (
    select * from {{ ref('stg_reports__recomputed_scores') }}
    where {{ is_of_changed_document() }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

final as (
    select
        lines.indicator_score_id,
        lines.report_id,
        lines.document_id,
        reports.county_id,
        reports.department_id,
        reports.fiscal_year,
        reports.is_primary,
        lines.scope_name,
        lines.template_id,
        lines.definition_id,
        lines.indicator_code,
        lines.level1_name,
        lines.level2_name,
        lines.label,
        lines.weight,
        lines.score,
        lines.target_text,
        lines.completion_text,
        lines.rule_text,
        lines.rule_kind,
        lines.rule_parsed,
        lines.rule_fits_weight,
        lines.reason,
        recomputed.rate as recomputed_rate,
        recomputed.score_low as recomputed_score_low,
        recomputed.score_high as recomputed_score_high,
        weights.figure_id as weight_figure_id,
        scores.figure_id as score_figure_id
    from lines
    left join recomputed
        on lines.document_id = recomputed.document_id and lines.indicator_no = recomputed.indicator_no
    left join reports on lines.report_id = reports.report_id
    left join figures as weights
        on lines.document_id = weights.document_id and lines.weight_figure_no = weights.figure_no
    left join figures as scores
        on lines.document_id = scores.document_id and lines.score_figure_no = scores.figure_no
)

select * from final
