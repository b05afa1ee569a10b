{#
    The first 16 hex digits of the md5 of the parts as text, joined by the unit separator (character 31); a missing
    part counts as ''. The same parts give the same key on any machine, in any order of loading.
#}
{% macro surrogate_key(parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- do texts.append("coalesce(cast(" ~ part ~ " as varchar), '')") -%}
    {%- endfor -%}
    left(md5(concat_ws(chr(31), {{ texts | join(', ') }})), 16)
{%- endmacro %}
