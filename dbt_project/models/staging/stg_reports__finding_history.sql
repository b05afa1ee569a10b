with source as (
    select * from {{ source('reports', 'finding_history') }}
),

final as (
    select
        finding_id,
        run_id,
        status
    from source
)

select * from final
