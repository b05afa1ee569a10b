{# Where more or fewer figures belong into a fact than its rows account for, both counts by report. #}
{% test counts_every_figure(model, figures, counted) %}
    with expected as (
        select
            report_id,
            count(*) as figure_count
        from {{ ref('fct_figures') }}
        where {{ figures }}
        group by report_id
    ),

    found as (
        select
            report_id,
            sum({{ counted }}) as figure_count
        from {{ model }}
        group by report_id
    )

    select
        coalesce(expected.report_id, found.report_id) as report_id,
        expected.figure_count as expected_count,
        found.figure_count as found_count
    from expected
    full join found on expected.report_id = found.report_id
    where coalesce(expected.figure_count, 0) <> coalesce(found.figure_count, 0)
{% endtest %}
