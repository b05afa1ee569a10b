{{ config(materialized='table') }}

with comparisons as (
    select * from {{ ref('stg_reports__comparisons') }}
    where {{ is_of_changed_document() }}
    union all by name
    select
        * exclude (terms, box),
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from {{ ref('int_comparisons_between_documents') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

{%- set what_is_compared = [
    'rule_code', 'county_id', 'department_id', 'fiscal_year', 'report_kind', 'scope_name', 'period_year', 'basis',
    'subject'
] %}
{%- set natural_key = what_is_compared + ['same_no'] %}

joined as (
    select
        comparisons.*,
        reports.report_kind,
        reports.county_id,
        reports.department_id,
        reports.fiscal_year,
        documents.source_path,
        documents.version,
        documents.first_version_id,
        firsts.first_seen_on,
        documents.is_current,
        documents.is_withdrawn,
        documents.is_primary
    from comparisons
    left join reports on comparisons.report_id = reports.report_id
    left join documents on comparisons.document_id = documents.document_id
    left join documents as firsts on documents.first_version_id = firsts.document_id
),

-- What a document asks more than once of the same goes by its order, not by its place: text put above moves no order.
counted as (
    select
        *,
        row_number() over (
            partition by {{ what_is_compared | join(', ') }}, document_id
            order by comparison_no
        ) as same_no
    from joined
),

{%- set present_first = 'is_primary desc, is_current desc, is_withdrawn desc' %}

numbered as (
    select
        *,
        row_number() over (
            partition by {{ natural_key | join(', ') }}
            order by {{ present_first }}, first_seen_on asc, first_version_id asc, version desc, document_id asc
        ) as copy_no,
        row_number() over (
            partition by {{ natural_key | join(', ') }}, first_version_id
            order by {{ present_first }}, version desc, document_id asc
        ) as copy_of_versions
    from counted
),

-- The current report of a department carries the finding from version to version, and where it is taken away
-- or is asked this no more, the last one that was. Of several reports where the same is asked each has its own, which
-- its versions carry on likewise; every document left over has its own.
told_apart as (
    select
        *,
        case
            when copy_no = 1 then ''
            when copy_of_versions = 1 then first_version_id
            else concat_ws(chr(31), first_version_id, document_id)
        end as copy_owner
    from numbered
),

final as (
    select
        * exclude (
            version, first_version_id, first_seen_on, is_current, is_withdrawn, same_no, copy_no, copy_of_versions,
            copy_owner
        ),
        {{ surrogate_key(natural_key + ['copy_owner']) }} as finding_id
    from told_apart
)

select * from final
