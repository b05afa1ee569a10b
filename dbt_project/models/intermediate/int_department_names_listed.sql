with functions as (
    select * from {{ ref('department_functions') }}
),

full_names as (
    select unnest(string_split(words, '|')) as department_name
    from functions
),

short_entries as (
    select
        unnest(string_split(short_words, '|')) as entry,
        split_part(words, '|', 1) as first_name
    from functions
    where short_words is not null
),

-- An entry is a short name, or a short name = the full name that it stands for.
short_names as (
    select
        split_part(entry, '=', 1) as printed_name,
        coalesce(nullif(split_part(entry, '=', 2), ''), first_name) as department_name
    from short_entries
),

all_names as (
    select
        department_name as printed_name,
        department_name
    from full_names
    union all
    select
        printed_name,
        department_name
    from short_names
),

final as (
    select
        printed_name,
        min(department_name) as department_name
    from all_names
    group by printed_name
)

select * from final
