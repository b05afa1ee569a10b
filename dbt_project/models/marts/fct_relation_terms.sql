{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with terms as (
    select * from {{ ref('stg_reports__relation_terms') }}
    where {{ is_of_changed_document() }}
),

figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

final as (
    select
        terms.relation_id,
        terms.document_id,
        terms.term_no,
        terms.side,
        terms.sign,
        terms.role,
        figures.figure_id
    from terms
    left join figures on terms.document_id = figures.document_id and terms.figure_no = figures.figure_no
)

select * from final
