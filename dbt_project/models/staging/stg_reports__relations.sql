with source as (
    select {{ all_masked(['quote']) }}
    from {{ source('reports', 'relations') }}
),

final as (
    select
        document_id,
        relation_no,
        report_no,
        relation_kind,
        origin,
        is_closed,
        is_meant,
        confidence,
        quote,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id,
        {{ relation_key() }} as relation_id
    from source
)

select * from final
