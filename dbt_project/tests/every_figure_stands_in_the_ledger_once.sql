-- A figure is one token of the text: none without a token, none that two tokens became.
with figures as (
    select * from {{ ref('fct_figures') }}
),

tokens as (
    select
        figure_id,
        count(*) as token_count
    from {{ ref('fct_number_ledger') }}
    where figure_id is not null
    group by figure_id
)

select
    figures.figure_id,
    figures.printed,
    tokens.token_count
from figures
left join tokens on figures.figure_id = tokens.figure_id
where tokens.token_count is distinct from 1
