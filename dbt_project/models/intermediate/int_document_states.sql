{{ config(materialized='table') }}

with documents as (
    select * from {{ ref('int_documents_versioned') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

own as (
    select
        document_id,
        md5(concat_ws(
            chr(31), extractor_version, clues, source_path, is_current, is_withdrawn, is_primary,
            rendition_of, replaces, first_version_id, version, first_seen_on, notes
        )) as own_state
    from documents
),

-- Findings are told apart by what else is asked of the same department, year and kind of report: with one
-- document of such a group all its documents are built anew.
members as (
    select distinct
        {{ surrogate_key(['county_id', 'department_id', 'fiscal_year', 'report_kind']) }} as group_id,
        document_id
    from reports
),

mates as (
    select
        members.group_id,
        md5(string_agg(own.document_id || own.own_state, chr(30) order by own.document_id)) as group_state
    from members
    inner join own on members.document_id = own.document_id
    group by members.group_id
),

group_states as (
    select
        members.document_id,
        string_agg(mates.group_state, chr(30) order by mates.group_state) as group_state
    from members
    inner join mates on members.group_id = mates.group_id
    group by members.document_id
),

final as (
    select
        own.document_id,
        md5(concat_ws(chr(31), own.own_state, group_states.group_state)) as state
    from own
    left join group_states on own.document_id = group_states.document_id
)

select * from final
