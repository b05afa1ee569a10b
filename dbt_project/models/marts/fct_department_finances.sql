{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}
-- depends_on: {{ ref('int_documents_changed') }}

-- What a county as a whole takes in and spends is no department's: fct_county_finances.
with amounts as (
    select * from {{ ref('int_amounts_ranked_in_reports') }}
    where not is_of_county and unit = '元'
),

ranked as (
    select
        *,
        row_number() over (
            partition by report_id, scope_name, measure_code, period_year, basis
            order by telling_rank
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
        figure_kind,
        figure_id,
        place_count
    from ranked
    where place_rank = 1
)

select * from final
