with projects as (
    select * from {{ ref('stg_reports__projects') }}
),

vouchers as (
    select * from {{ ref('stg_reports__vouchers') }}
),

figures as (
    select * from {{ ref('fct_figures') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

total_words as (
    select * from {{ ref('total_words') }}
),

named as (
    select
        report_id,
        project_name,
        project_type,
        purpose
    from projects
    union all by name
    select distinct
        report_id,
        scope_name as project_name
    from figures
    where figure_kind = 'project'
    union all by name
    select distinct
        report_id,
        scope_name as project_name
    from vouchers
),

-- 2020年老旧小区改造项目 goes on as 2021年老旧小区改造: the year and the word 项目 tell no two projects apart, unless
-- one report tells them apart by nothing else.
conformed as (
    select
        *,
        coalesce(
            nullif(
                regexp_replace(
                    regexp_replace(project_name, '\s+|^[“"]?(19|20)\d{2}年(度)?', '', 'g'), '(建设)?项目$', ''
                ),
                ''
            ),
            project_name
        ) as name_over_years
    from named
),

told_apart as (
    select
        *,
        case
            when
                min(project_name) over (partition by report_id, name_over_years)
                = max(project_name) over (partition by report_id, name_over_years)
                then name_over_years
            else project_name
        end as followed_name
    from conformed
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
    where
        named.project_name <> ''
        and not exists (
            select 1 from total_words
            where contains(named.project_name, total_words.word)
        )
)

select * from final
