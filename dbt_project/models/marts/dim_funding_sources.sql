with funding_sources as (
    select * from {{ ref('funding_sources') }}
),

final as (
    select
        funding_source,
        funding_source_name,
        sort_order
    from funding_sources
)

select * from final
