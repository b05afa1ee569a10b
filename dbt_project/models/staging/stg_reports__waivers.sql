with source as (
    select {{ all_masked(['source_path', 'reason', 'approved_by']) }}
    from {{ source('reports', 'waivers') }}
),

final as (
    select
        line_no,
        nullif(finding_id, '') as finding_id,
        nullif(rule_code, '') as rule_code,
        nullif(source_path, '') as source_path,
        nullif(document_id, '') as document_id,
        nullif(figure_id, '') as figure_id,
        nullif(correct_value, '') as correct_value,
        reason,
        approved_by,
        expires_on,
        {{ surrogate_key([
            'finding_id', 'rule_code', 'source_path', 'document_id', 'figure_id', 'correct_value', 'reason',
            'approved_by', 'expires_on'
        ]) }} as waiver_id
    from source
    -- The same row written twice is one.
    qualify row_number() over (partition by waiver_id order by line_no) = 1
)

select * from final
