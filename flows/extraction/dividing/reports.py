"""Which stretches of a document are one report, and which are the same form once more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from flows.extraction.dividing.claimed import Claimed, claimed_by
from flows.extraction.dividing.forms import Form, are_on_one_form, differences, form_of
from flows.extraction.dividing.stretches import stretches
from flows.extraction.headings import Segment
from flows.model.place_words import with_page
from flows.model.printed.numbering import is_part
from flows.model.report import Block, Place
from flows.places.apart import are_departments_apart

_MOST_DIFFERENCES = 3  # that a note tells one by one
_MOST_COMPARED = 100  # departments that another spelling of a name is looked for among
_PROJECT = "project"
# No telephone: those have seven digits or more and neither decimals nor thousands.
_PLAIN_NUMBER = re.compile(r"-?(?:\d{1,6}|\d{1,3}(?:,\d{3}){1,5}|\d{1,12}(?=\.))(?:\.\d{1,6})?(?:[%％]|[万亿]?元)?")


@dataclass(frozen=True, slots=True)
class Division:
    """A document as stretches, and the number of the report that each belongs to.

    `copies` are the stretches that repeat an earlier one word for word, `projects` what a stretch is about by the name
    of its sheet, '' where that tells none. `claims` is what each report says of whose it is. Reports that are one form
    filled in again have different numbers in `copy_nos`, 0 for the first. `is_of_many` says whether several departments
    or years have reports in it, so that nothing said of the file holds for each.
    """

    segments: tuple[Segment, ...]
    numbers: tuple[int, ...]
    copies: frozenset[int]
    projects: tuple[str, ...]
    claims: tuple[Claimed, ...]
    copy_nos: tuple[int, ...]
    is_of_many: bool
    notes: tuple[str, ...]

    def opening(self, number: int) -> Segment:
        """The stretch that gives a report its title and its kind."""
        own = [one for one, owner in zip(self.segments, self.numbers, strict=True) if owner == number]
        return next((segment for segment in own if segment.title), own[0])


def divided(blocks: Sequence[Block]) -> Division:
    """The reports of a document.

    A stretch goes on with the report of its family, and an annex with that wherever it stands, unless it says that it
    is another department's. The form that an earlier stretch has filled in for the same department and project is
    never of one report with it: it is a copy where it says the same, else a report of its own.
    """
    segments = stretches(blocks)
    bounds = pairwise([*(segment.first for segment in segments), len(blocks)])
    found = [
        _stretch(segment, blocks[start:end], blocks[segment.title_no].sheet if blocks else "")
        for segment, (start, end) in zip(segments, bounds, strict=True)
    ]
    return _Gathering(found).division()


@dataclass(frozen=True, slots=True)
class _Stretch:
    segment: Segment
    claimed: Claimed
    form: Form
    sheet: str


def _stretch(segment: Segment, blocks: Sequence[Block], sheet: str) -> _Stretch:
    return _Stretch(segment, claimed_by(segment, blocks, sheet), form_of(blocks, segment.title), sheet)


@dataclass(slots=True)
class _Report:
    """A report while its stretches are gathered; `keys` are the forms that it holds."""

    family: str
    claimed: Claimed
    copy_no: int
    has_numbers: bool = False
    keys: set[tuple[str, ...]] = field(default_factory=set)

    def is_of(self, claimed: Claimed) -> bool:
        """Whether it is of the same department, year and part of the year."""
        own = self.claimed
        return (own.department, own.year, own.period) == (claimed.department, claimed.year, claimed.period)


class _Gathering:
    """Gathers the stretches of a document one after the other."""

    def __init__(self, found: Sequence[_Stretch]) -> None:
        names = _one_name_each(_departments([one.claimed for one in found]))
        self._found = [
            replace(one, claimed=replace(one.claimed, department=name)) for one, name in zip(found, names, strict=True)
        ]
        self._are_several = len(set(names) - {""}) > 1
        self._has_years = False
        self._reports: list[_Report] = []
        self._numbers: list[int] = []
        self._titles: list[str] = []
        self._copies: set[int] = set()
        self._projects = [""] * len(found)
        self._on_form: dict[tuple[str, ...], int] = {}
        self._notes: list[str] = []

    def division(self) -> Division:
        for at in range(len(self._found)):
            self._gather(at)
        kept = [at for at, one in enumerate(self._found) if one.segment.title or self._tells_something(at)]
        return Division(
            tuple(self._found[at].segment for at in kept),
            tuple(self._numbers[at] for at in kept),
            frozenset(number for number, at in enumerate(kept) if at in self._copies),
            tuple(self._projects[at] for at in kept),
            tuple(report.claimed for report in self._reports),
            tuple(report.copy_no for report in self._reports),
            self._are_several or self._has_years,
            tuple(self._notes),
        )

    def _tells_something(self, at: int) -> bool:
        """Whether a stretch without a title is more than the going on of the one before."""
        return (
            not at
            or bool(self._copies & {at - 1, at})
            or self._numbers[at] != self._numbers[at - 1]
            or self._projects[at] != self._projects[at - 1]
        )

    def _gather(self, at: int) -> None:
        one, claimed = self._found[at], self._claimed(at)
        self._titles.append(claimed.title)
        key = (one.segment.family, claimed.title, claimed.department, claimed.project)
        twin = self._twin(at, key)
        if twin is not None and self._is_copy(at, twin):
            self._copies.add(at)
            self._numbers.append(self._numbers[twin])
            self._notes.append(f"同一表格出现两次：{self._name(at)}与{self._name(twin)}内容完全相同，只计前一份")
            return
        self._on_form[key] = at
        if twin is not None and one.segment.family == _PROJECT and self._are_named_apart(at, twin):
            # The sheets name the projects that the forms on them do not.
            for other in (twin, at):
                self._projects[other] = self._found[other].claimed.sheet_words
            twin = None
        elif twin is not None and self._are_views(at, twin):
            twin = None
        number = self._report_of(at, claimed, key, twin)
        if number is None:
            number = len(self._reports)
            self._reports.append(_Report(one.segment.family, claimed, self._copy_no(at, twin)))
        self._numbers.append(number)
        report = self._reports[number]
        report.keys.add(key)
        report.has_numbers = report.has_numbers or one.form.has_numbers
        department = report.claimed.department or claimed.department
        report.claimed = replace(report.claimed, department=department)

    def _claimed(self, at: int) -> Claimed:
        """What a stretch says of itself; where it is silent, it is called as the one before and of its department."""
        claimed = self._found[at].claimed
        if at and not claimed.title:
            claimed = replace(claimed, title=self._titles[-1])
        if claimed.department or not at or (claimed.is_summary and self._are_several):
            return claimed
        return replace(claimed, department=self._reports[self._numbers[-1]].claimed.department)

    def _twin(self, at: int, key: tuple[str, ...]) -> int | None:
        """The last stretch before that is filled in on the same form for the same department and project; of texts,
        that of another year. The part of a report is no form: its name stands in the table of contents too.
        """
        before = self._on_form.get(key)
        if before is None or is_part(self._found[at].segment.title):
            return None
        one, other = self._found[at], self._found[before]
        are_texts = not (one.segment.is_annex or other.segment.is_annex)
        are_of_years = are_texts and not self._is_alike(at, before) and one.form.has_numbers and other.form.has_numbers
        return before if are_of_years or are_on_one_form(one.form, other.form) else None

    def _is_copy(self, at: int, twin: int) -> bool:
        """Whether a filling of a form says nothing that the other one does not say."""
        is_same = self._found[at].form.texts == self._found[twin].form.texts
        return is_same and self._is_alike(at, twin) and not self._are_named_apart(at, twin)

    def _is_alike(self, at: int, twin: int) -> bool:
        """Whether no year tells two fillings of a form apart, and no part of it."""
        one, other = self._found[at].claimed, self._found[twin].claimed
        pairs = ((one.year, other.year), (one.period, other.period))
        return all(not mine or not others or mine == others for mine, others in pairs)

    def _are_views(self, at: int, twin: int) -> bool:
        """Whether two sheets of amounts show one department from two sides (预算数 and 决算数)."""
        is_scored = self._found[at].segment.family in {_PROJECT, "department"}
        return not is_scored and self._is_alike(at, twin) and self._are_named_apart(at, twin)

    def _are_named_apart(self, at: int, twin: int) -> bool:
        """Whether the names of their sheets tell two fillings of a form apart."""
        words, others = (self._found[number].claimed.sheet_words for number in (at, twin))
        return bool(words and others) and words != others

    def _report_of(self, at: int, claimed: Claimed, key: tuple[str, ...], twin: int | None) -> int | None:
        """The report that a stretch goes on with, None where it is one of its own."""
        segment = self._found[at].segment
        if not at:
            return None
        if twin is not None:
            return next((no for no in self._latest(key[0]) if self._takes(no, claimed, key)), None)
        if not (segment.is_annex or segment.family == self._found[at - 1].segment.family):
            return None
        fitting = [number for number in self._latest(segment.family) if self._may_hold(number, claimed)]
        return next((no for no in fitting if self._reports[no].is_of(claimed)), next(iter(fitting), None))

    def _latest(self, family: str) -> list[int]:
        """The reports of a family, the last one first."""
        return [number for number, report in reversed(list(enumerate(self._reports))) if report.family == family]

    def _takes(self, number: int, claimed: Claimed, key: tuple[str, ...]) -> bool:
        """Whether a report that other fillings opened has none yet of this form."""
        report = self._reports[number]
        return report.is_of(claimed) and key not in report.keys

    def _may_hold(self, number: int, claimed: Claimed) -> bool:
        """Whether a report can be of the department that a stretch is of; a cover alone is anybody's."""
        report = self._reports[number]
        if not self._are_several or not report.has_numbers:
            return True
        return report.claimed.department == claimed.department and report.claimed.is_summary == claimed.is_summary

    def _copy_no(self, at: int, twin: int | None) -> int:
        """Which filling of one form for one year a report is; tells where nothing else tells it from the first."""
        if twin is None:
            return 0
        years = {self._found[number].claimed.year for number in (at, twin)} - {None}
        if len(years) > 1:
            self._has_years = True
            return 0
        if self._is_alike(at, twin) and not self._are_named_apart(at, twin):
            self._notes.append(self._difference(at, twin))
        return 1 + max(report.copy_no for report in self._reports)

    def _name(self, at: int) -> str:
        """How a person finds a stretch: by its sheet, or by where it begins."""
        one = self._found[at]
        first = one.form.spots[0].place
        begin = Place(first.block_no, first.table_no, page_no=first.page_no)
        return f"工作表“{one.sheet}”" if one.sheet else with_page(begin)

    def _difference(self, at: int, twin: int) -> str:
        """What a person is told of two fillings of one form."""
        head = f"同一表格出现两次：{self._name(twin)}与{self._name(at)}"
        pairs = differences(self._found[twin].form, self._found[at].form)
        if not pairs:
            return f"{head}的部门、项目和年度相同而内容不同，按两份报告读：请核对是否漏写了项目或年度"
        told = "、".join(
            f"{with_page(other.place)}{_quoted(one.text.strip(), other.text.strip())}"
            for one, other in pairs[:_MOST_DIFFERENCES]
        )
        more = "等" if len(pairs) > _MOST_DIFFERENCES else ""
        return f"{head}有 {len(pairs)} 处不同（{told}{more}），按两份报告读：请核对留用哪一份"


def _quoted(text: str, other: str) -> str:
    """Both texts where they are amounts, rates or points; of whatever else a name or a telephone may be part."""
    return f"：{text}，{other}" if _PLAIN_NUMBER.fullmatch(text) and _PLAIN_NUMBER.fullmatch(other) else ""


def _departments(claims: Sequence[Claimed]) -> list[str]:
    """The department that each stretch is of: the one that carries a project out where a stretch before is of that."""
    names: list[str] = []
    for claimed in claims:
        is_known = claimed.implementer and any(
            name and not are_departments_apart(claimed.implementer, name) for name in names[-_MOST_COMPARED:]
        )
        names.append(claimed.implementer if is_known else claimed.department)
    return names


def _one_name_each(names: Sequence[str]) -> list[str]:
    """The same names, each department called as where it is named first, '' where none is named."""
    known: dict[str, str] = {"": ""}
    recent: list[str] = []
    for name in names:
        if name not in known:
            known[name] = next((other for other in recent if not are_departments_apart(name, other)), name)
            recent = [*dict.fromkeys((*recent, known[name]))][-_MOST_COMPARED:]
    return [known[name] for name in names]
