with figures as (
    select * from {{ ref('fct_figures') }}
),

county_reports as (
    select report_id from {{ ref('dim_reports') }}
    where is_of_county
),

-- The scope of an amount may also be a row that adds up units, a fund (一般公共预算财政拨款) or a level of the county
-- (县本级): those are none.
scopes as (
    select distinct
        department_id,
        county_id,
        scope_name as unit_name
    from figures
    where
        report_id not in (select county_reports.report_id from county_reports)
        and figure_kind = 'finance'
        and scope_kind = 'named'
        and scope_name <> '部门整体支出'
),

final as (
    select
        {{ surrogate_key(['coalesce(department_id, county_id)', 'unit_name']) }} as unit_id,
        department_id,
        county_id,
        unit_name
    from scopes
)

select * from final
