{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with tokens as (
    select * from {{ ref('stg_reports__tokens') }}
    where {{ is_of_changed_document() }}
),

figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

final as (
    select
        {{ surrogate_key(["'token'", 'tokens.document_id', 'tokens.token_no']) }} as token_id,
        tokens.document_id,
        tokens.token_no,
        tokens.printed,
        tokens.block_no,
        tokens.table_no,
        tokens.row_no,
        tokens.column_no,
        tokens.page_no,
        tokens.box,
        tokens.char_start,
        tokens.char_end,
        figures.figure_id,
        tokens.ignored_reason
    from tokens
    left join figures
        on tokens.document_id = figures.document_id and tokens.figure_no = figures.figure_no
)

select * from final
