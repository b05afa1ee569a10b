with source as (
    select * from {{ source('reports', 'tokens') }}
),

final as (
    select
        document_id,
        token_no,
        -- A token that belongs to a person was never given its text.
        nullif(printed, '') as printed,
        figure_no,
        nullif(ignored_reason, '') as ignored_reason,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        box::integer[] as box
    from source
)

select * from final
