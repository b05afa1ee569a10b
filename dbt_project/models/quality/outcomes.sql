with outcomes as (
    select * from {{ ref('stg_reports__outcomes') }}
),

final as (
    select
        run_id,
        source_path,
        stage,
        is_ok,
        {{ masked('reason') }} as reason,
        seconds
    from outcomes
)

select * from final
