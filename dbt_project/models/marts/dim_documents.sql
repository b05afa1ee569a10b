with documents as (
    select * from {{ ref('int_documents_versioned') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

first_reports as (
    select
        document_id,
        arg_min(place_source, report_no) as place_source
    from reports
    group by document_id
),

final as (
    select
        documents.document_id,
        documents.source_path,
        documents.format,
        documents.version,
        documents.is_current,
        documents.is_withdrawn,
        documents.is_primary,
        documents.replaces,
        documents.returned_on,
        documents.returned_from,
        documents.rendition_of,
        documents.counted_id,
        documents.decided_by,
        documents.first_night_no,
        documents.first_seen_at,
        documents.first_seen_on,
        coalesce(first_reports.place_source, 'none') as place_source,
        documents.content_fingerprint,
        documents.size_bytes,
        documents.substance,
        documents.notes
    from documents
    left join first_reports on documents.document_id = first_reports.document_id
)

select * from final
