with waivers as (
    select * from {{ ref('int_waivers_dated') }}
),

findings as (
    select * from {{ ref('findings') }}
),

waived as (
    select
        waiver_id,
        count(*) as finding_count
    from findings
    where waiver_id is not null
    group by waiver_id
),

final as (
    select
        waivers.waiver_id,
        waivers.line_no,
        waivers.finding_id,
        waivers.rule_code,
        waivers.source_path,
        waivers.document_id,
        waivers.figure_id,
        masked(waivers.correct_value) as correct_value,
        waivers.reason,
        waivers.approved_by,
        waivers.expires_on,
        waivers.is_expired,
        coalesce(waived.finding_count, 0) as finding_count
    from waivers
    left join waived on waivers.waiver_id = waived.waiver_id
)

select * from final
