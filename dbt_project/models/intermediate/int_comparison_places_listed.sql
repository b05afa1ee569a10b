with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

terms as (
    select * from {{ ref('int_comparison_terms_identified') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

term_places as (
    select
        comparisons.finding_id,
        comparisons.place_in_words as own_place,
        terms.term_no,
        concat_ws(
            ' ', case when terms.document_id <> comparisons.document_id then documents.source_path end,
            terms.place_in_words
        ) as place
    from terms
    inner join comparisons on terms.comparison_id = comparisons.finding_id
    left join documents on terms.document_id = documents.document_id
    where terms.place_in_words is not null
),

-- The comparison's own place comes first.
all_places as (
    select
        finding_id,
        place,
        case when coalesce(place = own_place, false) then -1 else term_no end as place_rank
    from term_places
    union all
    select
        finding_id,
        place_in_words as place,
        -1 as place_rank
    from comparisons
    where place_in_words is not null
),

ranked as (
    select
        finding_id,
        place,
        min(place_rank) as place_rank
    from all_places
    group by finding_id, place
),

final as (
    select
        finding_id,
        string_agg(place, '；' order by place_rank, place) as places
    from ranked
    group by finding_id
)

select * from final
