with indicators as (
    select * from {{ ref('stg_reports__indicators') }}
),

lines as (
    select
        *,
        coalesce(nullif(level3_name, ''), nullif(level2_name, ''), level1_name) as label,
        row_number() over (
            partition by report_id, scope_name
            order by indicator_no
        ) as line_no
    from indicators
),

-- The same lines with the same weights in the same order are the same form, whoever filled it in.
tables as (
    select
        report_id,
        scope_name,
        md5(string_agg(
            concat_ws(chr(31), level1_name, level2_name, label, coalesce(cast(weight as varchar), '')),
            chr(30)
            order by line_no
        )) as fingerprint
    from lines
    group by report_id, scope_name
),

keyed as (
    select
        lines.*,
        tables.fingerprint,
        left(tables.fingerprint, 16) as template_id
    from lines
    inner join tables on lines.report_id = tables.report_id and lines.scope_name = tables.scope_name
),

final as (
    select
        *,
        {{ surrogate_key(['template_id', 'line_no']) }} as definition_id,
        {{ surrogate_key(["'indicator'", 'document_id', 'indicator_no']) }} as indicator_score_id
    from keyed
)

select * from final
