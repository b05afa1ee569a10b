{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

county_reports as (
    select report_id from {{ ref('dim_reports') }}
    where is_of_county
),

-- What a county as a whole takes in and spends is no department's: fct_county_finances.
amounts as (
    select * from figures
    where
        report_id not in (select county_reports.report_id from county_reports)
        and figure_kind in ('finance', 'staffing')
        and unit = '元'
        and measure_code is not null
        and item_code = ''
        and item_name = ''
        and value is not null
),

-- A table states more exactly than a sentence that repeats it, and the first table is the form itself.
ranked as (
    select
        *,
        row_number() over (
            partition by report_id, scope_name, measure_code, period_year, basis
            order by table_no is null, block_no, table_no, row_no, column_no, char_start
        ) as place_rank,
        count(*) over (
            partition by report_id, scope_name, measure_code, period_year, basis
        ) as place_count
    from amounts
),

final as (
    select
        report_id,
        document_id,
        county_id,
        department_id,
        fiscal_year,
        is_primary,
        scope_name,
        measure_code,
        measure_name,
        period_year,
        basis,
        value as amount_yuan,
        figure_id,
        place_count
    from ranked
    where place_rank = 1
)

select * from final
