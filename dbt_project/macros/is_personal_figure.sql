{#
    Whether a number that a table gives as a figure is a telephone or identity number: its header says so and it has
    as many digits, or it has the shape of one that no amount has. Five telephones (手机 5 部) are an amount.
#}
{% macro is_personal_figure(label, printed) -%}
    coalesce(
        (
            regexp_matches({{ label }}, '(电话|手机|传真|身份证|证件)(号码?)?( / |$)')
            and regexp_matches({{ printed }}, '^[+（(]?[0-9][-—0-9）)( ]{6,}[xX]?$')
        )
        or regexp_matches(
            {{ printed }},
            '^(0[0-9]{2,3}[-—][0-9]{7,8}|1[3-9][0-9]-[0-9]{4}-[0-9]{4}|[1-9][0-9]{16}[0-9xX])$'
        ),
        false
    )
{%- endmacro %}
