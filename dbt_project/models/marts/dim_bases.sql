with basis_words as (
    select * from {{ ref('basis_words') }}
),

final as (
    select
        basis,
        basis_name
    from basis_words
    where basis is not null
)

select * from final
