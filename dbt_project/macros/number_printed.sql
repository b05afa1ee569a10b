{# The number as printed or written by hand, without its thousands separators and its percent sign; else null. #}
{% macro number_printed(text) -%}
    try_cast(regexp_replace({{ text }}, '[,，%％\s]', '', 'g') as decimal(28, 8))
{%- endmacro %}
