with comparisons as (
    select * from {{ ref('int_comparisons_keyed') }}
),

terms as (
    select * from {{ ref('int_comparison_terms_unfolded') }}
),

documents as (
    select * from {{ ref('int_documents_versioned') }}
),

located as (
    select
        terms.*,
        documents.source_path as other_path
    from terms
    left join documents on terms.other_document_id = documents.document_id
),

term_places as (
    select
        *,
        concat_ws(' ', other_path, {{ place_in_words() }}) as place_note
    from located
    where block_no is not null
    qualify
        row_number() over (
            partition by finding_id, other_document_id, block_no, table_no, row_no, column_no, char_start
            order by term_no
        ) = 1
),

own_places as (
    select
        *,
        {{ place_in_words() }} as place_note
    from comparisons
    where block_no is not null
),

-- The comparison's own place comes first; where a term stands there, the term says what is printed as well.
all_places as (
    select
        finding_id,
        place_note,
        label,
        printed,
        other_document_id,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        case when place_note = own_place then 0 else term_no end as place_rank
    from term_places
    union all by name
    select
        own_places.finding_id,
        own_places.place_note,
        own_places.block_no,
        own_places.table_no,
        own_places.row_no,
        own_places.column_no,
        own_places.char_start,
        own_places.char_end,
        own_places.page_no,
        0 as place_rank
    from own_places
    anti join term_places
        on own_places.finding_id = term_places.finding_id and own_places.place_note = term_places.place_note
),

place_lists as (
    select
        finding_id,
        cast(to_json(list({
            'place_note': place_note,
            'label': label,
            'printed': printed,
            'document_id': other_document_id,
            'block_no': block_no,
            'table_no': table_no,
            'row_no': row_no,
            'column_no': column_no,
            'char_start': char_start,
            'char_end': char_end,
            'page_no': page_no
        } order by place_rank, block_no, row_no, column_no, char_start)) as varchar) as place_list
    from all_places
    group by finding_id
),

notes as (
    select
        finding_id,
        place_note,
        min(place_rank) as place_rank
    from all_places
    group by finding_id, place_note
),

places_in_words as (
    select
        finding_id,
        string_agg(place_note, '；' order by place_rank, place_note) as places
    from notes
    group by finding_id
),

final as (
    select
        places_in_words.finding_id,
        places_in_words.places,
        place_lists.place_list
    from places_in_words
    inner join place_lists on places_in_words.finding_id = place_lists.finding_id
)

select * from final
