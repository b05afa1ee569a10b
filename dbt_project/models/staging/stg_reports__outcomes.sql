with source as (
    select {{ all_masked(['reason']) }}
    from {{ source('reports', 'outcomes') }}
),

final as (
    select
        run_id,
        source_path,
        stage,
        is_ok,
        reason,
        seconds
    from source
)

select * from final
