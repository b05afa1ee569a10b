with headings as (
    select * from {{ ref('stg_reports__headings') }}
),

final as (
    select
        * exclude (department_name, conformed_name),
        department_name as printed_department_name,
        conformed_name as department_name,
        case
            when conformed_name is not null then {{ surrogate_key(['county_id', 'conformed_name']) }}
        end as department_id
    from headings
)

select * from final
