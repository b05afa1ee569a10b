-- depends_on: {{ ref('comparisons') }}
-- depends_on: {{ ref('int_comparisons_keyed') }}
{{ config(materialized='incremental', pre_hook="{{ forget_renewed_terms() }}") }}

with terms as (
    select * from {{ ref('int_comparison_terms_identified') }}
),

final as (
    select
        comparison_id,
        term_no,
        side,
        sign,
        role,
        figure_id,
        label,
        value,
        printed,
        document_id,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        sheet,
        cell_address,
        cell_no,
        row_head,
        column_head,
        place_in_words
    from terms
)

select * from final
