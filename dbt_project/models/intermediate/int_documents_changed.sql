{{ config(materialized='table') }}

with states as (
    select
        document_id,
        state
    from {{ ref('int_document_states') }}
),

built as (
    {{ built_states() }}
),

final as (
    select coalesce(states.document_id, built.document_id) as document_id
    from states
    full join built on states.document_id = built.document_id
    where states.state is distinct from built.state
)

select * from final
