{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with claims as (
    select * from {{ ref('stg_reports__claims') }}
    where {{ is_of_changed_document() }}
),

figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

parts as (
    select
        document_id,
        claim_no,
        unnest(from_json(part_figure_nos, '["integer"]')) as figure_no
    from claims
),

part_ids as (
    select
        parts.document_id,
        parts.claim_no,
        list(figures.figure_id order by parts.figure_no) as part_figure_ids
    from parts
    inner join figures on parts.document_id = figures.document_id and parts.figure_no = figures.figure_no
    group by parts.document_id, parts.claim_no
),

final as (
    select
        {{ surrogate_key(["'claim'", 'claims.document_id', 'claims.claim_no']) }} as claim_id,
        claims.report_id,
        claims.document_id,
        claims.claim_kind,
        claims.scope_name,
        claims.subject,
        claims.measure_code,
        claims.direction,
        wholes.figure_id as whole_figure_id,
        amounts.figure_id as value_figure_id,
        coalesce(part_ids.part_figure_ids, []) as part_figure_ids,
        claims.quote,
        claims.block_no,
        claims.table_no,
        claims.row_no,
        claims.column_no,
        claims.page_no,
        claims.box,
        claims.char_start,
        claims.char_end
    from claims
    left join figures as wholes
        on claims.document_id = wholes.document_id and claims.whole_figure_no = wholes.figure_no
    left join figures as amounts
        on claims.document_id = amounts.document_id and claims.value_figure_no = amounts.figure_no
    left join part_ids
        on claims.document_id = part_ids.document_id and claims.claim_no = part_ids.claim_no
)

select * from final
