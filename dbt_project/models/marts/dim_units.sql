with figures as (
    select * from {{ ref('fct_figures') }}
),

total_words as (
    select * from {{ ref('total_words') }}
),

measures as (
    select * from {{ ref('measures') }}
),

scopes as (
    select distinct
        department_id,
        county_id,
        scope_name as unit_name
    from figures
    where figure_kind = 'finance' and scope_name not in ('', '部门整体支出')
),

-- The scope of an amount may also be a fund (一般公共预算财政拨款): funds are measures, not units.
measure_words as (
    select {{ plain("unnest(string_split(concat_ws('|', measure_name, synonyms), '|'))") }} as word
    from measures
),

final as (
    select
        {{ surrogate_key(['coalesce(department_id, county_id)', 'unit_name']) }} as unit_id,
        department_id,
        county_id,
        unit_name
    from scopes
    where
        {{ plain('unit_name') }} not in (select measure_words.word from measure_words)
        and not exists (
            select 1 from total_words
            where contains(scopes.unit_name, total_words.word)
        )
)

select * from final
