{# The key of a relation: its document and its number there. #}
{% macro relation_key() -%}
    {{ surrogate_key(["'relation'", 'document_id', 'relation_no']) }}
{%- endmacro %}
