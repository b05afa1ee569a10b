with source as (
    select * from {{ source('reports', 'relation_terms') }}
),

final as (
    select
        document_id,
        relation_no,
        term_no,
        side,
        sign,
        role,
        figure_no,
        {{ relation_key() }} as relation_id
    from source
)

select * from final
