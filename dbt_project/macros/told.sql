{# An amount as people write it, without idle zeros. #}
{% macro told(amount) -%}
    rtrim(rtrim(cast(cast({{ amount }} as decimal(28, 8)) as varchar), '0'), '.')
{%- endmacro %}

{# A figure as a term of a comparison, as the judge writes it; one of another document than the finding says which. #}
{% macro told_term(figure, sign, document_id) -%}
    {
        'figure_no': {{ figure }}.figure_no,
        'label': {{ figure }}.label,
        'side': {{ "'left'" if sign > 0 else "'right'" }},
        'sign': 1,
        'role': 'addend',
        'value': {{ told(figure ~ '.value') }},
        'printed': {{ figure }}.printed,
        'document_id': nullif({{ figure }}.document_id, {{ document_id }}),
        'place': {
            'block_no': {{ figure }}.block_no,
            'table_no': {{ figure }}.table_no,
            'row_no': {{ figure }}.row_no,
            'column_no': {{ figure }}.column_no,
            'char_start': {{ figure }}.char_start,
            'char_end': {{ figure }}.char_end,
            'page_no': {{ figure }}.page_no
        }
    }
{%- endmacro %}
