{# Rows whose columns together are not unique; a missing value equals a missing value. #}
{% test unique_combination(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by all
    having count(*) > 1
{% endtest %}
