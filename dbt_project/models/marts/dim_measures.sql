with measures as (
    select * from {{ ref('measures') }}
),

final as (
    select
        measure_code,
        measure_name,
        statement,
        unit,
        parent_code,
        sign,
        synonyms
    from measures
)

select * from final
