{{ config(materialized='table') }}

with documents as (
    select * from {{ ref('int_documents_matched_with_scans') }}
),

document_paths as (
    select * from {{ ref('stg_reports__document_paths') }}
),

files as (
    select * from {{ ref('stg_reports__files') }}
),

choices as (
    select * from {{ ref('stg_reports__choices') }}
),

-- What stands nowhere any more goes by the paths where it stood.
paths as (
    select
        documents.content_key,
        document_paths.source_path,
        document_paths.is_present,
        case when document_paths.is_present then files.modified_ns end as modified_ns
    from documents
    inner join document_paths on documents.document_id = document_paths.document_id
    left join files on document_paths.source_path = files.source_path
    where document_paths.is_present or not documents.is_present
),

told as (
    select
        paths.content_key,
        paths.is_present,
        paths.modified_ns,
        choices.source_path is not null as is_in_manifest,
        file_version(masked(paths.source_path)) as tells
    from paths
    left join choices on paths.source_path = choices.source_path
),

-- A file lies where it does for its latest name: a copy that is called 终稿 says so of all that hold the same.
named as (
    select
        content_key,
        max(tells) as latest,
        -- What was downloaded anew is the same as where it has no number.
        min(struct_extract(tells, 'copy_no')) as copy_no,
        bool_or(is_in_manifest) as is_in_manifest,
        min(modified_ns) as modified_ns
    from told
    group by content_key
),

chosen as (
    select
        content_key,
        coalesce(max(choice) filter (where is_present), max(choice)) as choice,
        bool_or(is_chosen) as is_chosen,
        bool_or(is_present) as is_present
    from documents
    group by content_key
),

final as (
    select
        chosen.content_key,
        chosen.choice,
        chosen.is_chosen,
        chosen.is_present,
        coalesce(struct_extract(named.latest, 'word_rank'), 0) as word_rank,
        coalesce(struct_extract(named.latest, 'number'), 1) as version_number,
        coalesce(struct_extract(named.latest, 'date_no'), 0) as date_no,
        coalesce(named.copy_no, 0) as copy_no,
        coalesce(struct_extract(named.latest, 'is_original'), true) as is_original,
        coalesce(struct_extract(named.latest, 'stem'), '') as stem,
        coalesce(named.is_in_manifest, false) as is_in_manifest,
        named.modified_ns
    from chosen
    left join named on chosen.content_key = named.content_key
)

select * from final
