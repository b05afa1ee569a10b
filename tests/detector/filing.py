"""Reports of many departments laid into one warehouse, and what the rules that compare documents say of them there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.model.facts import Figure, Heading
from flows.model.report import Report
from flows.night.understanding import content_fingerprint, figures_fingerprint
from flows.store.records import DocumentRow, FileRecord
from flows.store.schema import Columns, columns_for
from flows.store.staging import Staging
from tests.dbt_project.building import build, rows_of
from tests.detector.documents import Document
from tests.synthetic.pairs import Paper

_FIRST = datetime(2031, 1, 4, 2, tzinfo=UTC)
_TOLD = """
select rule_code, comparisons.document_id, status, left_value, right_value, slack, relation,
    own.figure_no, other.figure_no, nullif(other.document_id, comparisons.document_id), explanation
from quality.comparisons
join quality.comparison_terms as left_term using (comparison_id)
join quality.comparison_terms as right_term using (comparison_id)
join marts.fct_figures as own on left_term.figure_id = own.figure_id
join marts.fct_figures as other on right_term.figure_id = other.figure_id
where rule_code in ({}) and left_term.term_no = 0 and right_term.term_no = 1 order by all
"""


@dataclass(frozen=True, slots=True)
class Filing:
    """A report as the store loads it; `key` is of its paper and number, `night` when it came."""

    row: DocumentRow
    facts: Mapping[str, Columns]
    night: int

    @property
    def key(self) -> str:
        """What the comparisons call the report."""
        return self.row.document_id


@dataclass(frozen=True, slots=True)
class Told:
    """A number of one report held against another report's; the sides are None where the rule does not apply."""

    rule_code: str
    key: str
    status: str
    left_value: Decimal | None
    right_value: Decimal | None
    slack: Decimal
    relation: str
    figure_no: int
    other_figure_no: int
    other_key: str
    explanation: str


def filing(number: int, paper: Paper, read: Document, report: Report) -> Filing:
    """The paper of the department of this number, as read or as changed."""
    found = read.extract if report is read.report else read.understood(report)
    key = f"{number:05} {paper.name}"
    row = DocumentRow(
        document_id=key,
        source_path=paper.sample.path,
        format=report.format,
        size_bytes=1,
        content_fingerprint=content_fingerprint(report, found),
        figures_fingerprint=figures_fingerprint(found),
        is_recognised=False,
        notes="[]",
        extractor_version="",
        clues="",
    )
    facts = {
        "headings": columns_for(key, Heading, found.headings),
        "figures": columns_for(key, Figure, found.figures),
    }
    return Filing(row, facts, paper.night)


def compared(filings: Iterable[Filing], rule_codes: Sequence[str]) -> list[Told]:
    """Every comparison of these rules, in one build of the warehouse, night after night laid into it."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        _lay(work / "staging.duckdb", list(filings))
        failed = build(work / "staging.duckdb", work / "jixiao.duckdb", work, "+comparisons +comparison_terms")
        if failed:
            raise RuntimeError(f"the warehouse could not be built: {failed}")
        codes = ", ".join(f"'{code}'" for code in rule_codes)
        return [Told(*row) for row in rows_of(work / "jixiao.duckdb", _TOLD.format(codes))]


def _lay(path: Path, filings: Sequence[Filing]) -> None:
    filings = sorted(filings, key=lambda one: one.night)  # a later paper takes the place of an earlier one
    with Staging(path) as staging:
        for night in sorted({one.night for one in filings}):
            staging.begin_run(f"night{night}", _FIRST + timedelta(days=night))
            for one in filings:
                if one.night == night:
                    staging.load_document(one.row, one.facts)
            last = {one.row.source_path: one for one in filings if one.night <= night}
            there = [FileRecord(path, one.key, 1, 0) for path, one in last.items()]
            staging.settle(there, [])
