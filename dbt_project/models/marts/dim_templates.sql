with lines as (
    select * from {{ ref('int_indicators_grouped_into_templates') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

template_lines as (
    select distinct
        template_id,
        line_no,
        weight
    from lines
),

weights as (
    select
        template_id,
        cast(sum(weight) as decimal(28, 8)) as weight_total
    from template_lines
    group by template_id
),

final as (
    select
        lines.template_id,
        any_value(lines.fingerprint) as fingerprint,
        cast(max(lines.line_no) as integer) as indicator_count,
        any_value(weights.weight_total) as weight_total,
        cast(count(distinct lines.report_id) as integer) as report_count,
        min(reports.fiscal_year) as first_fiscal_year,
        max(reports.fiscal_year) as last_fiscal_year
    from lines
    inner join reports on lines.report_id = reports.report_id
    inner join weights on lines.template_id = weights.template_id
    group by lines.template_id
)

select * from final
