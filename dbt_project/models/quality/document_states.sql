-- What changed is told by the states of the last build: they are read before these take their place.
-- depends_on: {{ ref('int_documents_changed') }}
with states as (
    select * from {{ ref('int_document_states') }}
),

final as (
    select
        document_id,
        state,
        '{{ env_var('JIXIAO_VERSION') }}' as built_by
    from states
)

select * from final
