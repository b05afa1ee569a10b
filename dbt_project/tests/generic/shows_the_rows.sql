{# Where a view has more or fewer rows than what it shows, or other sums; `amounts` names columns of both, its own first. #}
{% test shows_the_rows(model, mart, rows, amounts) %}
    with expected as (
        select
            count(*) as row_count
            {%- for amount in amounts.values() %},
            sum({{ amount }}) as amount_{{ loop.index }}
            {%- endfor %}
        from {{ mart }}
        where {{ rows }}
    ),

    shown as (
        select
            count(*) as row_count
            {%- for amount in amounts.keys() %},
            sum("{{ amount }}") as amount_{{ loop.index }}
            {%- endfor %}
        from {{ model }}
    )

    select * from expected
    except
    select * from shown
{% endtest %}
