{# Where to look, counted from 1 as a person counts: 表1 行3 列2 in a table, 段落12 outside. #}
{% macro place_in_words() -%}
    case
        when block_no is null then null
        when table_no is null then '段落' || (block_no + 1)
        else concat_ws(' ', '表' || (table_no + 1), '行' || (row_no + 1), '列' || (column_no + 1))
    end
{%- endmacro %}
