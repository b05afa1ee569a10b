{#
    The text without identity numbers, mobile numbers, telephone numbers that are called so or have an area code, and
    names that follow a label such as 联系人. An amount of eleven digits before 元 or % is not a mobile number.
#}
{% macro masked(text) -%}
    {%- set identity = "\\b[1-9][0-9]{16}[0-9xX]\\b" -%}
    {%- set mobile = "\\b1[3-9][0-9]{9}\\b([^0-9元万亿.%]|$)" -%}
    {%- set telephone = "((电话|手机|传真)(号码)?[:：]?\\s*)(0[0-9]{2,3}[-—]?)?[0-9]{7,8}\\b" -%}
    {%- set area_telephone = "\\b0[0-9]{2,3}[-—][0-9]{7,8}\\b" -%}
    {%- set labels = var('person_labels') | join('|') -%}
    {%- set person = "((" ~ labels ~ ")(（签[名字章]）)?\\s*[:：为是]\\s*)\\p{Han}{2,4}([、和]\\p{Han}{2,3})*" -%}
    {%- set bare_person = "(" ~ labels ~ ")\\p{Han}{2,3}([，。；、,;]|$)" -%}
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        {{ text }},
        '{{ identity }}', '***', 'g'),
        '{{ mobile }}', '***\1', 'g'),
        '{{ telephone }}', '\1***', 'g'),
        '{{ area_telephone }}', '***', 'g'),
        '{{ person }}', '\1***', 'g'),
        '{{ bare_person }}', '\1***\2', 'g'
    )
{%- endmacro %}
