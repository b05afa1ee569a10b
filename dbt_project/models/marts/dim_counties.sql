with counties as (
    select * from {{ ref('counties') }}
),

sample_counties as (
    select * from {{ ref('sample_counties') }}
),

final as (
    select
        county_id,
        county_name,
        city_name,
        province_name,
        level,
        valid_from,
        valid_to
    from counties
    union all by name
    select
        county_id,
        county_name,
        city_name,
        province_name,
        level,
        valid_from,
        valid_to
    from sample_counties
)

select * from final
