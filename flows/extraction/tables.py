"""A table's rows: each band is read as pairs, as a scoring table or as a matrix of values."""

from collections.abc import Iterator

from flows.extraction.bands import Band, Row, Slot, bands
from flows.extraction.draft import Context, Draft
from flows.extraction.labels import (
    clean,
    core,
    field_of,
    funding_levels,
    is_part_label,
    is_total,
    measure_of,
    role_of,
    unit_hint,
    unit_of_line,
)
from flows.extraction.prose import read_prose
from flows.extraction.quantities import read_cell, scan
from flows.extraction.scoring import add_execution_rate, is_scoring, read_scoring
from flows.extraction.values import NO_FIGURES, add_value
from flows.extraction.vouchers import read_vouchers
from flows.facts import Goal, Project
from flows.report import Table
from flows.words import measures, plain

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


def read_table(table: Table, context: Context, line_above: str, draft: Draft) -> None:
    """Adds every figure, goal, project and voucher of a table to the draft; no numeric token is left out."""
    unit = unit_of_line(line_above)
    for band in bands(table):
        for caption in band.captions:
            unit = unit_of_line(caption) or unit_hint(caption) or unit
        if not band.heading and len(band.body) == 1 and len(band.body[0]) == 1:
            _read_words(table, band.body[0][0], context, "", draft)
        elif band.is_pairs:
            _read_pairs(table, band, context, unit, draft)
        elif is_scoring(band):
            read_scoring(table, band, context, draft)
        else:
            _read_matrix(table, band, context, unit, draft)


def _read_pairs(table: Table, band: Band, context: Context, unit: str, draft: Draft) -> None:
    parents: dict[int, str] = {}
    for row in band.body:
        for label, value in zip(row[::2], row[1::2], strict=True):
            name = core(label.text)
            nested = is_part_label(label.text) or plain(name) in funding_levels()
            parent = parents.get(label.start, "") if nested else ""
            if not nested:
                parents[label.start] = label.text
            _ignore_label(table, label, draft)
            quantity = None if value.is_blank else read_cell(value.text)
            field = field_of(label.text)
            if field == "grade" and value.text.strip():
                draft.grades.setdefault(context.report_no, value.text.strip())
            if quantity is None or field in {"telephone", "postcode", "person", "period", "budget_code"}:
                _read_words(table, value, context, clean(label.text), draft, field)
                continue
            path = [part for part in (parent, label.text) if part]
            add_value(table, value, quantity, path, "", context, unit, draft, ())


def _ignore_label(table: Table, label: Slot, draft: Draft) -> None:
    if not label.is_continued:
        draft.ignore([q for q in scan(label.text)], table.place_of(label.cell), "label")


def _read_words(table: Table, slot: Slot, context: Context, label: str, draft: Draft, field: str = "") -> None:
    """A cell of words: its numbers are read as prose, unless its label says that they are no figures."""
    if slot.is_continued or not slot.text.strip():
        return
    place = table.place_of(slot.cell)
    if field in {"telephone", "postcode", "person", "period", "budget_code"}:
        reason = {"period": "date", "budget_code": "code"}.get(field, field)
        draft.ignore(scan(slot.text), place, reason)
        return
    read_prose(slot.text, place, context, draft, label)


def _statements(band: Band) -> tuple[str, ...]:
    """The statements that the band's headings speak of, the most frequent first."""
    counts: dict[str, int] = {}
    labels = {slot.text for row in band.heading for slot in row if slot.text.strip()}
    if band.heading and role_of(band.heading[0][0].text) == "project_funds":
        counts["project"] = len(labels)
    for text in labels:
        if code := measure_of([text], ()):
            statement = measures()[code].statement
            counts[statement] = counts.get(statement, 0) + 1
    return tuple(sorted(counts, key=lambda statement: -counts[statement]))


def _read_matrix(table: Table, band: Band, context: Context, unit: str, draft: Draft) -> None:
    if band.heading:  # 项目资金（万元） in the corner holds for the whole band
        unit = unit_hint(band.heading[0][0].text) or unit
    for row in () if band.is_continued else band.heading:
        for slot in row:
            _ignore_label(table, slot, draft)
    roles = (
        {slot.start: role_of(band.path(slot)[-1]) if band.path(slot) else "" for slot in max(band.body, key=len)}
        if band.body
        else {}
    )
    subject = _subject(band)
    statements = ("project", *_statements(band)) if subject == "project_name" else _statements(band)
    if "voucher_no" in roles.values():
        read_vouchers(table, band, roles, context, draft)
        return
    goals = {"target", "completion"} & set(roles.values())
    filled: dict[int, str] = {}
    for row in band.body:
        if goals:
            _add_goal(table, row, roles, filled, context, draft)
        label_slots = list(_label_slots(row, roles, filled))
        scope = clean(label_slots[0]) if subject and label_slots else ""
        if subject == "project_name" and scope and not is_total(scope):
            _add_project(table, row, roles, scope, context, draft)
        numbers: dict[str, int] = {}
        for slot in row:
            role = roles.get(slot.start, "")
            if slot.is_continued or not slot.text.strip():
                continue
            quantity = read_cell(slot.text)
            if role in NO_FIGURES:
                draft.ignore(scan(slot.text), table.place_of(slot.cell), NO_FIGURES[role])
            elif quantity is None or role in _TEXT_ROLES:
                _read_matrix_words(table, slot, row, role, context, draft)
            else:
                path = list(band.path(slot))
                if band.caption and band.heading and subject:
                    path.insert(0, clean(band.caption))
                if not subject:
                    path = [*label_slots[-1:], *path]
                numbers[role] = add_value(table, slot, quantity, path, scope, context, unit, draft, statements)
        if {"weight", "score"} <= numbers.keys():
            add_execution_rate(table, row, numbers["weight"], numbers["score"], context, draft)


def _read_matrix_words(table: Table, slot: Slot, row: Row, role: str, context: Context, draft: Draft) -> None:
    if role == "completion" or (not role and slot is not row[0]) or role in {"target", "purpose", "reason", "remark"}:
        _read_words(table, slot, context, "", draft)
    else:
        quantities = scan(slot.text)
        if role in {"level1", "level2", "level3", "goal_content"} and len("".join(slot.text.split())) > 8:
            _read_words(table, slot, context, "", draft)
        else:
            draft.ignore(quantities, table.place_of(slot.cell), "label")


def _subject(band: Band) -> str:
    """What each row is about: unit_name or project_name where the first heading says so, else ''."""
    if not band.heading:
        return ""
    first = next((role for slot in band.heading[0] if (role := role_of(slot.text)) != "serial"), "")
    return first if first in {"unit_name", "project_name"} else ""


def _label_slots(row: Row, roles: dict[int, str], filled: dict[int, str]) -> Iterator[str]:
    """The words that lead a row, those of merged cells above included."""
    for slot in row:
        if roles.get(slot.start) == "serial":
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


def _add_project(table: Table, row: Row, roles: dict[int, str], scope: str, context: Context, draft: Draft) -> None:
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
    table: Table, row: Row, roles: dict[int, str], filled: dict[int, str], context: Context, draft: Draft
) -> None:
    texts = {roles.get(slot.start, ""): slot.text.strip() for slot in row if slot.text.strip()}
    target, completion = texts.get("target", ""), texts.get("completion", "")
    if not target and not completion:
        return
    levels = [clean(text) for text in _label_slots(row, roles, dict(filled))]
    place = table.place_of(row[-1].cell)
    draft.goals.append(
        Goal(len(draft.goals), context.report_no, context.scope_name, levels[0] if levels else "",
             levels[1] if len(levels) > 2 else "", levels[-1] if levels else "", target, completion, place)
    )  # fmt: skip
