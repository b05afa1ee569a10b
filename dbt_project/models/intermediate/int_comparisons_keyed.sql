{{ config(materialized='table') }}

with comparisons as (
    select * from {{ ref('stg_reports__comparisons') }}
    where {{ is_of_changed_document() }}
    union all by name
    select * from {{ ref('int_comparisons_between_documents') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

{%- set natural_key = [
    'rule_code', 'county_id', 'department_id', 'fiscal_year', 'report_kind', 'scope_name', 'period_year', 'basis',
    'block_no', 'table_no', 'row_no', 'column_no'
] %}

joined as (
    select
        comparisons.*,
        reports.report_kind,
        reports.county_id,
        reports.department_id,
        reports.fiscal_year,
        documents.source_path,
        documents.version,
        documents.first_seen_on,
        documents.is_current,
        documents.is_withdrawn,
        documents.is_primary
    from comparisons
    left join reports on comparisons.report_id = reports.report_id
    left join documents on comparisons.document_id = documents.document_id
),

numbered as (
    select
        *,
        row_number() over (
            partition by {{ natural_key | join(', ') }}
            order by
                is_primary desc,
                is_current desc,
                is_withdrawn desc,
                version desc,
                first_seen_on asc,
                document_id asc,
                comparison_no asc
        ) as copy_no,
        row_number() over (
            partition by {{ natural_key | join(', ') }}, document_id
            order by comparison_no
        ) as copy_in_document
    from joined
),

-- The current report of a department carries the finding from version to version, and where it is taken away
-- or is asked this no more, the last one that was; every other document where the same is asked has its own.
told_apart as (
    select
        *,
        case
            when copy_no = 1 then ''
            else concat_ws(chr(31), document_id, copy_in_document)
        end as copy_owner
    from numbered
),

final as (
    select
        * exclude (version, first_seen_on, is_current, is_withdrawn, copy_no, copy_in_document, copy_owner),
        {{ surrogate_key(natural_key + ['copy_owner']) }} as finding_id
    from told_apart
)

select * from final
