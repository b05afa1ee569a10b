{{ config(materialized='table') }}

with documents as (
    select * from {{ ref('int_documents_matched_with_scans') }}
),

names as (
    select * from {{ ref('int_contents_named') }}
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

report_kinds as (
    select * from {{ ref('report_kinds') }}
),

project_names as (
    select
        document_id,
        list(distinct project_name order by project_name) as names
    from projects
    where project_name <> ''
    group by document_id
),

subjects as (
    select
        documents.content_key,
        documents.document_id,
        headings.county_id,
        headings.department_id,
        headings.fiscal_year,
        headings.report_kind,
        headings.title,
        headings.named,
        headings.project_name,
        coalesce(headings.department_name, '') as department_name,
        split_part(documents.wording_fingerprint, '.', 1) as letters,
        split_part(documents.wording_fingerprint, '.', 2) as numerals,
        coalesce(project_names.names, []) as names,
        -- Two projects have one form: where no name was found in it, the title tells them apart.
        case
            when report_kinds.family = 'project'
                then coalesce(
                    array_to_string(project_names.names, chr(31)),
                    headings.project_name,
                    headings.plain_title
                )
            else ''
        end as project,
        report_kinds.family = 'project'
        and project_names.names is null
        and headings.project_name is null as is_of_nameless_project
    from documents
    inner join headings on documents.document_id = headings.document_id and headings.report_no = 0
    left join project_names on documents.document_id = project_names.document_id
    left join report_kinds on headings.report_kind = report_kinds.report_kind
    where
        headings.department_id is not null
        and headings.county_id is not null
        and headings.fiscal_year is not null
),

of_one_subject as (
    select
        one.content_key,
        other.content_key as other_key,
        one.document_id,
        other.document_id as other_id,
        one.is_of_nameless_project
    from subjects as one
    inner join subjects as other
        on
            one.county_id = other.county_id
            and one.department_id = other.department_id
            and one.fiscal_year = other.fiscal_year
            and one.report_kind = other.report_kind
            and one.project = other.project
            and one.content_key < other.content_key
    inner join names on one.content_key = names.content_key
    inner join names as other_names on other.content_key = other_names.content_key
    where
        coalesce(one.project_name = other.project_name, true)
        and (one.names = [] or other.names = [] or list_has_any(one.names, other.names))
        and not are_told_apart(one.title, one.named, other.title, other.named)
        -- A person who lets both count says that they are two reports.
        and not (names.is_chosen and other_names.is_chosen)
        -- Where no title names a body, and of forms that name no project, the names of their files do.
        and not are_stems_apart(names.stem, other_names.stem, one.title, other.title)
        and not (
            one.is_of_nameless_project
            and are_matters_apart(names.stem, other_names.stem, one.department_name)
        )
        -- Texts that differ in nothing but numerals are twins of one form (第一小学, 第二小学), unless the names of
        -- their files say that one is a version of the other.
        and (
            coalesce(one.letters <> other.letters or one.numerals = other.numerals, true)
            or (
                (names.word_rank, names.version_number, names.date_no)
                <> (other_names.word_rank, other_names.version_number, other_names.date_no)
                and not letters_apart(names.stem, other_names.stem)
            )
        )
),

meanings as (
    select distinct
        document_id,
        {{ surrogate_key(['report_no', 'label', 'scope_name', 'period_year', 'basis']) }} as meaning
    from figures
    where
        document_id in (select of_one_subject.document_id from of_one_subject)
        or document_id in (select of_one_subject.other_id from of_one_subject)
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
        of_one_subject.content_key,
        of_one_subject.other_key,
        of_one_subject.document_id,
        of_one_subject.other_id,
        of_one_subject.is_of_nameless_project,
        count(*) as shared_count
    from of_one_subject
    inner join meanings on of_one_subject.document_id = meanings.document_id
    inner join meanings as other_meanings
        on
            of_one_subject.other_id = other_meanings.document_id
            and meanings.meaning = other_meanings.meaning
    group by all
),

-- The text and the tables of one report may be two files, and two forms of one department say different
-- things: a correction says the same again, so at least half of what either says. Of renditions, each is
-- read anew: one that tells is enough.
final as (
    select
        shared.content_key,
        shared.other_key,
        max(shared.shared_count / greatest(one.meaning_count, other.meaning_count)) as share,
        bool_or(shared.is_of_nameless_project) as is_of_nameless_project
    from shared
    inner join meaning_counts as one on shared.document_id = one.document_id
    inner join meaning_counts as other on shared.other_id = other.document_id
    where shared.shared_count * 2 >= greatest(one.meaning_count, other.meaning_count)
    group by shared.content_key, shared.other_key
)

select * from final
