-- A scan beside its text is a rendition where every figure was recognised alike, though letters were misread.
with documents as (
    select * from {{ ref('stg_reports__documents') }}
),

headings as (
    select * from {{ ref('int_headings_conformed_to_departments') }}
),

pairs as (
    select
        scans.document_id,
        texts.document_id as text_id,
        texts.content_fingerprint,
        (texts.is_present, texts.first_night_no, texts.document_id) as rank
    from documents as scans
    inner join documents as texts on scans.figures_fingerprint = texts.figures_fingerprint
    where scans.is_recognised and not texts.is_recognised
),

of_others as (
    select
        pairs.document_id,
        pairs.text_id
    from pairs
    inner join headings as of_scan on pairs.document_id = of_scan.document_id
    inner join headings as of_text
        on pairs.text_id = of_text.document_id and of_scan.report_no = of_text.report_no
    group by pairs.document_id, pairs.text_id
    having bool_or({{ contradicts('of_scan', 'of_text') }})
),

scanned as (
    select
        pairs.document_id,
        arg_max(pairs.content_fingerprint, pairs.rank) as content_fingerprint
    from pairs
    anti join of_others on pairs.document_id = of_others.document_id and pairs.text_id = of_others.text_id
    group by pairs.document_id
),

final as (
    select
        documents.* replace (
            coalesce(scanned.content_fingerprint, documents.content_fingerprint) as content_fingerprint
        )
    from documents
    left join scanned on documents.document_id = scanned.document_id
)

select * from final
