with headings as (
    select * from {{ ref('stg_reports__headings') }}
),

counties as (
    select * from {{ ref('dim_counties') }}
),

known_names as (
    select * from {{ ref('int_department_names_listed') }}
),

without_remarks as (
    select
        *,
        regexp_replace(
            regexp_replace(department_name, '\s+', '', 'g'), '[（(][^（()）]*[）)]$', ''
        ) as printed_name
    from headings
),

without_region as (
    select
        without_remarks.*,
        coalesce(
            nullif(
                regexp_replace(
                    without_remarks.printed_name,
                    concat(
                        '^(',
                        concat_ws(')?(', counties.province_name, counties.city_name, counties.county_name),
                        ')?'
                    ),
                    ''
                ),
                ''
            ),
            without_remarks.printed_name
        ) as own_name
    from without_remarks
    left join counties on without_remarks.county_id = counties.county_id
),

-- The lowest governments are called with their last words or without: 东风街道 is 东风街道办事处.
with_full_ending as (
    select
        * replace (
            regexp_replace(
                regexp_replace(own_name, '街道办?$', '街道办事处'), '([乡镇])(政府)?$', '\1人民政府'
            ) as own_name
        )
    from without_region
),

-- 县住建局 is 住建局, but 市场监督管理局 is no 场监督管理局: the first character goes only where a known name is left.
conformed as (
    select
        with_full_ending.*,
        coalesce(
            whole.department_name, shortened.department_name, with_full_ending.own_name
        ) as conformed_name
    from with_full_ending
    left join known_names as whole on with_full_ending.own_name = whole.printed_name
    left join known_names as shortened
        on regexp_replace(with_full_ending.own_name, '^[县市区]', '') = shortened.printed_name
),

final as (
    select
        * exclude (department_name, printed_name, own_name, conformed_name),
        department_name as printed_department_name,
        conformed_name as department_name,
        case
            when conformed_name is not null then {{ surrogate_key(['county_id', 'conformed_name']) }}
        end as department_id
    from conformed
)

select * from final
