with source as (
    select * from {{ source('reports', 'document_paths') }}
),

final as (
    select
        source_path,
        document_id,
        is_present,
        first_night_no,
        present_since_night_no,
        present_since
    from source
)

select * from final
