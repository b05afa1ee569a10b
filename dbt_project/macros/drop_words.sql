{# After a whole build the seeds' schema goes; a part of a build (dbt seed, dbt run) still needs it. #}
{% macro drop_words() -%}
    {% if flags.WHICH == 'build' %}drop schema if exists words cascade{% endif %}
{%- endmacro %}
