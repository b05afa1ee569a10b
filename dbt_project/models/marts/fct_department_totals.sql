{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with amounts as (
    select
        *,
        scope_kind = 'whole' as is_whole,
        scope_kind = 'total' as is_sum_row,
        scope_kind = 'fund' as is_of_fund
    from {{ ref('int_amounts_ranked_in_reports') }}
    where
        not is_of_county
        and statement in (
            'staffing', 'income', 'expenditure', 'balance', 'three_public', 'assets', 'procurement'
        )
        and {{ is_of_changed_document() }}
),

-- The three public expenses are published for what the treasury pays alone: there the fund is the whole.
candidates as (
    select
        *,
        row_number() over (
            partition by report_id, measure_code, period_year, basis
            order by
                is_of_fund and not is_whole,
                is_of_sentence,
                not is_sum_row,
                telling_rank
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
        figure_kind,
        place_count
    from candidates
    where place_rank = 1
)

select * from final
