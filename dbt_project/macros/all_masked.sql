{#
    All columns of a staging table, those of running text masked: here and nowhere else personal data stay behind. What
    is made of them later, keys and joins too, is made of masked text. `masked` is flows.model.personal.masked.
#}
{% macro all_masked(columns) -%}
    * replace (
        {%- for column in columns %}
        masked({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
