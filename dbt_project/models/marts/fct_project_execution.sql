-- Which of several reports counts depends on all of them: no document's rows can be kept, all are built.
with funds as (
    select * from {{ ref('fct_project_funds') }}
    where funding_source = 'total'
),

reports as (
    select * from {{ ref('dim_reports') }}
),

-- The budget in force at the year's end goes before the first one; what was spent before what was accounted.
ranked as (
    select
        *,
        list_position(
            ['annual_budget', 'adjusted_budget', 'budget', 'received', 'planned', 'initial_budget'], stage
        ) as budget_rank,
        list_position(['spent', 'actual'], stage) as spent_rank
    from funds
),

amounts as (
    select
        report_id,
        document_id,
        county_id,
        department_id,
        fiscal_year,
        is_primary,
        project_id,
        min(project_name) as project_name,
        arg_min(amount_yuan, budget_rank) as budget_yuan,
        arg_min(stage, budget_rank) as budget_basis,
        arg_min(figure_id, budget_rank) as budget_figure_id,
        arg_min(amount_yuan, spent_rank) as spent_yuan,
        arg_min(figure_id, spent_rank) as spent_figure_id
    from ranked
    where budget_rank is not null or spent_rank is not null
    group by report_id, document_id, county_id, department_id, fiscal_year, is_primary, project_id
),

complete as (
    select
        amounts.*,
        reports.report_kind,
        amounts.is_primary
        and amounts.budget_yuan is not null
        and amounts.spent_yuan is not null as is_complete
    from amounts
    inner join reports on amounts.report_id = reports.report_id
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
        project_name,
        budget_yuan,
        budget_basis,
        budget_figure_id,
        spent_yuan,
        spent_figure_id,
        is_complete and row_number() over (
            partition by
                project_id,
                fiscal_year,
                case when department_id is null or fiscal_year is null then report_id end
            order by
                not is_complete,
                report_kind <> 'project_evaluation',
                report_id
        ) = 1 as is_counted
    from complete
)

select * from final
