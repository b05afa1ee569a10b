with runs as (
    select * from {{ ref('stg_reports__runs') }}
),

final as (
    select
        run_id,
        night_no,
        started_at,
        ended_at,
        is_published
    from runs
)

select * from final
