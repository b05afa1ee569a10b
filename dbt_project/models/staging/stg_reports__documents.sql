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
        nullif(figures_fingerprint, '') as figures_fingerprint,
        nullif(wording_fingerprint, '') as wording_fingerprint,
        coalesce(is_recognised, false) as is_recognised,
        first_night_no,
        first_seen_at,
        is_present,
        notes,
        extractor_version,
        clues,
        coalesce(substance, 'whole') as substance
    from source
)

select * from final
