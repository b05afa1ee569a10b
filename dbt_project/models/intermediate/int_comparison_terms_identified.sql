{{ config(materialized='table') }}

with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

figures as (
    select * from {{ ref('fct_figures') }}
),

terms as (
    select * from {{ ref('stg_reports__comparison_terms') }}
    where {{ is_of_changed_document() }}
    union all by name
    select
        document_id,
        comparison_no,
        unnest(terms, recursive := true) -- noqa: AL03
    from {{ ref('int_comparisons_between_documents') }}
),

final as (
    select
        comparisons.finding_id as comparison_id,
        terms.term_no,
        terms.side,
        terms.sign,
        terms.role,
        figures.figure_id,
        terms.label,
        terms.value,
        terms.printed,
        coalesce(nullif(terms.other_document_id, ''), terms.document_id) as document_id,
        terms.block_no,
        terms.table_no,
        terms.row_no,
        terms.column_no,
        terms.char_start,
        terms.char_end,
        terms.page_no,
        terms.sheet,
        terms.cell_address,
        terms.cell_no,
        terms.row_head,
        terms.column_head,
        terms.place_in_words
    from terms
    inner join comparisons
        on terms.document_id = comparisons.document_id and terms.comparison_no = comparisons.comparison_no
    left join figures
        on
            coalesce(nullif(terms.other_document_id, ''), terms.document_id) = figures.document_id
            and terms.figure_no = figures.figure_no
)

select * from final
