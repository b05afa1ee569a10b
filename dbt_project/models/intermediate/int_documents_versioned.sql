{{ config(materialized='table') }}

with recursive documents as (
    select * from {{ ref('stg_reports__documents') }}
),

successions as (
    select * from {{ ref('int_document_successions') }}
),

present as (
    select
        document_id,
        source_path
    from documents
    where is_present
),

latest_before as (
    select
        later_id as document_id,
        arg_max(document_id, (is_there_before, known_at, first_seen_at, document_id)) as replaces
    from successions
    group by later_id
),

-- A version counts what came before it, one after the other; the earlier one is always older, so this ends.
versions as (
    select
        document_id,
        replaces,
        replaces as ancestor,
        2 as version
    from latest_before
    union all
    select
        versions.document_id,
        versions.replaces,
        latest_before.replaces as ancestor,
        versions.version + 1 as version
    from versions
    inner join latest_before on versions.ancestor = latest_before.document_id
),

last_versions as (
    select
        document_id,
        replaces,
        max(version) as version
    from versions
    group by document_id, replaces
),

replaced as (
    select
        successions.document_id,
        bool_or(successions.is_by_content and present.document_id is not null) as is_replaced_now
    from successions
    left join present on successions.later_id = present.document_id
    group by successions.document_id
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
        {{ masked('documents.source_path') }} as source_path,
        documents.format,
        documents.size_bytes,
        documents.content_fingerprint,
        documents.is_present and not coalesce(replaced.is_replaced_now, false) as is_current,
        -- Where the earlier bytes came back to its path, a file gave way and was not taken away.
        not documents.is_present
        and replaced.document_id is null
        and documents.source_path not in (select present.source_path from present) as is_withdrawn,
        documents.notes,
        documents.extractor_version,
        documents.clues,
        cast(documents.first_seen_at as date) as first_seen_on,
        cast(coalesce(last_versions.version, 1) as integer) as version,
        last_versions.replaces,
        nullif(originals.original_id, documents.document_id) as rendition_of,
        documents.is_present
        and not coalesce(replaced.is_replaced_now, false)
        and coalesce(originals.original_id = documents.document_id, true) as is_primary
    from documents
    left join last_versions on documents.document_id = last_versions.document_id
    left join replaced on documents.document_id = replaced.document_id
    left join originals on documents.document_id = originals.document_id
)

select * from final
