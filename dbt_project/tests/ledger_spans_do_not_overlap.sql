-- Every digit lies in one span only: in a paragraph or cell no token begins before the last one has ended.
with ledger as (
    select * from {{ ref('fct_number_ledger') }}
),

spans as (
    select
        document_id,
        printed,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        max(char_end) over (
            partition by document_id, block_no, table_no, row_no, column_no
            order by char_start, char_end
            rows between unbounded preceding and 1 preceding
        ) as end_before
    from ledger
)

select * from spans
where char_start < end_before
