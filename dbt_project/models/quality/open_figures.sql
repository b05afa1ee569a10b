with figures as (
    select * from {{ ref('fct_figures') }}
),

comparisons as (
    select * from {{ ref('comparisons') }}
),

terms as (
    select * from {{ ref('comparison_terms') }}
    where figure_id is not null
),

reasons as (
    select * from {{ ref('open_reasons') }}
),

-- Python says whether words are a total; each wording is asked about once.
wordings as (
    select scope_name as wording from figures
    union
    select row_head as wording from figures
    union
    select label as wording from figures
),

totals as (
    select wording from wordings
    where wording <> '' and is_total_name(wording)
),

worded as (
    select
        figures.*,
        if(figures.unit = '%', 'percentage', 'total') as matter
    from figures
    where
        figures.unit = '%'
        or figures.scope_name in (select totals.wording from totals)
        or figures.row_head in (select totals.wording from totals)
        or figures.label in (select totals.wording from totals)
),

decided as (
    select distinct terms.figure_id
    from terms
    inner join comparisons on terms.comparison_id = comparisons.comparison_id
    where comparisons.status <> 'not_applicable'
),

left_open as (
    select
        terms.figure_id,
        min(terms.comparison_id) as comparison_id,
        arg_min(comparisons.reason, terms.comparison_id) as reason
    from terms
    inner join comparisons on terms.comparison_id = comparisons.comparison_id
    where comparisons.status = 'not_applicable'
    group by terms.figure_id
),

stated as (
    select
        figure_id,
        min(relation_id) as relation_id
    from {{ ref('fct_relation_terms') }}
    group by figure_id
),

opened as (
    select
        worded.*,
        left_open.comparison_id,
        left_open.reason as reason_of_comparison,
        stated.relation_id,
        case
            when left_open.comparison_id is not null then 'left_open'
            when stated.relation_id is not null then 'unsure'
            else 'unstated'
        end as reason_code
    from worded
    left join left_open on worded.figure_id = left_open.figure_id
    left join stated on worded.figure_id = stated.figure_id
    where worded.figure_id not in (select decided.figure_id from decided)
),

final as (
    select
        opened.figure_id,
        opened.report_id,
        opened.document_id,
        opened.source_path,
        opened.is_primary,
        opened.matter,
        opened.label,
        opened.printed,
        opened.printed_unit,
        opened.place_in_words,
        opened.reason_code,
        coalesce(opened.reason_of_comparison, reasons.reason_name) as reason,
        opened.comparison_id,
        opened.relation_id
    from opened
    left join reasons on opened.reason_code = reasons.reason_code and opened.matter = reasons.matter
)

select * from final
