{{ config(materialized='incremental', pre_hook="{{ forget_changed_documents() }}") }}

with goals as (
    select * from {{ ref('stg_reports__goals') }}
    where {{ is_of_changed_document() }}
),

final as (
    select
        {{ surrogate_key(["'goal'", 'document_id', 'goal_no']) }} as goal_id,
        report_id,
        document_id,
        scope_name,
        level1_name,
        level2_name,
        label,
        target_text,
        completion_text,
        block_no,
        table_no,
        row_no,
        column_no,
        page_no,
        box
    from goals
)

select * from final
