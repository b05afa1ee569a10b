with headings as (
    select * from {{ ref('int_headings_conformed_to_departments') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

report_kinds as (
    select * from {{ ref('report_kinds') }}
),

county_kinds as (
    select unnest(string_split(words, '|')) as report_kind
    from {{ ref('county_words') }}
    where role = 'kind'
),

final as (
    select
        headings.report_id,
        headings.document_id,
        headings.report_no,
        headings.report_kind,
        report_kinds.report_kind_name,
        headings.report_kind in (select county_kinds.report_kind from county_kinds) as is_of_county,
        headings.title,
        headings.county_id,
        headings.department_id,
        headings.department_name,
        headings.printed_department_name,
        headings.budget_code,
        headings.fiscal_year,
        headings.score,
        headings.grade,
        headings.place_source,
        headings.place_conflict,
        documents.is_primary,
        headings.first_block_no,
        headings.last_block_no
    from headings
    inner join documents on headings.document_id = documents.document_id
    left join report_kinds on headings.report_kind = report_kinds.report_kind
)

select * from final
