{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with relations as (
    select * from {{ ref('stg_reports__relations') }}
    where {{ is_of_changed_document() }}
),

final as (
    select
        relation_id,
        report_id,
        document_id,
        relation_kind,
        origin,
        is_closed,
        is_meant,
        confidence,
        quote
    from relations
)

select * from final
