with source as (
    select {{ all_masked([
            'scope_name', 'reason', 'explanation', 'suggestion', 'subject', 'left_name', 'right_name',
            'place_in_words', 'sheet', 'row_head',
            'column_head'
        ]) }}
    from {{ source('reports', 'comparisons') }}
),

final as (
    select
        document_id,
        comparison_no,
        report_no,
        rule_code,
        scope_name,
        period_year,
        basis,
        coalesce(left_name, '') as left_name,
        coalesce(right_name, '') as right_name,
        left_value,
        right_value,
        slack,
        unit,
        relation,
        status,
        severity,
        reason,
        explanation,
        suggestion,
        block_no,
        table_no,
        row_no,
        column_no,
        char_start,
        char_end,
        page_no,
        sheet,
        cell_address,
        cell_no,
        row_head,
        column_head,
        place_in_words,
        relation_no,
        cause_no,
        coalesce(subject, '') as subject,
        {{ surrogate_key(['document_id', 'report_no']) }} as report_id
    from source
)

select * from final
