with source as (
    select {{ all_masked(['error']) }}
    from {{ source('reports', 'validations') }}
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
    from source
)

select * from final
