"""Tables with headings above and labels at the side: every number under its column, beside its row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.carried import CarryOver
from flows.extraction.lexicon.labels import (
    basis_in,
    basis_named,
    clean,
    core,
    field_of,
    is_amount,
    is_known_label,
    measure_of,
    role_of,
    unit_hint,
)
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.extraction.lexicon.titles import Topic, is_fund
from flows.extraction.lexicon.units import units
from flows.extraction.tables.bands import Band
from flows.extraction.tables.cells import (
    ignore_label,
    in_unit_of_row,
    of_goals,
    read_heading,
    read_words,
)
from flows.extraction.tables.codes import CODE_ROLE, LineCodes, columns_of_codes
from flows.extraction.tables.heading_rows import is_numbering, is_ordinal
from flows.extraction.tables.lost_cells import restored
from flows.extraction.tables.panels import panels
from flows.extraction.tables.rows import Row, Slot
from flows.extraction.tables.scoring import add_execution_rate, add_result, joined, names_budget
from flows.extraction.tables.values import NO_FIGURES, Line, Surroundings, add_value
from flows.extraction.tables.vouchers import read_vouchers
from flows.extraction.tables.wholes import (
    adds_up_all,
    has_grand_total,
    labels_of_amounts,
    totals_with_carry_over,
    whole_of,
)
from flows.model.facts import BlankRow, Goal, OpenCell, Project
from flows.model.report import Table
from flows.model.totals import is_total, is_total_of_rows
from flows.model.words import measures, plain

_TEXT_ROLES = frozenset(
    {
        "project_type",
        "purpose",
        "reason",
        "remark",
        "level1",
        "level2",
        "level3",
        "target",
        "completion",
        "goal_content",
    }
)
_COUNTING_ROLES = frozenset({"serial", "code"})
_OF_PROJECTS = frozenset({"score", "project_type", "purpose"})
_PROJECT_HEADS = frozenset({"项目", "支出项目"})
_BESIDE_LABELS = frozenset({"serial", "code", "measure_unit", "relation"})
_LONGEST_LABEL = 8
_SITUATION = re.compile(r"(?:控制)?情况.*$")
_OTHER, _EXPENDITURE = "expenditure_other", "支出"  # 其他支出 is a class of functions as well as a part of 基本支出


def read_matrix(table: Table, band: Band, context: Context, around: Surroundings, draft: Draft) -> None:
    """Adds the figures, goals, projects and vouchers of a band with headings; side by side tables are read in turn."""
    if band.heading:  # 项目资金（万元） in the corner holds for the whole band
        around = replace(around, unit=unit_hint(band.heading[0][0].text) or around.unit)
    for row in () if band.is_continued else band.heading:
        for slot in row:
            if is_ordinal(slot):
                draft.ignore(scan(slot.text), table.place_of(slot.cell), "list_number")
            else:
                read_heading(table, slot, context, draft)
    # 总计 of the one side stands opposite to that of the other, which has as much.
    around = replace(around, has_grand_total=has_grand_total(band, is_of_county=context.standing is not None))
    for panel in panels(band):
        _Panel(table, panel, context, around, draft).read()


class _Panel:
    """One table of a grid while it is read; `filled` holds the words of merged cells above the current row."""

    def __init__(self, table: Table, band: Band, context: Context, around: Surroundings, draft: Draft) -> None:
        band, self._notes = restored(band)
        self._table, self._band, self._context, self._draft = table, band, context, draft
        widest: Row = max(band.body, key=len, default=())
        self._heads = {slot.start: path[-1] if (path := band.path(slot)) else "" for slot in widest}
        self._roles = _roles(band, self._heads)
        self._is_of_money = names_budget(band)
        self._subject, self._subject_column = self._subject_of_rows(around)
        statements = _statements(band)
        are_sources = any(is_known_label(_text_at(row, 0)) for row in band.body)
        if self._subject == "project_name" or (around.is_of_projects and not are_sources):
            statements = ("project", *statements)
        if not band.heading and any(sum(slot.is_number for slot in row) > 1 for row in band.body):
            around = replace(around, topic=Topic())  # which of several columns the title speaks of, nothing says
        receipts = any(basis_named(head) == "received" for head in self._heads.values())
        counted = {slot.start for row in band.body for slot in row if slot.is_number}
        heads = [head for column, head in self._heads.items() if column in counted]
        self._around = replace(
            around,
            statements=statements,
            has_funds=any(map(is_fund, heads)) and all(is_fund(head) or is_total(head) for head in heads),
            has_receipts=receipts,
        )
        self._filled: dict[int, str] = {}
        self._scored: list[tuple[Row, int, int]] = []
        self._carry_over = CarryOver()
        self._codes = LineCodes(self._roles)
        words = [slot.text for row in band.body for slot in row if not slot.is_number]
        self._has_classes, self._whole = _has_classes(words), whole_of(labels_of_amounts(band))
        self._whole_of_columns = whole_of(heads)
        self._with_carry_over = totals_with_carry_over(heads)
        self._labels_so_far: list[str] = []
        self._above = _labels_above(band, self._roles)

    def read(self) -> None:
        if "voucher_no" in self._roles.values():
            read_vouchers(self._table, self._band, self._roles, self._around.quotes, self._context, self._draft)
            return
        goals = {"target", "completion"} & set(self._roles.values())
        for at, row in enumerate(self._band.body):
            if goals:
                _add_goal(self._table, row, self._roles, self._filled, self._context, self._draft)
            self._read_row(row, self._notes.get(at, ""))
        if len(self._scored) == 1:  # of several each is a project's own
            add_execution_rate(self._table, *self._scored[0], self._context, self._draft)

    def _read_row(self, row: Row, place_note: str) -> None:
        labels = list(_labels(row, self._roles, self._filled)) or self._above
        scope = clean(self._filled.get(self._subject_column, labels[0])) if self._subject and labels else ""
        if self._subject == "project_name" and scope and not is_total(scope):
            _add_project(self._table, row, self._roles, scope, self._context, self._draft)
        is_counted = is_numbering(row)
        own = _own_labels(labels)
        part_of = self._carry_over.part_of(own[-1]) if own and not self._subject else ""
        groups = tuple(labels[: len(labels) - len(own)])
        is_class = self._has_classes and bool(own) and measure_of([own[-1]], ()) == _OTHER
        is_project = self._subject == "project_name"
        total_of = self._whole if own and all(map(is_total_of_rows, own)) else ""
        carried = totals_with_carry_over(self._labels_so_far if own and adds_up_all(own[-1]) else ())
        self._labels_so_far += own
        line = Line(
            own, scope, self._codes.of(row), groups, place_note, part_of, is_class, is_project, total_of, carried
        )
        figures: dict[str, int] = {}
        row_figures: list[int] = []
        for slot in row:
            role = self._roles.get(slot.start, "")
            if slot.is_continued or not slot.text.strip():
                continue
            quantity = read_cell(slot.text)
            if is_counted or role in NO_FIGURES:
                reason = NO_FIGURES.get(role, "list_number")
                self._draft.ignore(scan(slot.text), self._table.place_of(slot.cell), reason)
            elif role in {"target", "completion"} and quantity is not None and labels:
                quantity = in_unit_of_row(quantity, row, self._roles)
                label = joined(labels[-1], self._heads[slot.start])
                add_result(quantity, self._table.place_of(slot.cell), role, label, row, self._context, self._draft)
            elif quantity is None or role in _TEXT_ROLES:
                self._read_words(slot, row, role)
            else:
                figures[role] = self._add(slot, quantity, line, row_figures)
                row_figures.append(figures[role])
        if figures:
            self._draft.open_cells.extend(self._open_cells(row))
        elif self._subject and scope:
            self._draft.blank_rows.append(BlankRow(self._context.report_no, scope, self._table.place_of(row[0].cell)))
        if {"weight", "score"} <= figures.keys() and self._is_of_money:
            self._scored.append((row, figures["weight"], figures["score"]))

    def _add(self, slot: Slot, quantity: Quantity, line: Line, row: Sequence[int]) -> int:
        path = list(self._band.path(slot))
        if self._band.caption and self._band.heading and self._subject:
            path.insert(0, clean(self._band.caption))
        if self._subject:
            line = replace(line, labels=(), groups=())
        if path and is_total_of_rows(path[-1]) and not line.total_of:
            line = replace(line, total_of=self._whole_of_columns)
        if len(path) == 1 and is_amount(path[0]) and adds_up_all(path[0]):
            line = replace(line, with_carry_over=self._with_carry_over)
        return add_value(self._table, slot, quantity, path, line, self._around, self._context, self._draft, row)

    def _open_cells(self, row: Row) -> Iterator[OpenCell]:
        """The cells of a row in which an amount of some basis is missing, or stands unread."""
        for slot in row:
            basis = basis_in(self._heads.get(slot.start, ""))
            if basis and not slot.is_continued and not slot.is_number and not (slot.is_blank and slot.text.strip()):
                yield OpenCell(self._context.report_no, basis, self._table.place_of(slot.cell))

    def _read_words(self, slot: Slot, row: Row, role: str) -> None:
        is_answer = role in {"completion", "target", "purpose", "reason", "remark"}
        is_long = len("".join(slot.text.split())) > _LONGEST_LABEL
        if (
            is_answer
            or (not role and slot is not row[0])
            or (role in {"level1", "level2", "level3", "goal_content"} and is_long)
        ):
            context = of_goals(self._context) if role == "target" else self._context
            read_words(self._table, slot, context, "", self._draft)
        else:
            ignore_label(self._table, slot, self._draft)

    def _subject_of_rows(self, around: Surroundings) -> tuple[str, int]:
        """What each row is about, unit_name or project_name, and the column that names it; '' where no column does.

        Some forms head the lines of income and expenditure 项目名称: lines that are known by name are no projects.
        """
        heads = [(slot, role_of(slot.text)) for slot in self._band.heading[0]] if self._band.heading else []
        counted = [(slot, role) for slot, role in heads if role not in _COUNTING_ROLES]
        slot, role = next(iter(counted), (None, ""))
        if slot and (role == "unit_name" or field_of(slot.text) == "department_name"):  # whose project it is
            slot, role = next(((one, named) for one, named in counted if named == "project_name"), (slot, role))
        if role == "item_name" and slot and plain(slot.text) in _PROJECT_HEADS and self._lists_projects(around):
            role = "project_name"
        if slot is None or role not in {"unit_name", "project_name"}:
            return "", 0
        names = [text for row in self._band.body if not is_amount(text := _text_at(row, slot.start))]
        known = sum(is_known_label(name) for name in names)
        return ("", 0) if names and known * 2 > len(names) else (role, slot.start)

    def _lists_projects(self, around: Surroundings) -> bool:
        """Whether the title says that the rows are projects, or a column that only projects have: points, a purpose."""
        return around.is_of_projects or not _OF_PROJECTS.isdisjoint(self._roles.values())


def _labels_above(band: Band, roles: Mapping[int, str]) -> list[str]:
    """What a row without a label of its own is about by the head of its group (财政供养人员情况)."""
    first = band.heading[0][0] if band.heading else None
    is_caption = first is not None and roles.get(first.start) == "caption"
    return [_SITUATION.sub("", clean(first.text))] if first and is_caption else []


def _text_at(row: Row, column: int) -> str:
    return next((slot.text for slot in row if slot.start <= column < slot.end), row[0].text)


def _roles(band: Band, heads: Mapping[int, str]) -> dict[int, str]:
    """The role of each column by its head; below 单位 may stand what is counted (批次, 户) and no name.

    Codes of the classification are known by themselves: 功能科目, 经济分类 and the like head them as well as names.
    """
    roles = {column: role_of(head) for column, head in heads.items()} | dict.fromkeys(
        columns_of_codes(band.body), CODE_ROLE
    )
    for column in [column for column, role in roles.items() if role == "unit_name"]:
        names = {clean(slot.text) for row in band.body for slot in row if slot.start == column and not slot.is_blank}
        if names and names <= units().keys():
            roles[column] = "measure_unit"
    return roles


def _has_classes(labels: Sequence[str]) -> bool:
    """Whether rows are classes of functions (教育支出, 住房保障支出), and none of them a part of 基本支出."""
    codes = {label: measure_of([label], ()) for label in labels}
    whole = measures()[_OTHER].parent_code
    if any(code and code != _OTHER and measures()[code].parent_code == whole for code in codes.values()):
        return False
    return any(code is None and core(label).endswith(_EXPENDITURE) for label, code in codes.items())


def _own_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The last label of a row; with the one it adds up, where it says only 小计."""
    return tuple(labels[-2:] if labels and is_amount(labels[-1]) else labels[-1:])


def _statements(band: Band) -> tuple[str, ...]:
    """The statements that the band's headings speak of, the most frequent first; a rate is a rate of something."""
    counts: dict[str, int] = {}
    labels = dict.fromkeys(slot.text for row in band.heading for slot in row if slot.text.strip())
    if band.heading and role_of(band.heading[0][0].text) == "project_funds":
        counts["project"] = len(labels)
    for text in labels:
        if code := measure_of([text], ()):
            statement = measures()[code].statement
            counts[statement] = counts.get(statement, 0) + 1
    return tuple(sorted(counts, key=lambda statement: (-counts[statement], statement == "rate")))


def _labels(row: Row, roles: Mapping[int, str], filled: dict[int, str]) -> Iterator[str]:
    """The words that lead a row, those of merged cells above included."""
    for slot in row:
        role = roles.get(slot.start, "")
        is_beside = role in _BESIDE_LABELS and not is_total(slot.text)  # 合计 may stand below 序号
        if is_beside or (role == CODE_ROLE and (slot.is_blank or slot.is_number)):
            continue
        if not slot.is_blank and slot.is_number:
            return
        text = "" if slot.is_blank else slot.text.strip()
        if text:
            filled[slot.start] = text
            for later in [start for start in filled if start > slot.start]:
                del filled[later]
        elif not slot.is_continued and roles.get(slot.start, "") not in {
            "level1",
            "level2",
            "level3",
            "unit_name",
            "project_name",
        }:
            if any(other.text.strip() and not other.is_number for other in row if other.start > slot.start):
                yield filled.get(slot.start, "")
            continue
        if label := filled.get(slot.start, ""):
            yield label


def _add_project(table: Table, row: Row, roles: Mapping[int, str], scope: str, context: Context, draft: Draft) -> None:
    texts = {roles.get(slot.start, ""): slot.text.strip() for slot in row}
    place = table.place_of(row[0].cell)
    draft.projects.append(
        Project(
            len(draft.projects),
            context.report_no,
            scope,
            texts.get("project_type", ""),
            texts.get("purpose", ""),
            place,
        )
    )


def _add_goal(
    table: Table, row: Row, roles: Mapping[int, str], filled: dict[int, str], context: Context, draft: Draft
) -> None:
    texts = {roles.get(slot.start, ""): slot.text.strip() for slot in row if slot.text.strip()}
    target, completion = texts.get("target", ""), texts.get("completion", "")
    if not target and not completion:
        return
    levels = [clean(text) for text in _labels(row, roles, dict(filled))]
    place = table.place_of(row[-1].cell)
    draft.goals.append(
        Goal(len(draft.goals), context.report_no, context.scope_name, levels[0] if levels else "",
             levels[1] if len(levels) > 2 else "", levels[-1] if levels else "", target, completion, place)
    )  # fmt: skip
