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

final as (
    select
        named.report_id,
        reports.department_id,
        reports.county_id,
        named.project_name,
        nullif(named.project_type, '') as project_type,
        nullif(named.purpose, '') as purpose,
        {{ surrogate_key(['coalesce(reports.department_id, reports.county_id)', 'named.project_name']) }}
            as project_id
    from named
    inner join reports on named.report_id = reports.report_id
    where
        named.project_name <> ''
        and not exists (
            select 1 from total_words
            where contains(named.project_name, total_words.word)
        )
)

select * from final
