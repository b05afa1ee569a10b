{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with vouchers as (
    select * from {{ ref('stg_reports__vouchers') }}
    where {{ is_of_changed_document() }}
),

figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

projects as (
    select * from {{ ref('int_projects_collected_from_reports') }}
),

project_ids as (
    select distinct
        report_id,
        project_name,
        project_id
    from projects
),

final as (
    select
        {{ surrogate_key(["'voucher'", 'vouchers.document_id', 'vouchers.line_no']) }} as voucher_id,
        vouchers.report_id,
        vouchers.document_id,
        vouchers.line_no,
        project_ids.project_id,
        vouchers.scope_name,
        vouchers.purpose,
        vouchers.amount_yuan,
        vouchers.voucher_no,
        vouchers.voucher_date,
        figures.figure_id
    from vouchers
    left join figures
        on vouchers.document_id = figures.document_id and vouchers.amount_figure_no = figures.figure_no
    left join project_ids
        on vouchers.report_id = project_ids.report_id and vouchers.scope_name = project_ids.project_name
)

select * from final
