{# After a whole build the schemas that only served it go; a part of a build (dbt seed, dbt run) still needs them. #}
{% macro drop_scaffolding() -%}
    {% if flags.WHICH == 'build' %}
        drop schema if exists words cascade;
        drop schema if exists intermediate cascade
    {% endif %}
{%- endmacro %}
