with outcomes as (
    select * from {{ ref('stg_reports__outcomes') }}
),

masked as (
    select
        *,
        masked(source_path) as public_path
    from outcomes
),

-- Two files that only a telephone number told apart are still two.
numbered as (
    select
        *,
        row_number() over (
            partition by run_id, public_path, stage
            order by source_path
        ) as copy_no
    from masked
),

final as (
    select
        run_id,
        public_path || case when copy_no > 1 then '（' || copy_no || '）' else '' end as source_path,
        stage,
        is_ok,
        reason,
        seconds
    from numbered
)

select * from final
