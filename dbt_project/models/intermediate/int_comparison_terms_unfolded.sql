{{ config(materialized='table') }}

with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

{%- set place_type -%}
    {"block_no": "integer", "table_no": "integer", "row_no": "integer", "column_no": "integer",
    {#- #} "char_start": "integer", "char_end": "integer", "page_no": "integer"}
{%- endset %}

parsed as (
    select
        *,
        {{ place_in_words() }} as own_place,
        from_json(
            terms,
            '[{"figure_no": "integer", "label": "varchar", "side": "varchar", "sign": "integer", "role": "varchar",
            "value": "varchar", "printed": "varchar", "document_id": "varchar", "place": {{ place_type }}}]'
        ) as term_list
    from comparisons
),

terms as (
    select
        finding_id,
        own_place,
        unnest(term_list) as term,
        generate_subscripts(term_list, 1) as term_no
    from parsed
),

final as (
    select
        terms.finding_id,
        terms.own_place,
        terms.term_no,
        terms.term.figure_no,
        masked(terms.term.label) as label,
        -- What stands right of the sign of equality is taken off what stands left; a quotient is not added up.
        terms.term.sign * case when terms.term.side = 'right' and terms.term.role = 'addend' then -1 else 1 end as sign,
        terms.term.value,
        terms.term.printed,
        nullif(terms.term.document_id, '') as other_document_id,
        terms.term.place,
        terms.term.place.block_no,
        terms.term.place.table_no,
        terms.term.place.row_no,
        terms.term.place.column_no,
        terms.term.place.char_start,
        terms.term.place.char_end,
        terms.term.place.page_no
    from terms
)

select * from final
