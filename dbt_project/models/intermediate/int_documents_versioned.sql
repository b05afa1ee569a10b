{{ config(materialized='table') }}

with recursive documents as (
    select * from {{ ref('int_documents_matched_with_scans') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

successions as (
    select * from {{ ref('int_document_successions') }}
),

formats as (
    select * from {{ ref('formats') }}
),

-- What a person takes out counts nowhere.
present as (
    select document_id
    from documents
    where is_present and choice >= 0
),

-- Of two that nobody decided between, neither corrects the other.
latest_before as (
    select
        later_id as document_id,
        arg_max(document_id, (is_there_before, content_no, is_at_one_path, order_no)) as replaces
    from successions
    where is_at_one_path or decided_by <> 'open'
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
        max(version) as version,
        arg_max(ancestor, version) as first_version_id
    from versions
    group by document_id, replaces
),

replaced as (
    select
        successions.document_id,
        arg_max(successions.later_id, successions.later_order_no) as counted_id,
        arg_max(successions.decided_by, successions.later_order_no) as decided_by
    from successions
    inner join present on successions.later_id = present.document_id
    where successions.is_by_content
    group by successions.document_id
),

-- The night and not the moment: of files of one night a text goes before its scan, then the format that keeps
-- most of a table.
originals as (
    select
        documents.document_id,
        first_value(documents.document_id) over (
            partition by documents.content_key
            order by
                not documents.is_present,
                -documents.choice,
                documents.first_night_no,
                documents.is_recognised,
                formats.sort_order nulls last,
                documents.document_id
        ) as original_id
    from documents
    left join formats on documents.format = formats.format
    where documents.content_fingerprint is not null
),

relatives as (
    select
        document_id,
        later_id as other_id,
        true as is_other_later
    from successions
    where is_at_one_path
    union all
    select
        later_id as document_id,
        document_id as other_id,
        false as is_other_later
    from successions
    where is_at_one_path
),

stays as (
    select
        source_path,
        document_id,
        is_present,
        present_since_night_no,
        present_since
    from document_paths
),

neighbours as (
    select
        own.*,
        other.document_id as other_id,
        other.is_present as is_other_present,
        other.present_since_night_no as other_since_night_no,
        relatives.is_other_later
    from stays as own
    inner join stays as other on own.source_path = other.source_path
    inner join relatives on own.document_id = relatives.document_id and other.document_id = relatives.other_id
),

-- Bytes that were known before came to a path again, in place of those that had come after them.
returned as (
    select
        document_id,
        {{ day_of('max(present_since)') }} as returned_on,
        arg_max(other_id, (other_since_night_no, other_id)) as returned_from
    from neighbours
    where
        is_present
        and not is_other_present
        and is_other_later
        and other_since_night_no < present_since_night_no
    group by document_id
),

-- What gave way to another version, a later one or an earlier one that came back, was not taken away.
gave_way as (
    select document_id
    from successions
    where not is_at_one_path
    union
    select document_id
    from neighbours
    where is_other_present or present_since_night_no < other_since_night_no
),

final as (
    select
        documents.document_id,
        documents.source_path,
        documents.format,
        documents.size_bytes,
        documents.content_fingerprint,
        documents.is_present and documents.choice >= 0 and replaced.document_id is null as is_current,
        documents.is_present and documents.choice < 0 as is_excluded,
        not documents.is_present
        and documents.document_id not in (select gave_way.document_id from gave_way) as is_withdrawn,
        documents.substance,
        documents.notes,
        documents.extractor_version,
        documents.clues,
        documents.first_night_no,
        documents.first_seen_at,
        {{ day_of('documents.first_seen_at') }} as first_seen_on,
        cast(coalesce(last_versions.version, 1) as integer) as version,
        last_versions.replaces,
        coalesce(last_versions.first_version_id, documents.document_id) as first_version_id,
        returned.returned_on,
        returned.returned_from,
        nullif(originals.original_id, documents.document_id) as rendition_of,
        case
            when documents.is_present then coalesce(counted.original_id, replaced.counted_id)
        end as counted_id,
        case
            when documents.is_present and documents.is_no_report then 'content'
            when documents.is_present and documents.choice < 0 then 'manifest'
            when documents.is_present then replaced.decided_by
        end as decided_by,
        documents.is_present
        and documents.choice >= 0
        and replaced.document_id is null
        and coalesce(originals.original_id = documents.document_id, true) as is_primary
    from documents
    left join last_versions on documents.document_id = last_versions.document_id
    left join replaced on documents.document_id = replaced.document_id
    left join originals as counted on replaced.counted_id = counted.document_id
    left join originals on documents.document_id = originals.document_id
    left join returned on documents.document_id = returned.document_id
)

select * from final
