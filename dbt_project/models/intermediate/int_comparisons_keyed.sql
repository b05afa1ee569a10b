{{ config(materialized='table') }}

with comparisons as (
    select * from {{ ref('stg_reports__comparisons') }}
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

-- A report with its versions and its other formats is one chain, known by what of it came first: a first
-- version that comes late changes no key. Of one night all documents came at once, whichever was read first.
members as (
    select
        documents.document_id,
        documents.first_night_no,
        coalesce(originals.first_version_id, documents.first_version_id) as chain_id
    from documents
    left join documents as originals on documents.rendition_of = originals.document_id
),

chains as (
    select
        chain_id,
        min(first_night_no) as chain_night_no,
        arg_min(document_id, (first_night_no, document_id)) as chain_owner
    from members
    group by chain_id
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
        members.chain_id,
        chains.chain_night_no,
        chains.chain_owner,
        documents.is_current,
        documents.is_withdrawn,
        documents.is_primary
    from comparisons
    left join reports on comparisons.report_id = reports.report_id
    left join documents on comparisons.document_id = documents.document_id
    left join members on comparisons.document_id = members.document_id
    left join chains on members.chain_id = chains.chain_id
),

-- What a document asks more than once of the same goes by its order, not by its place: text put above
-- moves no order.
counted as (
    select
        *,
        row_number() over (
            partition by {{ what_is_compared | join(', ') }}, document_id
            order by comparison_no
        ) as same_no
    from joined
),

chained as (
    select
        *,
        row_number() over (
            partition by {{ natural_key | join(', ') }}, chain_id
            order by is_primary desc, is_current desc, is_withdrawn desc, version desc, document_id asc
        ) as copy_in_chain
    from counted
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by {{ natural_key | join(', ') }}
            order by chain_night_no, chain_owner
        ) as chain_no
    from chained
),

-- The current report carries the finding from version to version and from format to format, and where it is
-- taken away or is asked this no more, the last one that was. Of several reports where the same is asked each
-- has its own: the first that came keeps the plain key, whether it is still there or not, and every document
-- left over has its own.
told_apart as (
    select
        *,
        case
            when copy_in_chain > 1 then concat_ws(chr(31), chain_owner, document_id)
            when chain_no > 1 then chain_owner
            else ''
        end as copy_owner
    from ranked
),

keyed as (
    select
        * exclude (
            version, is_current, is_withdrawn, same_no, chain_id,
            chain_night_no, chain_owner, copy_in_chain, chain_no, copy_owner
        ),
        case when relation_no is not null then {{ relation_key() }} end as relation_id,
        {{ surrogate_key(natural_key + ['copy_owner']) }} as finding_id
    from told_apart
),

final as (
    select
        keyed.*,
        causes.finding_id as cause_id
    from keyed
    left join keyed as causes
        on keyed.document_id = causes.document_id and keyed.cause_no = causes.comparison_no
    -- All are told apart, so that no key hangs on which documents changed.
    where {{ is_of_changed_document('keyed.document_id') }} or keyed.comparison_no < 0
)

select * from final
