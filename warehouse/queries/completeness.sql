-- title: 报送完整性
-- description: 报送过报告的每个县缺哪些：报过的部门在别人报过的年度没有报（写明部门），以及别的县有、本县从没报过的部门职能（部门一列空着）。
-- parameter year integer: 年度；不填为全部
with sent as (
    select distinct
        reports.county_id,
        reports.department_id,
        departments.canonical_name,
        departments.function_name,
        reports.fiscal_year
    from marts.dim_reports as reports
    inner join marts.dim_departments as departments on reports.department_id = departments.department_id
    where reports.is_primary and reports.county_id is not null and reports.fiscal_year is not null
),

years as (
    select distinct fiscal_year from sent
),

known_departments as (
    select distinct
        county_id,
        department_id,
        canonical_name,
        function_name
    from sent
),

functions as (
    select
        function_name,
        count(distinct county_id) as county_count
    from sent
    where function_name is not null
    group by function_name
),

known_counties as (
    select distinct county_id from sent
),

missing as (
    select
        known_departments.county_id,
        known_departments.function_name,
        known_departments.canonical_name,
        years.fiscal_year
    from known_departments
    cross join years
    left join sent
        on known_departments.department_id = sent.department_id and years.fiscal_year = sent.fiscal_year
    where sent.department_id is null
    union all
    select
        known_counties.county_id,
        functions.function_name,
        null as canonical_name,
        years.fiscal_year
    from known_counties
    cross join functions
    cross join years
    left join known_departments
        on
            known_counties.county_id = known_departments.county_id
            and functions.function_name = known_departments.function_name
    where known_departments.county_id is null
)

select
    counties.province_name as "省",
    counties.county_name as "县",
    missing.function_name as "部门职能",
    missing.canonical_name as "部门",
    missing.fiscal_year as "缺少年度",
    coalesce(functions.county_count, 1) as "报过该职能的县数"
from missing
inner join marts.dim_counties as counties on missing.county_id = counties.county_id
left join functions on missing.function_name = functions.function_name
where cast($year as integer) is null or missing.fiscal_year = $year
order by 6 desc, 1, 2, 3, 4, 5
