{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

levels as (
    select
        meaning as scope_level,
        unnest(string_split(words, '|')) as scope_name
    from {{ ref('county_words') }}
    where role in ('level', 'level_first')
),

amounts as (
    select
        figures.*,
        levels.scope_level
    from figures
    inner join reports on figures.report_id = reports.report_id
    left join levels on figures.scope_name = levels.scope_name
    where
        reports.is_of_county
        and figures.figure_kind in ('finance', 'prose')
        and figures.unit = '元'
        and figures.measure_code is not null
        and figures.item_code = ''
        and figures.item_name = ''
        and figures.value is not null
),

-- A table states more exactly than a sentence that repeats it, and the first table is the form itself.
ranked as (
    select
        *,
        row_number() over (
            partition by report_id, scope_name, measure_code, period_year, basis
            order by table_no is null, block_no, table_no, row_no, column_no, char_start
        ) as place_rank,
        count(*) over (
            partition by report_id, scope_name, measure_code, period_year, basis
        ) as place_count
    from amounts
),

final as (
    select
        report_id,
        document_id,
        county_id,
        department_id,
        fiscal_year,
        is_primary,
        scope_name,
        scope_level,
        measure_code,
        measure_name,
        period_year,
        basis,
        value as amount_yuan,
        figure_id,
        place_count
    from ranked
    where place_rank = 1
)

select * from final
