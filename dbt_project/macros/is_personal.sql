{# Whether a number is ignored because it belongs to a person; false where nothing is ignored. #}
{% macro is_personal(ignored_reason) -%}
    coalesce({{ ignored_reason }} in ('{{ var('personal_reasons') | join("', '") }}'), false)
{%- endmacro %}
