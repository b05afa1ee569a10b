with reports as (
    select * from {{ ref('dim_reports') }}
),

headings as (
    select * from {{ ref('int_headings_conformed_to_departments') }}
),

functions as (
    select * from {{ ref('department_functions') }}
),

-- The newest code that was printed: codes are local and may be given anew every year.
departments as (
    select
        department_id,
        any_value(county_id) as county_id,
        arg_max(
            printed_department_name, (length(printed_department_name), printed_department_name)
        ) as department_name,
        any_value(department_name) as canonical_name,
        arg_max(budget_code, (fiscal_year, budget_code)) as budget_code
    from reports
    where department_id is not null
    group by department_id
),

matched as (
    select distinct
        headings.department_id,
        functions.function_code,
        functions.function_name
    from headings
    inner join functions on headings.function_code = functions.function_code
),

-- The first word of a function is the bureau itself; offices merged into it and centres below it report too.
bureaus as (
    select
        departments.department_id,
        departments.county_id,
        functions.function_code
    from departments
    inner join functions on departments.canonical_name = split_part(functions.words, '|', 1)
),

final as (
    select
        departments.department_id,
        departments.county_id,
        departments.department_name,
        departments.canonical_name,
        matched.function_code,
        matched.function_name,
        nullif(bureaus.department_id, departments.department_id) as parent_department_id,
        departments.budget_code
    from departments
    left join matched on departments.department_id = matched.department_id
    left join bureaus
        on departments.county_id = bureaus.county_id and matched.function_code = bureaus.function_code
)

select * from final
