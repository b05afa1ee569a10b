{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with figures as (
    select * from {{ ref('stg_reports__figures') }}
    where {{ is_of_changed_document() }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

measures as (
    select * from {{ ref('dim_measures') }}
),

final as (
    select
        figures.figure_id,
        figures.report_id,
        figures.document_id,
        documents.source_path,
        reports.county_id,
        reports.department_id,
        reports.fiscal_year,
        documents.is_primary,
        figures.figure_no,
        figures.figure_kind,
        figures.scope_name,
        figures.scope_kind,
        figures.measure_code,
        coalesce(measures.measure_name, list_extract(string_split(figures.label, ' / '), -1)) as measure_name,
        figures.item_code,
        figures.item_name,
        figures.label,
        figures.funding_source,
        figures.period_year,
        figures.basis,
        figures.figure_role,
        wholes.figure_id as of_figure_id,
        figures.value,
        figures.value_low,
        figures.value_high,
        figures.hedge,
        figures.unit,
        figures.printed,
        figures.printed_unit,
        figures.unit_source,
        figures.step,
        figures.block_no,
        figures.table_no,
        figures.row_no,
        figures.column_no,
        figures.page_no,
        figures.sheet,
        figures.cell_address,
        figures.cell_no,
        figures.row_head,
        figures.column_head,
        figures.place_in_words,
        figures.box,
        figures.char_start,
        figures.char_end,
        figures.quote,
        figures.place_note,
        figures.is_repaired,
        figures.confidence,
        figures.note
    from figures
    left join reports on figures.report_id = reports.report_id
    left join documents on figures.document_id = documents.document_id
    left join measures on figures.measure_code = measures.measure_code
    left join figures as wholes
        on figures.document_id = wholes.document_id and figures.of_figure_no = wholes.figure_no
)

select * from final
