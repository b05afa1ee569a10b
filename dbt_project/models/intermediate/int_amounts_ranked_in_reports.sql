with figures as (
    select * from {{ ref('fct_figures') }}
    where {{ is_of_changed_document() }}
),

measures as (
    select * from {{ ref('dim_measures') }}
),

reports as (
    select * from {{ ref('dim_reports') }}
),

-- What is of another number (its growth, its share) is no amount of the matter; what a sentence tells of a
-- project, a voucher or points is none of the department.
amounts as (
    select
        figures.*,
        measures.statement,
        reports.is_of_county,
        figures.figure_kind = 'prose' as is_of_sentence
    from figures
    inner join measures on figures.measure_code = measures.measure_code
    inner join reports on figures.report_id = reports.report_id
    where
        figures.figure_kind in ('finance', 'staffing', 'prose')
        and figures.figure_role in ('amount', 'count')
        and figures.of_figure_id is null
        and figures.item_code = ''
        and figures.item_name = ''
        and figures.value is not null
        and (
            figures.figure_kind <> 'prose'
            or measures.statement not in ('project', 'voucher', 'evaluation')
        )
),

counted as (
    select
        *,
        count(*) filter (where is_of_sentence) over (
            partition by report_id, scope_name, measure_code, period_year, basis, value
        ) as told_count
    from amounts
),

-- A table states more exactly than a sentence that repeats it, and the first table is the form itself.
-- Of sentences that differ the more exact speaks first, then what most of them tell, then the greatest:
-- a part is often told by the name of the whole alone.
ranked as (
    select
        *,
        row_number() over (
            partition by report_id
            order by
                is_of_sentence asc,
                is_of_sentence and hedge <> '' asc,
                case when is_of_sentence then step end asc,
                case when is_of_sentence then told_count end desc,
                case when is_of_sentence then value end desc,
                table_no is null asc,
                block_no asc,
                table_no asc,
                row_no asc,
                column_no asc,
                char_start asc
        ) as telling_rank
    from counted
),

final as (
    select
        figure_id,
        report_id,
        document_id,
        county_id,
        department_id,
        fiscal_year,
        is_primary,
        is_of_county,
        figure_kind,
        is_of_sentence,
        scope_name,
        scope_kind,
        measure_code,
        measure_name,
        statement,
        period_year,
        basis,
        value,
        unit,
        telling_rank,
        row_number() over (
            partition by report_id, scope_name, measure_code, period_year, basis, unit
            order by telling_rank
        ) as grain_rank,
        count(*) over (
            partition by report_id, scope_name, measure_code, period_year, basis, unit
        ) as grain_count
    from ranked
)

select * from final
