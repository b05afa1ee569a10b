{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

-- What a county as a whole takes in and spends is no department's: fct_county_finances.
with amounts as (
    select * from {{ ref('int_amounts_ranked_in_reports') }}
    where not is_of_county and unit = '元' and grain_rank = 1 and {{ is_of_changed_document() }}
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
        figure_kind,
        figure_id,
        grain_count as place_count
    from amounts
)

select * from final
