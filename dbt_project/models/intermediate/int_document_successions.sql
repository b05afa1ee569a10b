{{ config(materialized='table') }}

with documents as (
    select * from {{ ref('int_documents_matched_with_scans') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

headings as (
    select * from {{ ref('int_headings_conformed_to_departments') }}
),

projects as (
    select * from {{ ref('stg_reports__projects') }}
),

figures as (
    select * from {{ ref('stg_reports__figures') }}
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
-- night have no order among them but that of the places they took later. A rendition that comes late says
-- what was known before: it corrects nothing that came in between.
seen as (
    select
        documents.document_id,
        documents.content_fingerprint,
        documents.first_night_no,
        coalesce(arrivals.took_place_night_no, 0) as took_place_night_no,
        min(documents.first_night_no) over (
            partition by coalesce(documents.content_fingerprint, documents.document_id)
        ) as known_night_no
    from documents
    left join arrivals on documents.document_id = arrivals.document_id
),

-- Another department's report saved over a path is another report: what is known of both must not differ.
of_others as (
    select
        earlier.document_id,
        later.document_id as later_id
    from document_paths as path_earlier
    inner join document_paths as path_later on path_earlier.source_path = path_later.source_path
    inner join headings as earlier on path_earlier.document_id = earlier.document_id
    inner join headings as later on path_later.document_id = later.document_id
    group by earlier.document_id, later.document_id
    having bool_and({{ contradicts('earlier', 'later') }})
),

at_one_path as (
    select distinct
        earlier.document_id,
        later.document_id as later_id
    from document_paths as earlier
    inner join document_paths as later on earlier.source_path = later.source_path
    inner join seen as seen_earlier on earlier.document_id = seen_earlier.document_id
    inner join seen as seen_later on later.document_id = seen_later.document_id
    where
        (
            seen_earlier.known_night_no, seen_earlier.first_night_no,
            seen_earlier.took_place_night_no, earlier.document_id
        )
        < (
            seen_later.known_night_no, seen_later.first_night_no,
            seen_later.took_place_night_no, later.document_id
        )
        and (earlier.document_id, later.document_id)
        not in (select (of_others.document_id, of_others.later_id) from of_others)
),

project_names as (
    select
        document_id,
        string_agg(distinct project_name, chr(31) order by project_name) as names
    from projects
    where project_name <> ''
    group by document_id
),

subjects as (
    select
        seen.*,
        headings.county_id,
        headings.department_id,
        headings.fiscal_year,
        headings.report_kind,
        -- Two projects have one form: where no name was found in it, the title tells them apart.
        coalesce(
            project_names.names,
            case
                when headings.report_kind like '%project%'
                    then headings.plain_title
            end,
            ''
        ) as names
    from headings
    inner join seen on headings.document_id = seen.document_id
    left join project_names on headings.document_id = project_names.document_id
    where
        headings.report_no = 0
        and headings.department_id is not null
        and headings.county_id is not null
        and headings.fiscal_year is not null
),

of_one_subject as (
    select
        earlier.document_id,
        later.document_id as later_id
    from subjects as earlier
    inner join subjects as later
        on
            earlier.county_id = later.county_id
            and earlier.department_id = later.department_id
            and earlier.fiscal_year = later.fiscal_year
            and earlier.report_kind = later.report_kind
            and earlier.names = later.names
            and earlier.known_night_no < later.known_night_no
            and earlier.content_fingerprint <> later.content_fingerprint
),

meanings as (
    select distinct
        document_id,
        {{ surrogate_key(['report_no', 'label', 'scope_name', 'period_year', 'basis']) }} as meaning
    from figures
    where
        document_id in (select of_one_subject.document_id from of_one_subject)
        or document_id in (select of_one_subject.later_id from of_one_subject)
),

meaning_counts as (
    select
        document_id,
        count(*) as meaning_count
    from meanings
    group by document_id
),

shared as (
    select
        of_one_subject.document_id,
        of_one_subject.later_id,
        count(*) as shared_count
    from of_one_subject
    inner join meanings as earlier on of_one_subject.document_id = earlier.document_id
    inner join meanings as later
        on of_one_subject.later_id = later.document_id and earlier.meaning = later.meaning
    group by of_one_subject.document_id, of_one_subject.later_id
),

-- The text and the tables of one report may be two files, and two forms of one department say different
-- things: a correction says the same again, so at least half of what either says.
corrected as (
    select
        shared.document_id,
        shared.later_id
    from shared
    inner join meaning_counts as earlier on shared.document_id = earlier.document_id
    inner join meaning_counts as later on shared.later_id = later.document_id
    where shared.shared_count * 2 >= greatest(earlier.meaning_count, later.meaning_count)
),

pairs as (
    select
        document_id,
        later_id,
        false as is_by_content
    from at_one_path
    union all
    select
        document_id,
        later_id,
        true as is_by_content
    from corrected
),

final as (
    select
        pairs.document_id,
        pairs.later_id,
        seen.known_night_no,
        seen.first_night_no,
        seen.took_place_night_no,
        seen.first_night_no <= seen_later.first_night_no as is_there_before,
        bool_or(pairs.is_by_content) as is_by_content,
        bool_or(not pairs.is_by_content) as is_at_one_path
    from pairs
    inner join seen on pairs.document_id = seen.document_id
    inner join seen as seen_later on pairs.later_id = seen_later.document_id
    group by all
)

select * from final
