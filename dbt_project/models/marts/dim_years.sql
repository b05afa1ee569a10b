with reports as (
    select * from {{ ref('dim_reports') }}
),

figures as (
    select * from {{ ref('fct_figures') }}
),

years as (
    select fiscal_year from reports
    union
    select period_year as fiscal_year from figures
),

-- 一五 began in 1953; 1963 to 1965 lie between two plans; from 1966 on (三五) one follows the other.
planned as (
    select
        fiscal_year,
        case
            when fiscal_year between 1953 and 1962 then (fiscal_year - 1953) // 5 + 1
            when fiscal_year >= 1966 then (fiscal_year - 1966) // 5 + 3
        end as plan_no,
        ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as digits
    from years
    where fiscal_year is not null
),

final as (
    select
        fiscal_year,
        fiscal_year - 1 as previous_year,
        concat(
            case when plan_no >= 20 then digits[plan_no // 10] end,
            case when plan_no >= 10 then '十' end,
            digits[plan_no % 10],
            case when plan_no is not null then '五' end
        ) as plan_period
    from planned
)

select
    fiscal_year,
    previous_year,
    nullif(plan_period, '') as plan_period
from final
