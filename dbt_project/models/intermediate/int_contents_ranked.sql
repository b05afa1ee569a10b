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

pairs as (
    select
        content_key,
        other_key
    from {{ ref('int_contents_of_one_report') }}
    union all
    select
        other_key as content_key,
        content_key as other_key
    from {{ ref('int_contents_of_one_report') }}
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

groups as (
    select
        content_key,
        min(other_key) as report_key
    from reached
    group by content_key
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

-- Dates tell versions apart where all have one, and their years where all have that.
comparable as (
    select
        names.*,
        groups.report_key,
        nights.first_night_no,
        nights.took_place_night_no,
        case
            when min(names.date_no) over alike = 0 then 0
            when min(names.date_no) over alike >= 10000 then names.date_no
            else names.date_no % 10000
        end as date_rank
    from names
    inner join groups on names.content_key = groups.content_key
    inner join nights on names.content_key = nights.content_key
    window alike as (
        partition by groups.report_key, names.choice, names.word_rank, names.version_number
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
            report_key, choice, word_rank, version_number, date_rank, copy_no, first_night_no,
            took_place_night_no, is_in_manifest
    )
),

-- What a person chose, what the names say, then the nights: a rendition that comes late says what was known
-- before, and corrects nothing that came in between. What copying changes comes last.
final as (
    select
        *,
        row_number() over (
            order by
                choice,
                word_rank,
                version_number,
                date_rank,
                copy_no,
                first_night_no,
                took_place_night_no,
                is_in_manifest,
                modified_rank,
                is_original,
                content_key
        ) as content_no
    from dated
)

select * from final
