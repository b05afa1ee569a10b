with scores as (
    select * from {{ here('fct_indicator_scores') }}
),

reports as (
    select * from {{ here('dim_reports') }}
),

counties as (
    select * from {{ here('dim_counties') }}
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
        nullif(scores.scope_name, '') as pro_name,
        cast(null as varchar) as lv1_perf_ind_code,
        scores.level1_name as lv1_perf_ind_name,
        cast(null as varchar) as lv2_perf_ind_code,
        scores.level2_name as lv2_perf_ind_name,
        scores.indicator_code as lv3_perf_ind_code,
        scores.label as lv3_perf_ind_name,
        scores.target_text as kpi_val,
        scores.completion_text as ind_comp,
        scores.rule_text as kpi_evalstd,
        scores.weight as ind_weight,
        scores.score as eval_score,
        scores.indicator_score_id
    from scores
    inner join reports on scores.report_id = reports.report_id
    left join counties on reports.county_id = counties.county_id
    where scores.is_primary
)

select * from final
