with source as (
    select
        {{ all_masked([
            'scope_name', 'level1', 'level2', 'level3', 'rule_text', 'rule_parsed', 'definition', 'reason', 'target_text', 'completion_text'
        ]) }}
    from {{ source('reports', 'indicators') }}
),

final as (
    select
        document_id,
        indicator_no,
        report_no,
        scope_name,
        level1 as level1_name,
        level2 as level2_name,
        level3 as level3_name,
        nullif(indicator_code, '') as indicator_code,
        weight,
        score,
        weight_figure_no,
        score_figure_no,
        rule_text,
        rule_kind,
        rule_parsed,
        rule_fits_weight,
        definition,
        reason,
        target_text,
        completion_text,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
