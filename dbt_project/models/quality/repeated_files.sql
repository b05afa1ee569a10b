with documents as (
    select * from {{ ref('int_documents_versioned') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

homes as (
    select
        document_id,
        source_path
    from {{ ref('stg_reports__documents') }}
    where is_present
),

reports as (
    select * from {{ ref('dim_reports') }}
    where report_no = 0
),

-- The file that counts for each document: itself, unless another version or format does or a person took it
-- out.
counting as (
    select
        documents.document_id,
        coalesce(documents.decided_by = 'content', false) as is_no_report,
        case
            when documents.is_primary then documents.document_id
            else coalesce(documents.counted_id, originals.document_id)
        end as counted_id
    from documents
    left join documents as originals
        on documents.rendition_of = originals.document_id and originals.is_primary
),

-- The same bytes at another path; what becomes of the document is told of the path that it goes by.
copies as (
    select
        masked(document_paths.source_path) as source_path,
        document_paths.document_id,
        'copy' as relation,
        counting.counted_id,
        null::varchar as decided_by
    from document_paths
    inner join counting on document_paths.document_id = counting.document_id
    inner join homes
        on
            document_paths.document_id = homes.document_id
            and document_paths.source_path <> homes.source_path
    where document_paths.is_present and not counting.is_no_report
),

renditions as (
    select
        source_path,
        document_id,
        'rendition' as relation,
        rendition_of as counted_id,
        null::varchar as decided_by
    from documents
    where is_current and not is_primary
),

versions as (
    select
        source_path,
        document_id,
        'version' as relation,
        counted_id,
        decided_by
    from documents
    where counted_id is not null and not is_excluded
),

-- What a person takes out, and what counts in its place, if anything does. What is no report is told
-- among the outcomes.
excluded as (
    select
        documents.source_path,
        documents.document_id,
        'excluded' as relation,
        counting.counted_id,
        documents.decided_by
    from documents
    inner join counting on documents.document_id = counting.document_id
    where documents.is_excluded and not counting.is_no_report
),

repeated as (
    select * from copies
    union all
    select * from renditions
    union all
    select * from versions
    union all
    select * from excluded
),

final as (
    select
        repeated.source_path,
        repeated.document_id,
        repeated.relation,
        repeated.decided_by,
        coalesce(repeated.decided_by = 'open', false) as is_open,
        repeated.counted_id,
        documents.source_path as counted_path,
        reports.county_id,
        reports.department_id,
        reports.department_name,
        reports.fiscal_year,
        reports.report_kind
    from repeated
    left join documents on repeated.counted_id = documents.document_id
    left join reports on repeated.document_id = reports.document_id
)

select * from final
