{{ config(materialized='table') }}

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

compared as (
    select
        pairs.document_id,
        pairs.text_id,
        bool_or(
            {{ contradicts('of_scan', 'of_text') }}
            or are_numbered_apart(of_scan.named, of_text.named)
        ) as is_of_another
    from pairs
    inner join headings as of_scan on pairs.document_id = of_scan.document_id
    inner join headings as of_text
        on pairs.text_id = of_text.document_id and of_scan.report_no = of_text.report_no
    group by pairs.document_id, pairs.text_id
),

scanned as (
    select
        pairs.document_id,
        arg_max(pairs.content_fingerprint, pairs.rank) as content_fingerprint
    from pairs
    left join compared on pairs.document_id = compared.document_id and pairs.text_id = compared.text_id
    where not coalesce(compared.is_of_another, false)
    group by pairs.document_id
),

matched as (
    select
        documents.* replace (
            masked(documents.source_path) as source_path,
            coalesce(scanned.content_fingerprint, documents.content_fingerprint) as content_fingerprint
        )
    from documents
    left join scanned on documents.document_id = scanned.document_id
),

places as (
    select
        document_id,
        county_id,
        department_name,
        fiscal_year,
        nullif(report_kind, 'other') as report_kind
    from headings
    where report_no = 0
),

-- Where the text names no place, folders do: one text in two counties is two reports. What is known of one
-- rendition holds for those of which it is not known.
final as (
    select
        matched.*,
        case
            when matched.content_fingerprint is null then matched.document_id
            else {{ surrogate_key([
                'matched.content_fingerprint',
                'coalesce(places.county_id, max(places.county_id) over renditions)',
                'coalesce(places.department_name, max(places.department_name) over renditions)',
                'coalesce(places.fiscal_year, max(places.fiscal_year) over renditions)',
                'coalesce(places.report_kind, max(places.report_kind) over renditions)',
            ]) }}
        end as content_key
    from matched
    left join places on matched.document_id = places.document_id
    window renditions as (partition by matched.content_fingerprint)
)

select * from final
