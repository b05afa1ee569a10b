{# Rows for which the expression is false or unknown, with the columns that explain why. #}
{% test is_true(model, expression, show) %}
    select {{ show | join(', ') }}
    from {{ model }}
    where ({{ expression }}) is not true
{% endtest %}
