with indicators as (
    select * from {{ ref('indicators') }}
),

final as (
    select
        indicator_code,
        indicator_name,
        level1_name,
        level2_name,
        level3_name,
        formula,
        inputs,
        direction,
        is_standard,
        synonyms
    from indicators
)

select * from final
