with figures as (
    select * from {{ ref('fct_figures') }}
),

projects as (
    select * from {{ ref('int_projects_collected_from_reports') }}
),

funding_sources as (
    select * from {{ ref('funding_sources') }}
),

project_ids as (
    select distinct
        report_id,
        project_name,
        project_id
    from projects
),

funding_words as (
    select
        funding_source,
        unnest(string_split(words, '|')) as word
    from funding_sources
    where words is not null
),

plain_words as (
    select
        funding_source,
        {{ plain('word') }} as word
    from funding_words
),

-- Another year's money beside this year's belongs to that year's report.
amounts as (
    select
        figures.*,
        project_ids.project_id,
        {{ plain('figures.label') }} as plain_label
    from figures
    inner join project_ids
        on
            figures.report_id = project_ids.report_id
            and figures.scope_name = project_ids.project_name
    where
        figures.figure_kind = 'project'
        and figures.unit = '元'
        and figures.value is not null
        and coalesce(figures.period_year = figures.fiscal_year, true)
),

-- The longest word tells most: 县市区财政 is no 市财政.
matched as (
    select
        amounts.figure_id,
        arg_max(plain_words.funding_source, (length(plain_words.word), plain_words.funding_source))
            as funding_source
    from amounts
    inner join plain_words on contains(amounts.plain_label, plain_words.word)
    group by amounts.figure_id
),

final as (
    select
        amounts.*,
        coalesce(matched.funding_source, 'total') as funding_source
    from amounts
    left join matched on amounts.figure_id = matched.figure_id
)

select * from final
