with told as (
    select
        document_id,
        counted_id
    from {{ ref('dim_documents') }}
    union all
    select
        document_id,
        counted_id
    from {{ ref('repeated_files') }}
)

select told.document_id
from told
inner join {{ ref('dim_documents') }} as counted on told.counted_id = counted.document_id
where not counted.is_primary
