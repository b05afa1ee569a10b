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

contents as (
    select * from {{ ref('int_contents_ranked') }}
),

of_one_report as (
    select * from {{ ref('int_contents_of_one_report') }}
),

-- One order of all documents, so that none comes to replace itself.
ordered as (
    select
        documents.document_id,
        documents.content_key,
        documents.first_night_no,
        contents.content_no,
        contents.report_key,
        row_number() over (
            order by contents.content_no, documents.first_night_no, documents.document_id
        ) as order_no
    from documents
    inner join contents on documents.content_key = contents.content_key
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
    inner join ordered as ordered_earlier on earlier.document_id = ordered_earlier.document_id
    inner join ordered as ordered_later on later.document_id = ordered_later.document_id
    where
        ordered_earlier.order_no < ordered_later.order_no
        and (earlier.document_id, later.document_id)
        not in (select (of_others.document_id, of_others.later_id) from of_others)
),

corrected as (
    select
        earlier.document_id,
        later.document_id as later_id
    from ordered as earlier
    inner join ordered as later
        on
            earlier.report_key = later.report_key
            and earlier.content_key <> later.content_key
            and earlier.order_no < later.order_no
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

-- The first of what orders them that is not alike. What two names say of versions decides where the rest of
-- them does not tell the files apart, and of forms that name no project only where it is more than that one
-- was downloaded or changed later; else a person does.
decided as (
    select
        earlier.content_key as earlier_key,
        later.content_key as later_key,
        case
            when earlier.choice <> later.choice then 'manifest'
            when earlier.is_between_two or later.is_between_two then 'open'
            when earlier.draft_rank <> later.draft_rank then 'words'
            when
                (earlier.first_night_no, earlier.took_place_night_no)
                <> (later.first_night_no, later.took_place_night_no)
                then 'night'
            when earlier.word_rank <> later.word_rank then 'words'
            when earlier.version_number <> later.version_number then 'number'
            when earlier.date_rank <> later.date_rank then 'date'
            when earlier.copy_no <> later.copy_no then 'download'
            when earlier.is_in_manifest <> later.is_in_manifest then 'manifest'
            when earlier.modified_rank <> later.modified_rank then 'modified'
            else 'open'
        end as first_difference,
        letters_apart(earlier.stem, later.stem) as are_named_apart,
        of_one_report.is_of_nameless_project
    from of_one_report
    inner join contents as earlier
        on earlier.content_key in (of_one_report.content_key, of_one_report.other_key)
    inner join contents as later
        on
            later.content_key in (of_one_report.content_key, of_one_report.other_key)
            and earlier.content_key <> later.content_key
            and earlier.report_key = later.report_key
),

final as (
    select
        pairs.document_id,
        pairs.later_id,
        earlier.content_no,
        earlier.order_no,
        later.order_no as later_order_no,
        earlier.first_night_no <= later.first_night_no as is_there_before,
        bool_or(pairs.is_by_content) as is_by_content,
        bool_or(not pairs.is_by_content) as is_at_one_path,
        any_value(
            case
                when
                    decided.are_named_apart and decided.first_difference not in ('manifest', 'night')
                    then 'open'
                when decided.is_of_nameless_project and decided.first_difference in ('download', 'modified')
                    then 'open'
                else decided.first_difference
            end
        ) as decided_by
    from pairs
    inner join ordered as earlier on pairs.document_id = earlier.document_id
    inner join ordered as later on pairs.later_id = later.document_id
    left join decided
        on
            earlier.content_key = decided.earlier_key
            and later.content_key = decided.later_key
    group by all
)

select * from final
