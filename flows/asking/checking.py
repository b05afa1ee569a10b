"""One draft checked by itself: read, understood and judged, without a warehouse or anything that runs a night."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from flows.extraction import SourceClues, extract
from flows.extraction.substance import substance_of
from flows.judging.judge import judge
from flows.judging.register import SEVERITIES, rules
from flows.model.allowances import BundleLimits
from flows.model.exceptions import OversizedReport, ReportError
from flows.model.facts import Comparison, Extract, Heading, Term
from flows.model.outcomes import Substance
from flows.model.place_words import with_page
from flows.model.report import Place
from flows.places.clues import Clues, code_in, in_manifest
from flows.places.gazetteer import gazetteer
from flows.readers import read
from flows.readers.bundle import is_bundle, members
from flows.readers.formats import INSIDE

# No draft comes near it, and a film put in by mistake shall not fill the memory.
MOST_BYTES = 200 * 2**20
_PLACE = tuple(field.name for field in fields(Place) if field.name != "box")


@dataclass(frozen=True, slots=True)
class Spot:
    """A number of a finding where it is printed; `sign` is 1 left and -1 right of the equation, 0 where it only
    takes part.
    """

    sign: int
    label: str
    printed: str
    place: Place | None
    quote: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How the rules were answered and what became of the numeric tokens.

    `passed_by_rounding` of the passed are explained by rounding only; tokens are figures, ignored by a named
    reason, or unexplained. `failed` counts causes; `compared` of the figures stand in a comparison that was decided.
    """

    failed: Mapping[str, int]
    passed: int
    passed_by_rounding: int
    not_applicable: int
    figures: int
    compared: int
    ignored: int
    unexplained: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with every answer of the judge."""

    source_path: str
    document_id: str
    notes: tuple[str, ...]
    found: Extract
    comparisons: tuple[Comparison, ...]
    substance: Substance

    @property
    def findings(self) -> tuple[Comparison, ...]:
        """What does not hold: errors first, then in the order of the register and of the document."""
        failed = (one for one in self.comparisons if one.status == "fail")
        return tuple(sorted(failed, key=lambda one: SEVERITIES.index(one.severity)))

    @property
    def causes(self) -> tuple[Comparison, ...]:
        """The findings without those that fail because of the same cell as another one."""
        return tuple(one for one in self.findings if one.cause_no is None)

    def consequences_of(self, cause: Comparison) -> tuple[Comparison, ...]:
        """The findings that hold once the cell of another one is mended."""
        return tuple(one for one in self.findings if one.cause_no == cause.comparison_no)

    @property
    def tally(self) -> Tally:
        """The answers counted."""
        statuses = Counter(one.status for one in self.comparisons)
        severities = Counter(one.severity for one in self.causes)
        figures = sum(token.figure_no is not None for token in self.found.tokens)
        unexplained = sum(token.figure_no is None and not token.ignored_reason for token in self.found.tokens)
        return Tally(
            failed={severity: severities[severity] for severity in SEVERITIES},
            passed=statuses["pass"],
            passed_by_rounding=sum(one.status == "pass" and one.severity == "info" for one in self.comparisons),
            not_applicable=statuses["not_applicable"],
            figures=figures,
            compared=len(
                {term.figure_no for one in self.comparisons if one.status != "not_applicable" for term in one.terms}
                - {None}
            ),
            ignored=len(self.found.tokens) - figures - unexplained,
            unexplained=unexplained,
        )

    @property
    def unexplained(self) -> tuple[tuple[str, Place], ...]:
        """The numbers that are neither figures nor ignored by a reason, as printed and where."""
        tokens = self.found.tokens
        return tuple((one.printed, one.place) for one in tokens if one.figure_no is None and not one.ignored_reason)

    def spots_of(self, finding: Comparison) -> tuple[Spot, ...]:
        """Where to look for a finding: its numbers, or the place of what was said where no number takes part."""
        figures = {figure.figure_no: figure for figure in self.found.figures}
        spots = []
        for term in finding.terms:
            figure = None if term.figure_no is None else figures[term.figure_no]
            unit = figure.printed_unit if figure and not term.printed.endswith(figure.printed_unit) else ""
            printed = f"{term.printed} {unit}".rstrip()
            spots.append(Spot(_sign(finding, term), term.label, printed, term.place, figure.quote if figure else ""))
        if finding.place and finding.place not in {spot.place for spot in spots}:
            spots.append(Spot(0, "", "", finding.place, self._words_at(finding.place)))
        return tuple(spots)

    def _words_at(self, place: Place) -> str:
        quotes = (claim.quote for claim in self.found.claims if claim.place == place)
        rows = (indicator.rule_text for indicator in self.found.indicators if indicator.place == place)
        return next((words for words in (*quotes, *rows) if words), "")


def _sign(finding: Comparison, term: Term) -> int:
    """The side of a term, 0 where the sides are not made by adding terms up (a rate, an interval of points)."""
    return term.weight if finding.is_sum else 0


def drafts_in(file: BinaryIO, source_path: str) -> Iterator[tuple[str, bytes | ReportError]]:
    """What is to be checked of an open file, by the path that a night calls it: the file, or each file in a bundle.

    In place of bytes stands why there are none. Raises a `ReportError` where the file as a whole cannot be had.
    """
    source = Path(source_path)
    if (size := file.seek(0, 2)) > MOST_BYTES:
        raise OversizedReport(source, "文件字节数", MOST_BYTES, size)
    if is_bundle(file, source):
        for name, content in members(file, source, BundleLimits()):
            yield f"{source_path}{INSIDE}{name}", content
        return
    file.seek(0)
    yield source_path, file.read()


def check(data: bytes, clues: SourceClues) -> Checked:
    """Everything the judge says of the bytes of one file; raises a `ReportError` where they are no report that can be
    read, as a bundle of them is none.
    """
    report = read(data, Path(clues.source_path))
    found = extract(report, clues)
    document_id = hashlib.sha256(data).hexdigest()
    made_of = substance_of(report, found)
    notes = (*filter(None, [made_of.reason]), *report.notes, *found.notes)
    return Checked(clues.source_path, document_id, notes, found, judge(found), made_of)


def is_county(text: str) -> bool:
    """Whether the words are a county's code, or a name that at least one county has."""
    return bool(code_in(text)) or in_manifest(Clues(text, "", "", (), "", ())).is_known


def county_name(heading: Heading) -> str:
    """The county that a report belongs to, '' where none is known."""
    county = gazetteer().counties.get(heading.county_id)
    return county.county_name if county else ""


def checked_data(checked: Checked) -> Mapping[str, Any]:
    """A checked draft as objects for JSON; amounts are text, so that no float rounds them."""
    tally = checked.tally
    return {
        "source_path": checked.source_path,
        "is_readable": True,
        "is_report": checked.substance.is_report,
        "is_compared": checked.substance.is_compared,
        "substance": checked.substance.code,
        "reason": checked.substance.reason,
        "document_id": checked.document_id,
        "notes": list(checked.notes),
        "reports": [
            {
                "report_no": heading.report_no,
                "report_kind": heading.report_kind,
                "title": heading.title,
                "county_id": heading.county_id,
                "county_name": county_name(heading),
                "department_name": heading.department_name,
                "fiscal_year": heading.fiscal_year,
            }
            for heading in checked.found.headings
        ],
        "counts": {
            "fail": dict(tally.failed),
            "pass": tally.passed,
            "pass_by_rounding": tally.passed_by_rounding,
            "not_applicable": tally.not_applicable,
            "figures": tally.figures,
            "compared_figures": tally.compared,
            "ignored_numbers": tally.ignored,
            "unexplained_numbers": tally.unexplained,
        },
        "findings": [_finding_data(checked, finding) for finding in checked.findings],
        "unexplained": [
            {"printed": printed, "place_in_words": with_page(place), **_place_data(place)}
            for printed, place in checked.unexplained
        ],
    }


def _finding_data(checked: Checked, finding: Comparison) -> Mapping[str, Any]:
    left, right = finding.left_value, finding.right_value
    difference = None if left is None or right is None else left - right
    return {
        "comparison_no": finding.comparison_no,
        "cause_no": finding.cause_no,
        "rule_code": finding.rule_code,
        "rule_name": rules()[finding.rule_code].name,
        "severity": finding.severity,
        "report_no": finding.report_no,
        "scope_name": finding.scope_name,
        "period_year": finding.period_year,
        "basis": finding.basis,
        "relation": finding.relation,
        "left_name": finding.left_name,
        "right_name": finding.right_name,
        "left_value": _number(left),
        "right_value": _number(right),
        "difference": _number(difference),
        "slack": _number(finding.slack),
        "unit": finding.unit,
        "explanation": finding.explanation,
        "suggestion": finding.suggestion,
        "places": _spots_data(checked.spots_of(finding)),
    }


def _spots_data(spots: Sequence[Spot]) -> list[Mapping[str, Any]]:
    return [
        {
            "sign": spot.sign,
            "label": spot.label,
            "printed": spot.printed,
            "quote": spot.quote,
            "place_in_words": with_page(spot.place),
            **_place_data(spot.place),
        }
        for spot in spots
    ]


def _place_data(place: Place | None) -> Mapping[str, int | str | None]:
    return {name: None if place is None else getattr(place, name) for name in _PLACE}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
