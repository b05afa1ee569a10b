{# Whether two headings are of different reports: county, department, year or kind are known of both and differ. #}
{% macro contradicts(one, other) -%}
    (
        coalesce({{ one }}.county_id <> {{ other }}.county_id, false)
        or coalesce({{ one }}.department_name <> {{ other }}.department_name, false)
        or coalesce({{ one }}.fiscal_year <> {{ other }}.fiscal_year, false)
        or coalesce(nullif({{ one }}.report_kind, 'other') <> nullif({{ other }}.report_kind, 'other'), false)
    )
{%- endmacro %}
