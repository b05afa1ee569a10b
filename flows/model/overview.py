"""What the quality report shows of one night: counties, their departments, their reports and the findings.

The store fills these objects from the built warehouse, the pages turn them into HTML. Amounts are Decimal in
the unit a finding names; severities, lifecycles and relations are the codes of the warehouse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flows.model.report import Place


@dataclass(frozen=True, slots=True)
class Night:
    """One run, its times in the zone they are shown in; `started_at` is None where the warehouse holds no run yet."""

    run_id: str
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finding and what is printed there.

    `place` is None where none is known. `document_id` and `source_path` are '' for a place in the finding's own report.
    """

    place: Place | None
    document_id: str = ""
    source_path: str = ""
    label: str = ""
    printed: str = ""
    printed_unit: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a report breaks, with both sides in `unit` ('' where the warehouse leaves it open).

    `waived_because` and `correct_value` are what a waiver says of it, '' where none does. `consequences` further
    comparisons fail because of the same cell.
    """

    finding_id: str
    rule_code: str
    rule_name: str
    severity: str
    lifecycle: str
    scope_name: str
    period_year: int | None
    left_name: str
    right_name: str
    left_value: Decimal | None
    right_value: Decimal | None
    difference: Decimal | None
    slack: Decimal | None
    unit: str
    relation: str
    explanation: str
    suggestion: str
    spots: tuple[Spot, ...]
    waived_because: str = ""
    correct_value: str = ""
    consequences: int = 0


@dataclass(frozen=True, slots=True)
class SkippedCheck:
    """A rule that could not be asked of a report, why, and how many times."""

    rule_code: str
    rule_name: str
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class RepeatedFile:
    """A file that does not count because another one does: a copy, a rendition, or another version of its report.

    `decided_by` is what says that the other version counts, '' of what is no version; where it is open a person is
    asked, and `counted_path` counts until then.
    """

    source_path: str
    relation: str
    decided_by: str
    is_open: bool
    counted_path: str
    department_name: str
    fiscal_year: int | None
    report_kind: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One report with everything that was asked of it.

    `rounded` of the `passed` checks differ by no more than rounding explains; `gone` findings are mended,
    `waived` ones were accepted by a person and count no more. `unexplained` numeric tokens of its document
    are neither figures nor ignored by a named reason. `report_id` and `source_path` are '' for comparisons
    that belong to no single report.
    """

    report_id: str
    source_path: str
    format: str
    report_kind: str
    fiscal_year: int | None
    score: Decimal | None
    grade: str
    renditions: tuple[str, ...]
    passed: int
    rounded: int
    gone: int
    unexplained: int
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    skipped: tuple[SkippedCheck, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its reports; the name is '' where no report says whose it is."""

    department_id: str
    name: str
    budget_code: str
    reports: tuple[Checked, ...]

    def findings(self) -> Iterator[Finding]:
        """Every finding that still counts, report by report."""
        for report in self.reports:
            yield from report.findings


@dataclass(frozen=True, slots=True)
class County:
    """A county with its departments; the code and the name are '' for reports that could not be placed."""

    county_id: str
    name: str
    city_name: str
    province_name: str
    departments: tuple[Department, ...]

    def findings(self) -> Iterator[Finding]:
        """Every finding that still counts, department by department."""
        for department in self.departments:
            yield from department.findings()

    def reports(self) -> Iterator[Checked]:
        """Every report of the county."""
        for department in self.departments:
            yield from department.reports


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that a stage of the night could not take; `source_path` is '' where the whole stage failed."""

    source_path: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """A line of waivers.csv: what it is about (a report's path or an id), and how many findings it accepts tonight."""

    line_no: int
    rule_code: str
    subject: str
    correct_value: str
    reason: str
    approved_by: str
    expires_on: date
    is_expired: bool
    finding_count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the numeric tokens of the reports shown."""

    tokens: int
    figures: int
    ignored: int
    unexplained: int
    ignored_reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class UnparsedRule:
    """A scoring rule that was not understood: its text, the weight it stands beside, and where it stands first.

    `times` counts the indicators that carry it; `place` is None where no figure of the line tells it.
    """

    text: str
    weight: Decimal | None
    label: str
    source_path: str
    place: Place | None
    times: int


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """The scoring rules of the reports shown: how many of each kind, the most frequent first, and what is unread."""

    kinds: tuple[tuple[str, int], ...] = ()
    unparsed: tuple[UnparsedRule, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(times for _, times in self.kinds)

    @property
    def unread(self) -> int:
        """How many of them were not understood."""
        return sum(rule.times for rule in self.unparsed)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that fired, with its equation in words ('' where nobody gave it) and how often it was asked."""

    code: str
    name: str
    severity: str
    equation: str
    failed: int
    passed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that the quality report of one night shows; `shortfalls` were read and are no report or not all of it."""

    night: Night
    counties: tuple[County, ...]
    unread: tuple[UnreadFile, ...]
    coverage: Coverage
    rules: tuple[Rule, ...]
    scoring_rules: ScoringRules = ScoringRules()
    waivers: tuple[WaiverNote, ...] = ()
    repeated: tuple[RepeatedFile, ...] = ()
    shortfalls: tuple[UnreadFile, ...] = ()

    def versions_of(self, source_path: str) -> tuple[RepeatedFile, ...]:
        """The other versions of a report that counts."""
        return tuple(file for file in self.repeated if file.relation == "version" and file.counted_path == source_path)

    def findings(self) -> Iterator[Finding]:
        """Every finding that still counts, county by county."""
        for county in self.counties:
            yield from county.findings()

    def reports(self) -> Iterator[Checked]:
        """Every report that was read."""
        for county in self.counties:
            yield from county.reports()
