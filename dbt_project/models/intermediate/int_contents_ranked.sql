{{ config(materialized='table') }}

{#- Copying changes the time at which a file was changed: files of one folder are copied within a minute. -#}
{%- set one_minute_ns = 60000000000 -%}

with recursive documents as (
    select * from {{ ref('int_documents_matched_with_scans') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

names as (
    select * from {{ ref('int_contents_named') }}
),

of_one_report as (
    select * from {{ ref('int_contents_of_one_report') }}
),

pairs as (
    select
        content_key,
        other_key
    from of_one_report
    union all
    select
        other_key as content_key,
        content_key as other_key
    from of_one_report
),

reached as (
    select
        content_key,
        content_key as other_key
    from names
    union
    select
        reached.content_key,
        pairs.other_key
    from reached
    inner join pairs on reached.other_key = pairs.content_key
),

components as (
    select
        content_key,
        min(other_key) as component_key
    from reached
    group by content_key
),

-- Of what hangs together, only those are one report that are so pairwise: a text without words of its own may
-- stand between two that are told apart.
grouped as (
    select
        unnest(
            grouped(
                list(
                    struct_pack(
                        content_key := of_one_report.content_key,
                        other_key := of_one_report.other_key,
                        share := cast(of_one_report.share as double)
                    )
                )
            ),
            recursive := true
        )
    from of_one_report
    inner join components on of_one_report.content_key = components.content_key
    group by components.component_key
),

groups as (
    select
        names.content_key,
        coalesce(grouped.report_key, names.content_key) as report_key
    from names
    left join grouped on names.content_key = grouped.content_key
),

-- The night in which a document first stood where another one had stood before.
arrivals as (
    select
        document_id,
        max(first_night_no) as took_place_night_no
    from (
        select
            document_id,
            first_night_no,
            min(first_night_no) over (partition by source_path) as path_night_no
        from document_paths
    ) as paths
    where first_night_no > path_night_no
    group by document_id
),

-- What came first is told by the numbers of the nights: clocks are set back, and zones differ. Files of one
-- night have no order among them but that of the places they took later.
nights as (
    select
        documents.content_key,
        min(documents.first_night_no) as first_night_no,
        max(coalesce(arrivals.took_place_night_no, 0)) as took_place_night_no
    from documents
    left join arrivals on documents.document_id = arrivals.document_id
    group by documents.content_key
),

-- What stands between two reports goes with either: nobody but a person says with which.
between_two as (
    select pairs.content_key
    from pairs
    inner join groups on pairs.content_key = groups.content_key
    inner join groups as other_groups on pairs.other_key = other_groups.content_key
    where groups.report_key <> other_groups.report_key
),

arrived as (
    select
        names.*,
        groups.report_key,
        nights.first_night_no,
        nights.took_place_night_no,
        names.content_key in (select between_two.content_key from between_two) as is_between_two
    from names
    inner join groups on names.content_key = groups.content_key
    inner join nights on names.content_key = nights.content_key
),

-- A draft that comes late is still a draft of what stands there; what is gone gave way to it.
drafts as (
    select
        own.content_key,
        own.word_rank as draft_rank
    from arrived as own
    inner join arrived as other on own.report_key = other.report_key
    where
        own.word_rank < 0
        and other.is_present
        and other.word_rank > own.word_rank
        and other.first_night_no <= own.first_night_no
    group by own.content_key, own.word_rank
),

-- Dates tell versions apart where all have one, and their years where all have that.
comparable as (
    select
        arrived.*,
        coalesce(drafts.draft_rank, 0) as draft_rank,
        case
            when min(arrived.date_no) over alike = 0 then 0
            when min(arrived.date_no) over alike >= 10000 then arrived.date_no
            else arrived.date_no % 10000
        end as date_rank
    from arrived
    left join drafts on arrived.content_key = drafts.content_key
    window alike as (
        partition by
            arrived.report_key, arrived.choice, coalesce(drafts.draft_rank, 0), arrived.first_night_no,
            arrived.took_place_night_no, arrived.word_rank, arrived.version_number
    )
),

dated as (
    select
        *,
        case
            when
                count(modified_ns) over undecided = count(*) over undecided
                and max(modified_ns) over undecided - min(modified_ns) over undecided >= {{ one_minute_ns }}
                then modified_ns
            else 0
        end as modified_rank
    from comparable
    window undecided as (
        partition by
            report_key, choice, draft_rank, first_night_no, took_place_night_no, word_rank, version_number,
            date_rank, copy_no, is_in_manifest
    )
),

-- What a person chose, then the nights, for a correction that came later corrects whatever the earlier file
-- called itself; a rendition that comes late says what was known before, and corrects nothing that came in
-- between. Of one night the names tell. What copying changes comes last.
final as (
    select
        *,
        row_number() over (
            order by
                choice,
                draft_rank,
                first_night_no,
                took_place_night_no,
                word_rank,
                version_number,
                date_rank,
                copy_no,
                is_in_manifest,
                modified_rank,
                is_original,
                content_key
        ) as content_no
    from dated
)

select * from final
