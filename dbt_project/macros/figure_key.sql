{# The key of a figure: its document and its place, of which one holds one figure. #}
{% macro figure_key() -%}
    {{ surrogate_key(['document_id', 'block_no', 'table_no', 'row_no', 'column_no', 'char_start']) }}
{%- endmacro %}
