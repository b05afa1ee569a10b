{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

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
    where
        figures.is_of_county
        and figures.unit = '元'
        and figures.grain_rank = 1
        and {{ is_of_changed_document('figures.document_id') }}
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
        grain_count as place_count
    from amounts
)

select * from final
