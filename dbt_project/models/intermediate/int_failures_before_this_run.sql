{{ config(materialized='table') }}

with finding_history as (
    select * from {{ ref('stg_reports__finding_history') }}
),

runs as (
    select * from {{ ref('stg_reports__runs') }}
),

current_run as (
    select * from {{ ref('stg_reports__current_run') }}
),

-- Only a published night was read by anybody.
previous_run as (
    select arg_max(run_id, (night_no, run_id)) as run_id
    from runs
    where is_published and run_id not in (select current_run.run_id from current_run)
),

final as (
    select
        finding_history.finding_id,
        bool_or(finding_history.run_id is not distinct from previous_run.run_id) as has_failed_last
    from finding_history
    cross join previous_run
    where
        finding_history.status = 'fail'
        and finding_history.run_id not in (select current_run.run_id from current_run)
    group by finding_history.finding_id
)

select * from final
