"""The queries behind the quality report, against the contract columns of a built warehouse."""

# A rendition repeats its document in another format, an older version is superseded: neither is listed again.
SHOWN = """
    with current_documents as (
        select * from marts.dim_documents where is_current
    ), shown as (
        select * from current_documents
        where rendition_of is null or rendition_of not in (select document_id from current_documents)
    )
"""

REPORTS = (
    SHOWN
    + """
    select
        reports.report_id, reports.document_id, shown.source_path, shown.format, reports.report_kind,
        coalesce(reports.county_id, '') as county_id, coalesce(reports.department_id, '') as department_id,
        reports.fiscal_year, reports.score, coalesce(reports.grade, '') as grade
    from marts.dim_reports as reports
    join shown using (document_id)
    order by reports.fiscal_year desc nulls last, shown.source_path, reports.report_id
"""
)

# A finding that another one leads is told with it; where that one is accepted as right, it is told itself.
STANDS = """(
    findings.cause_id is null
    or findings.cause_id in (select waived.finding_id from quality.findings as waived where waived.lifecycle = 'waived')
)"""

FINDINGS = (
    SHOWN
    + """
    select
        findings.*, coalesce(comparisons.relation, '') as relation,
        coalesce(consequences.times, 0) as consequences,
        coalesce(waivers.reason, '') as waived_because, coalesce(waivers.correct_value, '') as correct_value
    from quality.findings as findings
    left join quality.comparisons as comparisons using (finding_id)
    left join quality.waivers as waivers on findings.waiver_id = waivers.waiver_id
    left join (
        select cause_id, count(*) as times from quality.findings where cause_id is not null group by cause_id
    ) as consequences on findings.finding_id = consequences.cause_id
    where findings.status = 'fail' and """
    + STANDS
    + """
        and (findings.document_id is null or findings.document_id in (select document_id from shown))
    order by
        case findings.severity when 'error' then 0 when 'warn' then 1 else 2 end,
        findings.rule_code, findings.scope_name, findings.finding_id
"""
)

OTHER_CHECKS = (
    SHOWN
    + """
    select
        report_id, document_id, coalesce(county_id, '') as county_id,
        coalesce(department_id, '') as department_id, rule_code, rule_name, status, severity,
        coalesce(lifecycle, '') as lifecycle,
        case status when 'not_applicable' then coalesce(explanation, '') else '' end as reason,
        count(*) as times
    from quality.findings
    where status <> 'fail' and (document_id is null or document_id in (select document_id from shown))
    group by all
    order by all
"""
)

COUNTIES = """
    select distinct on (county_id) county_id, county_name, city_name, province_name
    from marts.dim_counties
    order by county_id, valid_from desc nulls last
"""

DEPARTMENTS = """
    select department_id, department_name, coalesce(budget_code, '') as budget_code
    from marts.dim_departments
"""

RENDITIONS = """
    select rendition_of, source_path from marts.dim_documents
    where is_current and rendition_of is not null
    order by all
"""

TOKENS = (
    SHOWN
    + """
    select
        document_id, coalesce(ignored_reason, '') as ignored_reason, count(figure_id) as figures,
        count(*) filter (where figure_id is null and coalesce(ignored_reason, '') <> '') as ignored,
        count(*) filter (where figure_id is null and coalesce(ignored_reason, '') = '') as unexplained
    from marts.fct_number_ledger
    where document_id in (select document_id from shown)
    group by all
    order by all
"""
)

RULE_KINDS = (
    SHOWN
    + """
    select rule_kind, count(*) as times
    from marts.fct_indicator_scores
    where rule_kind is not null and document_id in (select document_id from shown)
    group by rule_kind
    order by times desc, rule_kind
"""
)

UNPARSED_RULES = (
    SHOWN
    + """
    select
        scores.rule_text as text, scores.weight, count(*) as times,
        first(scores.label order by shown.source_path, scores.indicator_score_id) as label,
        first(shown.source_path order by shown.source_path, scores.indicator_score_id) as source_path,
        first(
            struct_pack(
                block_no := figures.block_no, table_no := figures.table_no, row_no := figures.row_no,
                page_no := figures.page_no, sheet := figures.sheet, cell_address := figures.cell_address,
                row_head := figures.row_head
            )
            order by shown.source_path, scores.indicator_score_id
        ) as spot
    from marts.fct_indicator_scores as scores
    join shown using (document_id)
    left join marts.fct_figures as figures
        on figures.figure_id = coalesce(scores.weight_figure_id, scores.score_figure_id)
    where scores.rule_kind = 'unparsed'
    group by scores.rule_text, scores.weight
    order by times desc, text, scores.weight
"""
)

NIGHT = """
    select run_id, started_at, ended_at
    from quality.runs
    order by night_no desc, run_id desc
    limit 1
"""

UNREAD = """
    select coalesce(source_path, '') as source_path, stage, coalesce(reason, '') as reason
    from quality.outcomes
    where not is_ok and run_id = $run_id and (stage = $content) = $is_content
    order by all
"""

WAIVERS = """
    select
        line_no, coalesce(rule_code, '') as rule_code,
        coalesce(source_path, document_id, finding_id, figure_id) as subject,
        coalesce(correct_value, '') as correct_value, reason, approved_by, expires_on, is_expired, finding_count
    from quality.waivers
    order by line_no
"""

REPEATED = """
    select
        source_path, relation, coalesce(decided_by, '') as decided_by, is_open,
        coalesce(counted_path, '') as counted_path, coalesce(department_name, '') as department_name, fiscal_year,
        coalesce(report_kind, '') as report_kind
    from quality.repeated_files
    order by not is_open, relation <> 'version', counted_path, source_path, document_id
"""
