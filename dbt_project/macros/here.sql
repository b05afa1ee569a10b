{# A table of this same file, whatever the file is called or attached as by whoever opens it. #}
{% macro here(model) -%}
    {{ ref(model).include(database=false) }}
{%- endmacro %}
