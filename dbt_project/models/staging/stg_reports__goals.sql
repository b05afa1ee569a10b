with source as (
    select
        {{ all_masked([
            'scope_name', 'level1', 'level2', 'label', 'target_text', 'completion_text'
        ]) }}
    from {{ source('reports', 'goals') }}
),

final as (
    select
        document_id,
        goal_no,
        report_no,
        scope_name,
        level1 as level1_name,
        level2 as level2_name,
        label,
        target_text,
        completion_text,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        box::integer[] as box,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
