with source as (
    select * from {{ source('reports', 'choices') }}
),

final as (
    select
        source_path,
        is_counted
    from source
)

select * from final
