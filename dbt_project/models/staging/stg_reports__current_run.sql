with source as (
    select * from {{ source('reports', 'current_run') }}
),

final as (
    select run_id
    from source
)

select * from final
