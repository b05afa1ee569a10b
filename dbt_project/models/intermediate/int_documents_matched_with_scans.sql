{{ config(materialized='table') }}

-- A scan beside its text is a rendition where every figure was recognised alike, though letters were misread.
with documents as (
    select * from {{ ref('stg_reports__documents') }}
),

headings as (
    select * from {{ ref('int_headings_conformed_to_departments') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

choices as (
    select * from {{ ref('stg_reports__choices') }}
),

substances as (
    select * from {{ ref('substances') }}
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
        arg_max(pairs.content_fingerprint, pairs.rank) as content_fingerprint,
        arg_max(pairs.text_id, pairs.rank) as text_id
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
        ),
        coalesce(scanned.text_id, documents.document_id) as text_id
    from documents
    left join scanned on documents.document_id = scanned.document_id
),

-- What a person said of each file, in a row of its own or of the bundle it lies in, the nearer one first.
bundled as (
    select
        document_paths.source_path,
        arg_max(choices.is_counted, length(choices.source_path)) as is_counted
    from document_paths
    inner join choices
        on
            document_paths.source_path like '%!/%'
            and starts_with(document_paths.source_path, choices.source_path || '!/')
    group by document_paths.source_path
),

answers as (
    select
        document_paths.source_path,
        document_paths.document_id,
        document_paths.is_present,
        coalesce(choices.is_counted, bundled.is_counted) as is_counted,
        choices.is_counted as is_own_counted
    from document_paths
    left join choices on document_paths.source_path = choices.source_path
    left join bundled on document_paths.source_path = bundled.source_path
),

-- A document stays while one of its files is not taken out. What stands nowhere any more goes by the paths
-- where it stood.
chosen as (
    select
        answers.document_id,
        case
            when bool_or(answers.is_counted) then 1
            when bool_and(coalesce(not answers.is_counted, false)) then -1
            else 0
        end as choice,
        coalesce(bool_or(answers.is_own_counted), false) as is_chosen
    from answers
    inner join documents on answers.document_id = documents.document_id
    where answers.is_present or not documents.is_present
    group by answers.document_id
),

places as (
    select
        document_id,
        county_id,
        department_name,
        fiscal_year,
        nullif(report_kind, 'other') as report_kind,
        coalesce(named, '') as named
    from headings
    where report_no = 0
),

-- A fingerprint knows no order: what stands behind a label is told apart as it is written.
labelled as (
    select distinct
        matched.content_fingerprint,
        places.named
    from matched
    inner join places on matched.text_id = places.document_id
    where matched.content_fingerprint is not null
),

leaders as (
    select
        one.content_fingerprint,
        one.named,
        arg_max(other.named, (length(other.named), other.named)) as leading_named
    from labelled as one
    inner join labelled as other
        on
            one.content_fingerprint = other.content_fingerprint
            and (
                one.named = other.named
                or (
                    (length(one.named), one.named) < (length(other.named), other.named)
                    and not are_told_apart('', one.named, '', other.named)
                )
            )
    group by one.content_fingerprint, one.named
),

-- Where the text names no place, folders do: one text in two counties is two reports. What is known of one
-- rendition holds for those of which it is not known.
keyed as (
    select
        matched.*,
        -- What is no report counts only where a person says so.
        case
            when chosen.choice <> 0 then chosen.choice
            when not substances.is_report then -1
            else 0
        end as choice,
        not substances.is_report and coalesce(chosen.choice, 0) = 0 as is_no_report,
        coalesce(chosen.is_chosen, false) as is_chosen,
        case
            when matched.content_fingerprint is null then matched.document_id
            else {{ surrogate_key([
                'matched.content_fingerprint',
                'coalesce(places.county_id, max(places.county_id) over renditions)',
                'coalesce(places.department_name, max(places.department_name) over renditions)',
                'coalesce(places.fiscal_year, max(places.fiscal_year) over renditions)',
                'coalesce(places.report_kind, max(places.report_kind) over renditions)',
                'leaders.leading_named',
            ]) }}
        end as rendition_key
    from matched
    left join places on matched.document_id = places.document_id
    left join places as places_of_text on matched.text_id = places_of_text.document_id
    left join leaders
        on
            matched.content_fingerprint = leaders.content_fingerprint
            and places_of_text.named = leaders.named
    left join chosen on matched.document_id = chosen.document_id
    inner join substances on matched.substance = substances.substance
    window renditions as (partition by matched.content_fingerprint)
),

-- A person who lets two renditions count says that they are two reports.
final as (
    select
        * exclude (rendition_key),
        case
            when is_chosen and count(*) filter (where is_chosen) over (partition by rendition_key) > 1
                then {{ surrogate_key(['rendition_key', 'document_id']) }}
            else rendition_key
        end as content_key
    from keyed
)

select * from final
