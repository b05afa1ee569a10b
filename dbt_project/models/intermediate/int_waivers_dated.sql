{{ config(materialized='table') }}

with waivers as (
    select * from {{ ref('stg_reports__waivers') }}
),

runs as (
    select * from {{ ref('stg_reports__runs') }}
),

current_run as (
    select * from {{ ref('stg_reports__current_run') }}
),

figures as (
    select * from {{ ref('fct_figures') }}
),

tonight as (
    select {{ day_of('runs.started_at') }} as today
    from current_run
    inner join runs on current_run.run_id = runs.run_id
),

final as (
    select
        waivers.*,
        waivers.expires_on < tonight.today as is_expired,
        coalesce(
            {{ number_printed('waivers.correct_value') }} = {{ number_printed('figures.printed') }}, false
        ) as corrects_nothing
    from waivers
    cross join tonight
    left join figures on waivers.figure_id = figures.figure_id
)

select * from final
