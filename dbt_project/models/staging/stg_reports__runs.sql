with source as (
    select * from {{ source('reports', 'runs') }}
),

final as (
    select
        run_id,
        night_no,
        started_at,
        ended_at,
        is_published
    from source
)

select * from final
