{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

measures as (
    select * from {{ ref('dim_measures') }}
),

county_reports as (
    select report_id from {{ ref('dim_reports') }}
    where is_of_county
),

amounts as (
    select
        figures.*,
        measures.statement,
        figures.scope_kind = 'whole' as is_whole,
        figures.scope_kind = 'total' as is_sum_row,
        figures.scope_kind = 'fund' as is_of_fund
    from figures
    inner join measures on figures.measure_code = measures.measure_code
    where
        figures.report_id not in (select county_reports.report_id from county_reports)
        and figures.figure_kind in ('finance', 'staffing', 'prose')
        and measures.statement in (
            'staffing', 'income', 'expenditure', 'balance', 'three_public', 'assets', 'procurement'
        )
        and figures.item_code = ''
        and figures.item_name = ''
        and figures.value is not null
),

-- The three public expenses are published for what the treasury pays alone: there the fund is the whole.
candidates as (
    select
        *,
        row_number() over (
            partition by report_id, measure_code, period_year, basis
            order by
                is_of_fund and not is_whole,
                table_no is null,
                not is_sum_row,
                block_no,
                row_no,
                column_no,
                char_start
        ) as place_rank,
        count(*) over (partition by report_id, measure_code, period_year, basis) as place_count
    from amounts
    where is_whole or is_sum_row or (is_of_fund and statement = 'three_public')
),

final as (
    select
        figure_id,
        report_id,
        document_id,
        county_id,
        department_id,
        fiscal_year,
        is_primary,
        measure_code,
        measure_name,
        period_year,
        basis,
        value,
        unit,
        scope_name,
        place_count
    from candidates
    where place_rank = 1
)

select * from final
