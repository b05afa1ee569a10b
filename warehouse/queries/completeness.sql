-- title: 报送完整性
-- description: 报送过报告的每个县，应有而没有的部门职能和年度：别的县报过、本县其他年度报过或本年度别的部门报过，而这里缺。
-- parameter year integer: 年度；不填为全部
with sent as (
    select distinct
        reports.county_id,
        departments.function_name,
        reports.fiscal_year
    from marts.dim_reports as reports
    inner join marts.dim_departments as departments on reports.department_id = departments.department_id
    where
        reports.is_primary
        and reports.county_id is not null
        and reports.fiscal_year is not null
        and departments.function_name is not null
),

counties as (
    select distinct county_id from sent
),

functions as (
    select
        function_name,
        count(distinct county_id) as county_count
    from sent
    group by function_name
),

years as (
    select distinct fiscal_year from sent
),

missing as (
    select
        counties.county_id,
        functions.function_name,
        functions.county_count,
        years.fiscal_year
    from counties
    cross join functions
    cross join years
    left join sent
        on
            counties.county_id = sent.county_id
            and functions.function_name = sent.function_name
            and years.fiscal_year = sent.fiscal_year
    where sent.county_id is null
)

select
    dim_counties.province_name as "省",
    dim_counties.county_name as "县",
    missing.function_name as "部门职能",
    missing.fiscal_year as "缺少年度",
    missing.county_count as "报过该职能的县数"
from missing
inner join marts.dim_counties as dim_counties on missing.county_id = dim_counties.county_id
where cast($year as integer) is null or missing.fiscal_year = $year
order by 5 desc, 1, 2, 3, 4
