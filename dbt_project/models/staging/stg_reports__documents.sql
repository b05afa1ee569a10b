with source as (
    select {{ all_masked(['notes']) }}
    from {{ source('reports', 'documents') }}
),

final as (
    select
        document_id,
        source_path,
        format,
        size_bytes,
        nullif(content_fingerprint, '') as content_fingerprint,
        first_seen_at,
        is_present,
        notes,
        extractor_version,
        clues
    from source
)

select * from final
