with lines as (
    select * from {{ ref('int_indicators_grouped_into_templates') }}
),

final as (
    select
        definition_id,
        any_value(template_id) as template_id,
        cast(any_value(line_no) as integer) as line_no,
        max(indicator_code) as indicator_code,
        any_value(level1_name) as level1_name,
        any_value(level2_name) as level2_name,
        any_value(label) as label,
        any_value(weight) as weight,
        max(rule_text) as rule_text,
        arg_max_null(rule_kind, rule_text) as rule_kind,
        arg_max_null(rule_parsed, rule_text) as rule_parsed,
        arg_max_null(rule_fits_weight, rule_text) as rule_fits_weight,
        max(definition) as definition_text
    from lines
    group by definition_id
)

select * from final
