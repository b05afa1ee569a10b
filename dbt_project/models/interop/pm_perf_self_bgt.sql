with funds as (
    select * from {{ here('fct_project_funds') }}
),

reports as (
    select * from {{ here('dim_reports') }}
),

counties as (
    select * from {{ here('dim_counties') }}
),

-- A form has either the national columns or those of its province (planned, received, spent).
stages as (
    select
        report_id,
        project_name,
        funding_source,
        any_value(amount_yuan) filter (where stage in ('initial_budget', 'planned')) as reply_amt,
        any_value(amount_yuan) filter (where stage in ('annual_budget', 'adjusted_budget')) as cur_amt,
        any_value(amount_yuan) filter (where stage in ('spent', 'actual')) as year_exe_amt
    from funds
    where is_primary
    group by report_id, project_name, funding_source
),

final as (
    select
        cast(reports.fiscal_year as varchar) as fiscal_year,
        concat(reports.county_id, '000') as mof_div_code,
        counties.county_name as mof_div_name,
        left(reports.budget_code, 3) as dept_code,
        reports.department_name as dept_name,
        reports.budget_code as agency_code,
        reports.printed_department_name as agency_name,
        cast(null as varchar) as pro_code,
        stages.project_name as pro_name,
        stages.funding_source as found_type_code,
        stages.reply_amt,
        cast(stages.cur_amt - stages.reply_amt as decimal(28, 8)) as year_adj_amt,
        stages.cur_amt,
        stages.year_exe_amt,
        cast(
            100 * stages.year_exe_amt / nullif(coalesce(stages.cur_amt, stages.reply_amt), 0)
            as decimal(18, 4)
        ) as exe_amt_rate,
        cast(null as decimal(18, 4)) as exe_score,
        reports.report_id
    from stages
    inner join reports on stages.report_id = reports.report_id
    left join counties on reports.county_id = counties.county_id
)

select * from final
