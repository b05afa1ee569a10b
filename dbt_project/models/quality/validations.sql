-- Tonight's rows come when the night is closed: nothing of it has been validated while it is built.
with validations as (
    select * from {{ ref('stg_reports__validations') }}
),

final as (
    select
        run_id,
        suite_name,
        rule_code,
        description,
        row_count,
        unexpected_count,
        is_met,
        error
    from validations
)

select * from final
