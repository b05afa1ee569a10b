{#
    The text without identity numbers, mobile numbers, telephone numbers that are called so or have an area code, and
    names that follow a label such as 联系人, be it in a sentence, in the next cell of a row or in the name of a file.
    An amount of eleven digits before 元 or % is not a mobile number.
#}
{% macro masked(text) -%}
    {%- set identity = "(\\b|_)[1-9][0-9]{16}[0-9xX](\\b|_)" -%}
    {%- set old_identity = "\\b[1-9][0-9]{7}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}\\b([^0-9元万亿.%]|$)" -%}
    {%- set mobile = "(\\+|\\b|_)(86[- ]?)?1[3-9][0-9](-?[0-9]{4}){2}(\\b|_)([^0-9元万亿.%]|[.][^0-9]|$)" -%}
    {%- set called = "((电话|手机|传真)(号码)?[:：|\\s]*)" -%}
    {%- set telephone = called ~ "([(（]?0[0-9]{2,3}[)）]?[-— ]?)?[0-9]{7,8}\\b" -%}
    {%- set spaced_mobile = called ~ "(\\+?86 ?)?1[3-9][0-9]( [0-9]{4}){2}\\b" -%}
    {%- set area_telephone = "(\\b0[0-9]{2,3}[-—]|[(（]0[0-9]{2,3}[)）] ?)[0-9]{7,8}\\b" -%}
    {%- set labels = var('person_labels') | join('|') -%}
    {%- set signed = "(\\s*[(（](签[名字章]|盖章)[)）])?" -%}
    {%- set person = "((" ~ labels ~ ")" ~ signed ~ "\\s*[:：|为是]\\s*)\\p{Han}{2,4}([、和]\\p{Han}{2,3})*" -%}
    {%- set bare_person = "(" ~ labels ~ ")\\p{Han}{2,3}([，。；、,;]|$)" -%}
    {%- set replacements = [
        (identity, '\\1***\\2'),
        (old_identity, '***\\3'),
        (mobile, '***\\5'),
        (telephone, '\\1***'),
        (spaced_mobile, '\\1***'),
        (area_telephone, '***'),
        (person, '\\1***'),
        (bare_person, '\\1***\\2'),
    ] -%}
    {%- set result = namespace(sql=text) -%}
    {%- for pattern, replacement in replacements -%}
        {%- set result.sql = "regexp_replace(" ~ result.sql ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', 'g')" -%}
    {%- endfor -%}
    {{ result.sql }}
{%- endmacro %}
