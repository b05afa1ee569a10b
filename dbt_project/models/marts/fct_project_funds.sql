{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with amounts as (
    select * from {{ ref('int_project_figures_matched_to_funding_sources') }}
    where {{ is_of_changed_document() }}
),

-- A table states more exactly than a sentence that repeats it, and the first table is the form itself.
ranked as (
    select
        *,
        row_number() over (
            partition by report_id, project_id, funding_source, basis
            order by table_no is null, block_no, table_no, row_no, column_no, char_start
        ) as place_rank,
        count(*) over (partition by report_id, project_id, funding_source, basis) as place_count
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
        project_id,
        scope_name as project_name,
        funding_source,
        basis as stage,
        value as amount_yuan,
        figure_id,
        place_count
    from ranked
    where place_rank = 1
)

select * from final
