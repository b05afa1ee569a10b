with projects as (
    select * from {{ ref('int_projects_collected_from_reports') }}
),

programmes as (
    select * from {{ ref('programmes') }}
),

unique_projects as (
    select
        project_id,
        any_value(department_id) as department_id,
        any_value(county_id) as county_id,
        arg_max(project_name, (length(project_name), project_name)) as project_name,
        max(project_type) as project_type,
        max(purpose) as purpose
    from projects
    group by project_id
),

programme_words as (
    select
        programme_name,
        unnest(string_split(words, '|')) as word
    from programmes
),

-- The longest word tells most.
matched as (
    select
        unique_projects.project_id,
        programme_words.programme_name
    from unique_projects
    inner join programme_words on contains(unique_projects.project_name, programme_words.word)
    qualify
        row_number() over (
            partition by unique_projects.project_id
            order by length(programme_words.word) desc, programme_words.programme_name
        ) = 1
),

final as (
    select
        unique_projects.project_id,
        unique_projects.department_id,
        unique_projects.county_id,
        unique_projects.project_name,
        unique_projects.project_type,
        matched.programme_name,
        unique_projects.purpose
    from unique_projects
    left join matched on unique_projects.project_id = matched.project_id
)

select * from final
