{{ config(materialized='table') }}

with documents as (
    select * from {{ ref('stg_reports__documents') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

-- A path whose file is replaced holds one version after the other.
versions_by_path as (
    select
        document_paths.document_id,
        row_number() over (
            partition by document_paths.source_path
            order by documents.first_seen_at, document_paths.document_id
        ) as version
    from document_paths
    inner join documents on document_paths.document_id = documents.document_id
),

versions as (
    select
        document_id,
        max(version) as version
    from versions_by_path
    group by document_id
),

-- The day and not the moment: files of one night have no order among them.
originals as (
    select
        document_id,
        first_value(document_id) over (
            partition by content_fingerprint
            order by not is_present, cast(first_seen_at as date), document_id
        ) as original_id
    from documents
    where content_fingerprint is not null
),

final as (
    select
        documents.document_id,
        documents.source_path,
        documents.format,
        documents.size_bytes,
        documents.content_fingerprint,
        documents.is_present as is_current,
        documents.notes,
        documents.extractor_version,
        documents.clues,
        cast(documents.first_seen_at as date) as first_seen_on,
        cast(coalesce(versions.version, 1) as integer) as version,
        nullif(originals.original_id, documents.document_id) as rendition_of
    from documents
    left join versions on documents.document_id = versions.document_id
    left join originals on documents.document_id = originals.document_id
)

select * from final
