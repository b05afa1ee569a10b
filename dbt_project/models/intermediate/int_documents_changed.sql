{{ config(materialized='table') }}

{%- set built = adapter.get_relation(target.database, 'quality', 'document_states') %}

with states as (
    select * from {{ ref('int_document_states') }}
),

{% if built %}
built as (
    select
        document_id,
        state
    from {{ built }}
),

final as (
    select document_id
    from (select * from states except select * from built)
    union
    select document_id
    from (select * from built except select * from states)
)
{% else %}
final as (
    select document_id
    from states
)
{% endif %}

select * from final
