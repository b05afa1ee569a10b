{# The states of the documents that the build starts from; of none where it starts from nothing. #}
{% macro built_states() -%}
    {%- set built = adapter.get_relation(target.database, 'quality', 'document_states') -%}
    {%- if built -%}
        select document_id, state from {{ built }}
    {%- else -%}
        select null::varchar as document_id, null::varchar as state where false
    {%- endif -%}
{%- endmacro %}

{#
    Of a row's document: whether it is one that changed since the warehouse was published, which all are where there
    is none to start from.

    An incremental model asks this of everything that it reads by document, and forgets the earlier rows of those
    documents before (`forget_changed_documents`): a document that lost its last row of some kind loses it here too,
    which no merge by key would see.
#}
{% macro is_of_changed_document(document_id='document_id') -%}
    {{ document_id }} in (select changed.document_id from {{ ref('int_documents_changed') }} as changed)
{%- endmacro %}

{% macro forget_changed_documents() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where document_id in (select document_id from {{ ref('int_documents_changed') }})
    {%- endif -%}
{%- endmacro %}

{#
    What two documents say to each other may change with either: that is built as a whole, so all of it is forgotten.
#}
{% macro forget_changed_comparisons() -%}
    {%- if is_incremental() -%}
        {{ forget_changed_documents() }}
        or rule_code in (select rules.rule_code from {{ ref('rules') }} as rules where rules.scope_relation = 'documents')
    {%- endif -%}
{%- endmacro %}

{# The terms of comparisons that are made anew, and of those that nobody makes any longer. #}
{% macro forget_renewed_terms() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            comparison_id in (select keyed.finding_id from {{ ref('int_comparisons_keyed') }} as keyed)
            or comparison_id not in (select kept.comparison_id from {{ ref('comparisons') }} as kept)
    {%- endif -%}
{%- endmacro %}
