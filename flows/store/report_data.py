"""The night's findings as the quality report shows them, read from a built warehouse."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from flows.model.outcomes import CONTENT
from flows.model.overview import (
    Checked,
    County,
    Coverage,
    Department,
    Finding,
    Night,
    RepeatedFile,
    ReportData,
    Rule,
    ScoringRules,
    SkippedCheck,
    UnparsedRule,
    UnreadFile,
    WaiverNote,
)
from flows.model.report import Place
from flows.store import report_queries as queries
from flows.store.places import Spots, read_spots

_Row = dict[str, Any]
_Owner = tuple[str, str, str]

_ACCEPTED = {"gone", "waived"}


def read_report_data(
    database: Path, equations: Mapping[str, str] = MappingProxyType({}), zone: tzinfo = UTC
) -> ReportData:
    """What the quality report shows of the newest night in a built warehouse, opened read-only.

    `equations` gives a rule's equation in words by its code, `zone` is where times are read. Every failed check
    is there once: under its report or, where it belongs to no single report, under its department or county.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        night = _night(connection, zone)
        tokens = _rows(connection, queries.TOKENS)
        findings = _findings(connection)
        others = _rows(connection, queries.OTHER_CHECKS)
        return ReportData(
            night=night,
            counties=_counties(connection, findings, others, tokens),
            unread=_unread(connection, night, is_content=False),
            shortfalls=_unread(connection, night, is_content=True),
            coverage=_coverage(tokens),
            rules=_rules(findings, others, equations),
            scoring_rules=_scoring_rules(connection),
            waivers=tuple(WaiverNote(**row) for row in _rows(connection, queries.WAIVERS)),
            repeated=tuple(RepeatedFile(**row) for row in _rows(connection, queries.REPEATED)),
        )


def _rows(connection: DuckDBPyConnection, query: str, values: Mapping[str, object] | None = None) -> list[_Row]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _unread(connection: DuckDBPyConnection, night: Night, is_content: bool) -> tuple[UnreadFile, ...]:
    values = {"run_id": night.run_id, "content": CONTENT, "is_content": is_content}
    return tuple(UnreadFile(**row) for row in _rows(connection, queries.UNREAD, values))


def _night(connection: DuckDBPyConnection, zone: tzinfo) -> Night:
    for row in _rows(connection, queries.NIGHT):
        started_at, ended_at = (row[name] and row[name].astimezone(zone) for name in ("started_at", "ended_at"))
        return Night(row["run_id"], started_at, ended_at)
    return Night("", None, None)


def _findings(connection: DuckDBPyConnection) -> list[tuple[_Row, Finding]]:
    """The failed checks with their rows, most severe first."""
    rows = _rows(connection, queries.FINDINGS)
    sides = {row["finding_id"]: (row["left_value"], row["right_value"]) for row in rows}
    spots = read_spots(connection, sides)
    result = []
    for row in rows:
        found = spots.get(row["finding_id"], Spots())
        finding = Finding(
            finding_id=row["finding_id"],
            rule_code=row["rule_code"],
            rule_name=row["rule_name"],
            severity=row["severity"],
            lifecycle=row["lifecycle"] or "",
            scope_name=row["scope_name"] or "",
            period_year=row.get("period_year"),
            left_name=row["left_name"] or "",
            right_name=row["right_name"] or "",
            left_value=row["left_value"],
            right_value=row["right_value"],
            difference=row["difference"],
            slack=row["slack"],
            unit=row["unit"] or found.unit,
            relation=row["relation"],
            explanation=row["explanation"] or "",
            suggestion=row["suggestion"] or "",
            spots=found.spots,
            waived_because=row["waived_because"],
            correct_value=row["correct_value"],
            consequences=row["consequences"],
        )
        result.append((row, finding))
    return result


def _counties(
    connection: DuckDBPyConnection,
    findings: Iterable[tuple[_Row, Finding]],
    others: Iterable[_Row],
    tokens: Iterable[_Row],
) -> tuple[County, ...]:
    """Counties by code, departments by name; what could not be placed comes last."""
    reports = {row["report_id"]: row for row in _rows(connection, queries.REPORTS)}
    failed: defaultdict[_Owner, list[Finding]] = defaultdict(list)
    for row, finding in findings:
        failed[_owner(row, reports)].append(finding)
    answered: defaultdict[_Owner, list[_Row]] = defaultdict(list)
    for row in others:
        answered[_owner(row, reports)].append(row)
    renditions: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows(connection, queries.RENDITIONS):
        renditions[row["rendition_of"]].append(row["source_path"])
    unexplained = Counter({row["document_id"]: row["unexplained"] for row in tokens if row["unexplained"]})

    tree: defaultdict[str, defaultdict[str, list[Checked]]] = defaultdict(lambda: defaultdict(list))
    owners = dict.fromkeys([_owner(row, reports) for row in reports.values()] + list(failed) + list(answered))
    for owner in owners:
        county_id, department_id, report_id = owner
        report = reports.get(report_id, {})
        document_id = report.get("document_id", "")
        checked = _checked(
            report, failed[owner], answered[owner], tuple(renditions[document_id]), unexplained[document_id]
        )
        tree[county_id][department_id].append(checked)

    counties = {row["county_id"]: row for row in _rows(connection, queries.COUNTIES)}
    departments = {row["department_id"]: row for row in _rows(connection, queries.DEPARTMENTS)}
    return tuple(
        _county(county_id, counties.get(county_id, {}), tree[county_id], departments)
        for county_id in sorted(tree, key=lambda code: (not code, code))
    )


def _owner(row: _Row, reports: Mapping[str, _Row]) -> _Owner:
    """County, department and report of a row; the report says where it belongs, so that it is listed once."""
    report = reports.get(row["report_id"])
    home = report or row
    return (home["county_id"] or "", home["department_id"] or "", report["report_id"] if report else "")


def _county(county_id: str, county: _Row, tree: Mapping[str, list[Checked]], departments: Mapping[str, _Row]) -> County:
    """A county whose code no dimension knows is named by the code."""
    found = []
    for department_id, reports in tree.items():
        department = departments.get(department_id, {})
        found.append(
            Department(
                department_id=department_id,
                name=department.get("department_name") or department_id,
                budget_code=department.get("budget_code", ""),
                reports=tuple(reports),
            )
        )
    return County(
        county_id=county_id,
        name=county.get("county_name") or county_id,
        city_name=county.get("city_name") or "",
        province_name=county.get("province_name") or "",
        departments=tuple(sorted(found, key=lambda one: (not one.department_id, one.name, one.department_id))),
    )


def _checked(
    report: _Row, failed: list[Finding], answered: list[_Row], renditions: tuple[str, ...], unexplained: int
) -> Checked:
    def times(status: str, severity: str = "") -> int:
        return sum(row["times"] for row in answered if row["status"] == status and severity in ("", row["severity"]))

    skipped: Counter[tuple[str, str, str]] = Counter()
    for row in answered:
        if row["status"] == "not_applicable":
            skipped[row["rule_code"], row["rule_name"], row["reason"]] += row["times"]
    return Checked(
        report_id=report.get("report_id", ""),
        source_path=report.get("source_path", ""),
        format=report.get("format", ""),
        report_kind=report.get("report_kind") or "",
        fiscal_year=report.get("fiscal_year"),
        score=report.get("score"),
        grade=report.get("grade", ""),
        renditions=renditions,
        passed=times("pass"),
        rounded=times("pass", "info"),
        gone=sum(row["times"] for row in answered if row["lifecycle"] == "gone")
        + sum(finding.lifecycle == "gone" for finding in failed),
        unexplained=unexplained,
        findings=tuple(finding for finding in failed if finding.lifecycle not in _ACCEPTED),
        waived=tuple(finding for finding in failed if finding.lifecycle == "waived"),
        skipped=tuple(SkippedCheck(*key, times) for key, times in sorted(skipped.items())),
    )


def _coverage(tokens: Iterable[_Row]) -> Coverage:
    figures, unexplained, reasons = 0, 0, Counter[str]()
    for row in tokens:
        figures += row["figures"]
        unexplained += row["unexplained"]
        if row["ignored"]:
            reasons[row["ignored_reason"]] += row["ignored"]
    return Coverage(
        tokens=figures + unexplained + reasons.total(),
        figures=figures,
        ignored=reasons.total(),
        unexplained=unexplained,
        ignored_reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    )


def _scoring_rules(connection: DuckDBPyConnection) -> ScoringRules:
    unparsed = []
    for row in _rows(connection, queries.UNPARSED_RULES):
        spot = row.pop("spot")
        place = (
            None
            if spot["block_no"] is None
            else Place(**{name: part for name, part in spot.items() if part is not None})
        )
        unparsed.append(UnparsedRule(**row, place=place))
    kinds = _rows(connection, queries.RULE_KINDS)
    return ScoringRules(tuple((row["rule_kind"], row["times"]) for row in kinds), tuple(unparsed))


def _rules(
    findings: Iterable[tuple[_Row, Finding]], others: Iterable[_Row], equations: Mapping[str, str]
) -> tuple[Rule, ...]:
    """The rules that fired, by code; a rule's severity is the worst of its findings."""
    times: Counter[tuple[str, str]] = Counter()
    for row in others:
        times[row["rule_code"], row["status"]] += row["times"]
    fired: defaultdict[str, list[Finding]] = defaultdict(list)
    for _, finding in findings:
        if finding.lifecycle != "gone":
            fired[finding.rule_code].append(finding)
    return tuple(
        Rule(
            code=code,
            name=found[0].rule_name,
            severity=found[0].severity,
            equation=equations.get(code, ""),
            failed=len(found),
            passed=times[code, "pass"],
            skipped=times[code, "not_applicable"],
        )
        for code, found in sorted(fired.items())
    )
