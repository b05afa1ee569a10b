{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}
-- depends_on: {{ ref('int_documents_changed') }}

with levels as (
    select
        meaning as scope_level,
        unnest(string_split(words, '|')) as scope_name
    from {{ ref('county_words') }}
    where role in ('level', 'level_first')
),

amounts as (
    select
        figures.*,
        levels.scope_level
    from {{ ref('int_amounts_ranked_in_reports') }} as figures
    left join levels on figures.scope_name = levels.scope_name
    where figures.is_of_county and figures.unit = '元'
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
        scope_level,
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
