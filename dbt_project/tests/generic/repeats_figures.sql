{# Rows whose amount is not what their figure says: a number that changed on the way from the report. #}
{% test repeats_figures(model, column_name, amount) %}
    select
        facts.{{ column_name }} as figure_id,
        facts.{{ amount }} as amount,
        figures.value
    from {{ model }} as facts
    left join {{ ref('fct_figures') }} as figures on facts.{{ column_name }} = figures.figure_id
    where
        facts.{{ column_name }} is not null
        and facts.{{ amount }} is distinct from figures.value
{% endtest %}
