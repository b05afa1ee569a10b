with source as (
    select * from {{ source('reports', 'recomputed_scores') }}
),

final as (
    select
        document_id,
        indicator_no,
        rate,
        score_low,
        score_high,
        reason
    from source
)

select * from final
