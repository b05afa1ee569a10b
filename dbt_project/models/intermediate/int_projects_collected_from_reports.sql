with projects as (
    select * from {{ ref('stg_reports__projects') }}
),

vouchers as (
    select * from {{ ref('stg_reports__vouchers') }}
),

figures as (
    select * from {{ ref('stg_reports__figures') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

named as (
    select
        report_id,
        project_name,
        followed_name,
        project_type,
        purpose
    from projects
    union all by name
    select distinct
        report_id,
        scope_name as project_name,
        followed_name
    from figures
    union all by name
    select distinct
        report_id,
        scope_name as project_name,
        followed_name
    from vouchers
),

-- 2020年老旧小区改造项目 goes on as 2021年老旧小区改造: the year and the word 项目 tell no two projects apart, unless
-- one report tells them apart by nothing else.
told_apart as (
    select
        * replace (
            case
                when
                    min(project_name) over (partition by report_id, followed_name)
                    = max(project_name) over (partition by report_id, followed_name)
                    then followed_name
                else project_name
            end as followed_name
        )
    from named
    where followed_name <> ''
),

final as (
    select
        named.report_id,
        reports.department_id,
        reports.county_id,
        named.project_name,
        nullif(named.project_type, '') as project_type,
        nullif(named.purpose, '') as purpose,
        {{ surrogate_key(['coalesce(reports.department_id, reports.county_id)', 'named.followed_name']) }}
            as project_id
    from told_apart as named
    inner join reports on named.report_id = reports.report_id
)

select * from final
