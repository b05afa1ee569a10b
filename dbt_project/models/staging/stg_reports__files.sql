with source as (
    select * from {{ source('reports', 'files') }}
),

final as (
    select
        source_path,
        modified_ns,
        is_present
    from source
)

select * from final
