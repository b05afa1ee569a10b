{{ config(materialized='table') }}

{%- set fact = ['measure_code', 'measure_name', 'unit', 'period_year', 'basis'] %}

with rules as (
    select
        *,
        regexp_extract_all(coalesce(left_terms, ''), '[a-z_]+') as measure_codes
    from {{ ref('rules') }}
    where is_active and scope_relation = 'documents'
),

measures as (
    select * from {{ ref('measures') }}
),

report_kinds as (
    select * from {{ ref('report_kinds') }}
),

total_words as (
    select string_agg(word, '|') as pattern from {{ ref('total_words') }}
),

bases as (
    select * from {{ ref('dim_bases') }}
),

counted_units as (
    select unit from {{ ref('units') }}
    where family in ('count', 'points_scored') and factor = 1
),

measure_words as (
    select
        measure_code,
        {{ plain("unnest(string_split(concat_ws('|', measure_name, synonyms), '|'))") }} as word
    from measures
),

figures as (
    select * from {{ ref('fct_figures') }}
    where is_primary
),

-- A bureau's own accounts are not those of the department with all its units.
reports as (
    select
        *,
        regexp_matches(
            concat(title, printed_department_name), '{{ var("own_level_words") | join("|") }}'
        ) as is_own_level
    from {{ ref('dim_reports') }}
    where
        is_primary
        and report_kind in (
            'department_evaluation', 'department_accounts', 'department_budget', 'three_public'
        )
),

pairs as (
    select
        rules.*,
        own.report_id,
        own.document_id,
        own.report_no,
        other.report_id as other_report_id,
        other.fiscal_year as other_year,
        other.report_kind as other_kind
    from rules
    cross join reports as own
    inner join reports as other
        on
            own.department_id = other.department_id
            and own.is_own_level = other.is_own_level
            and case rules.rule_code
                when 'X02'
                    then
                        own.report_kind = other.report_kind
                        and own.fiscal_year = other.fiscal_year + 1
                when 'X06'
                    then
                        own.report_kind = 'department_evaluation'
                        and other.report_kind = 'department_accounts'
                        and own.fiscal_year = other.fiscal_year
            end
),

asked as (
    select report_id from pairs
    union
    select other_report_id from pairs
),

-- As fine as the finest number of the same table or sentence and unit; a count is exact.
measured as (
    select
        figures.*,
        coalesce(figures.table_no is not null and figures.figure_kind <> 'prose', false) as is_in_table,
        case
            when figures.unit in (select counted_units.unit from counted_units) and figures.step <= 1 then 0
            when
                figures.hedge <> ''
                and (figures.value_low, figures.value_high) <> (figures.value, figures.value)
                then 0
            else
                min(figures.step) over (
                    partition by
                        figures.report_id,
                        case
                            when is_in_table then concat_ws('/', 'table', figures.table_no)
                            else concat_ws(
                                '/', figures.block_no, figures.row_no, figures.column_no, figures.quote
                            )
                        end,
                        figures.unit,
                        figures.printed_unit
                )
        end * 0.5 as half_unit
    from figures
    inner join asked on figures.report_id = asked.report_id
    where figures.figure_kind <> 'percentage'
),

-- What is said of the department as a whole. A sentence that calls it anything but the measure's own name may
-- speak of a part of it, and so does a cell below what only the treasury paid; 不超过 and 以上 state no value.
stated as (
    select
        measured.*,
        coalesce(measured.value_low, measured.value) - measured.half_unit as low,
        coalesce(measured.value_high, measured.value) + measured.half_unit as high
    from measured
    inner join measures on measured.measure_code = measures.measure_code
    where
        measured.figure_kind in ('finance', 'staffing', 'prose')
        and measures.statement in (
            'staffing', 'income', 'expenditure', 'balance', 'three_public', 'assets', 'procurement'
        )
        and measured.item_code = ''
        and measured.item_name = ''
        and measured.value is not null
        and measured.period_year is not null
        and measured.basis not in ('', 'budget')
        and (measured.hedge = '' or (measured.value_low is not null and measured.value_high is not null))
        and (
            measured.scope_name = ''
            or regexp_matches(measured.scope_name, (select total_words.pattern from total_words))
        )
        and (
            starts_with(measures.measure_code, 'income_')
            or not regexp_matches(measured.label, '{{ var("treasury_words") | join("|") }}')
        )
        -- 一般公共预算财政拨款三公经费5万元，其中公务接待费2万元: the parts are the treasury's too.
        and (
            measures.statement <> 'three_public'
            or measured.is_in_table
            or not regexp_matches(measured.quote, '{{ var("treasury_words") | join("|") }}')
        )
        and (
            measured.is_in_table
            or (measured.measure_code, {{ plain("list_extract(string_split(measured.label, ' / '), -1)") }})
            in (select (measure_words.measure_code, measure_words.word) from measure_words)
        )
),

-- The number that speaks for all that a report says of one thing, and whether all of them can be the same.
spoken_for as (
    select
        report_id,
        {{ fact | join(', ') }},
        arg_min(
            figure_id, (not is_in_table, high - low, block_no, row_no, column_no, char_start)
        ) as figure_id,
        max(low) <= min(high) as is_one
    from stated
    group by report_id, {{ fact | join(', ') }}
),

summed_up as (
    select
        spoken_for.*,
        stated.is_in_table,
        stated.value,
        stated.low,
        stated.high
    from spoken_for
    inner join stated on spoken_for.figure_id = stated.figure_id
),

others_spoken_for as (
    select
        pairs.rule_code,
        pairs.report_id,
        summed_up.measure_code,
        summed_up.unit,
        summed_up.period_year,
        summed_up.basis,
        arg_min(summed_up.figure_id, (not summed_up.is_in_table, summed_up.report_id)) as figure_id,
        bool_and(summed_up.is_one) and max(summed_up.low) <= min(summed_up.high) as is_one
    from pairs
    inner join summed_up
        on pairs.other_report_id = summed_up.report_id and pairs.other_year = summed_up.period_year
    group by all
),

asked_once as (
    select distinct * exclude (other_report_id) from pairs
),

matched as (
    select
        asked_once.*,
        own.{{ fact | join(', own.') }},
        own.figure_id,
        other.figure_id as other_figure_id,
        other.report_id as other_report_id,
        own.is_one as is_own_one,
        others_spoken_for.is_one as is_other_one,
        cast(round(own.value, 4) as decimal(28, 8)) as left_side,
        cast(round(other.value, 4) as decimal(28, 8)) as right_side,
        cast(ceil(10000 * case
            when other.value >= own.value then (own.high - own.value) + (other.value - other.low)
            else (own.value - own.low) + (other.high - other.value)
        end) * 0.0001 as decimal(28, 8)) as allowed
    from asked_once
    inner join summed_up as own on asked_once.report_id = own.report_id
    inner join others_spoken_for
        on
            asked_once.rule_code = others_spoken_for.rule_code
            and asked_once.report_id = others_spoken_for.report_id
            and own.measure_code = others_spoken_for.measure_code
            and own.unit = others_spoken_for.unit
            and own.period_year = others_spoken_for.period_year
            and own.basis = others_spoken_for.basis
    inner join summed_up as other on others_spoken_for.figure_id = other.figure_id
    where asked_once.measure_codes = [] or list_contains(asked_once.measure_codes, own.measure_code)
),

-- Some count what was carried over among income and expenditure, some do not: that is no error.
carry_overs as (
    select
        report_id,
        unit,
        period_year,
        basis,
        case measure_code when 'carry_in' then 'income_total' else 'expenditure_total' end as measure_code,
        low,
        high
    from summed_up
    where measure_code in ('carry_in', 'carry_out') and value <> 0
),

carried as (
    select distinct
        matched.rule_code,
        matched.figure_id
    from matched
    inner join carry_overs
        on
            carry_overs.report_id in (matched.report_id, matched.other_report_id)
            and matched.measure_code = carry_overs.measure_code
            and matched.unit = carry_overs.unit
            and matched.period_year = carry_overs.period_year
            and matched.basis = carry_overs.basis
            and abs(matched.left_side - matched.right_side) between carry_overs.low - matched.allowed
            and carry_overs.high + matched.allowed
    where abs(matched.left_side - matched.right_side) > matched.allowed
),

reasoned as (
    select
        matched.*,
        concat(matched.period_year, '年', matched.measure_name, '（', bases.basis_name, '）') as subject,
        concat(matched.other_year, '年', report_kinds.report_kind_name) as other_name,
        abs(matched.left_side - matched.right_side) as gap,
        case
            when not matched.is_own_one then '本报告中有多个不同数值'
            when not matched.is_other_one
                then concat(matched.other_year, '年', report_kinds.report_kind_name, '中有多个不同数值')
            when carried.figure_id is not null then '两处相差正是结转数，一处含结转，一处不含，口径不同'
            else ''
        end as doubt
    from matched
    left join report_kinds on matched.other_kind = report_kinds.report_kind
    left join bases on matched.basis = bases.basis
    left join carried on matched.rule_code = carried.rule_code and matched.figure_id = carried.figure_id
),

decided as (
    select
        *,
        case
            when doubt <> '' then 'not_applicable'
            when gap <= allowed then 'pass'
            else 'fail'
        end as verdict,
        case when unit = '元' then 0.0001 else 1 end as scale,
        concat('（', case when unit = '元' then '万元' else unit end, '）；') as told_unit
    from reasoned
),

worded as (
    select
        *,
        case verdict
            when 'not_applicable' then concat(subject, '：', doubt)
            when 'pass'
                then concat(
                    subject, ' ', {{ told('left_side * scale') }}, ' = ', other_name, '所印 ',
                    {{ told('right_side * scale') }}, told_unit,
                    case
                        when gap > 0
                            then concat(
                                '相差 ', {{ told('gap * scale') }}, '，在四舍五入允许的 ', {{ told('allowed * scale') }},
                                ' 以内，'
                            )
                        else ''
                    end,
                    '相符'
                )
            else concat(
                subject, ' ', {{ told('left_side * scale') }}, ' ≠ ', other_name, '所印 ',
                {{ told('right_side * scale') }}, told_unit, '左边 ', {{ told('left_side * scale') }}, '，右边 ',
                {{ told('right_side * scale') }}, '，相差 ', {{ told('gap * scale') }},
                case
                    when allowed > 0 then concat('，超过四舍五入允许的 ', {{ told('allowed * scale') }})
                    else ''
                end
            )
        end as told
    from decided
),

final as (
    select
        worded.document_id,
        row_number() over (
            partition by worded.document_id
            order by worded.rule_code, own.block_no, own.row_no, own.column_no, own.char_start
        ) as comparison_no,
        worded.report_no,
        worded.rule_code,
        '' as scope_name,
        worded.period_year,
        worded.basis,
        case when worded.doubt = '' then worded.left_side end as left_value,
        case when worded.doubt = '' then worded.right_side end as right_value,
        case when worded.doubt = '' then worded.allowed else 0 end as slack,
        case when worded.doubt = '' then worded.unit else '' end as unit,
        worded.relation,
        worded.verdict as status,
        case when worded.verdict = 'pass' and worded.gap > 0 then 'info' else worded.severity end as severity,
        case when worded.doubt = '' then '' else worded.told end as reason,
        worded.told as explanation,
        case
            when worded.verdict = 'fail'
                then concat_ws(
                    '；',
                    -- Written in Python (flows.night.model_functions): findings of one document have it too.
                    nullif(slip(worded.left_side, worded.right_side, own.step, own.printed), ''),
                    worded.how_to_fix
                )
            else ''
        end as suggestion,
        cast(to_json([
            {{ told_term('own', 1, 'worded.document_id') }},
            {{ told_term('other', -1, 'worded.document_id') }}
        ]) as varchar) as terms,
        own.block_no,
        own.table_no,
        own.row_no,
        own.column_no,
        own.char_start,
        own.char_end,
        own.page_no,
        worded.report_id
    from worded
    inner join stated as own on worded.figure_id = own.figure_id
    inner join stated as other on worded.other_figure_id = other.figure_id
)

select * from final
