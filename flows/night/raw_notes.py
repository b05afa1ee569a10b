"""What people write beside the reports: manifest.csv, where they belong, and waivers.csv, what is accepted of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.judging.register import rules
from flows.model.exceptions import StageFailed
from flows.model.words import folded
from flows.night.hand_written import Sheet, read_sheet
from flows.store.records import Waiver

MANIFEST = "manifest.csv"
WAIVERS = "waivers.csv"
_MANIFEST_COLUMNS = ("source_path", "county_id", "department_name", "fiscal_year")
_ANSWERS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}
_NEEDED = {"reason": "理由", "approved_by": "批准人", "expires_on": "有效期至"}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_FISCAL_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")
_KEY = re.compile(r"[0-9a-f]{16}")
_AMOUNT = re.compile(r"-?[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)?%?|-?[0-9]+(?:\.[0-9]+)?%?")
_CONTENT = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a person says of a file; `is_counted` of several versions of a report, None where nothing is said."""

    county_id: str
    department_name: str
    fiscal_year: str
    is_counted: bool | None = None


def read_manifest(raw: Path) -> tuple[Mapping[str, ManifestRow], tuple[str, ...]]:
    """What manifest.csv says, by source path, and why rows of it cannot be taken; a row that is wrong says nothing.

    Raises `StageFailed` where the file cannot be opened or a column is missing, since all reports would lose their
    places.
    """
    path = raw / MANIFEST
    if not path.exists():
        return {}, ()
    try:
        sheet = read_sheet(path)
    except OSError as error:
        raise StageFailed("ingest", f"{path} {_unread(error)}，再运行一次") from error
    if missing := [name for name in _MANIFEST_COLUMNS if name not in sheet.columns]:
        raise StageFailed("ingest", f"{path} 第一行缺少列 {'、'.join(missing)}：补上后再运行")
    faults = _by_line(sheet, _manifest_faults)
    by_path: dict[str, dict[int, ManifestRow]] = {}
    for row in sheet.rows:
        if row.line_no not in faults:
            by_path.setdefault(_slashed(row.cells["source_path"]), {})[row.line_no] = _manifest_row(row.cells)
    for source_path, rows in by_path.items():
        if len(set(rows.values())) > 1:
            line_nos = "、".join(map(str, rows))
            faults |= dict.fromkeys(rows, f"第 {line_nos} 行说的都是 {source_path}，内容不同，请只留正确的一行")
    taken = {path: next(iter(rows.values())) for path, rows in by_path.items() if not faults.keys() & rows.keys()}
    return taken, _told(faults)


def _manifest_row(row: Mapping[str, str]) -> ManifestRow:
    return ManifestRow(
        row["county_id"],
        row["department_name"],
        _fiscal_year(row["fiscal_year"]),
        _ANSWERS.get(row.get("is_counted", "").lower()),
    )


def _manifest_faults(row: Mapping[str, str]) -> Iterator[str]:
    """What keeps a row of manifest.csv from being taken, with the way out."""
    if not row["source_path"]:
        yield "没有填写文件（source_path）"
    if row["fiscal_year"] and not _fiscal_year(row["fiscal_year"]):
        yield f"年度 {row['fiscal_year']} 不是年份，请写成 2023"
    if (answer := row.get("is_counted", "")) and answer.lower() not in _ANSWERS:
        yield f"是否计入（is_counted）{answer} 看不懂，请写成 是 或 否"


def _fiscal_year(text: str) -> str:
    """The year in four digits, '' where it is none."""
    match = _FISCAL_YEAR.fullmatch(folded(text))
    return match[1] if match else ""


def _by_line(sheet: Sheet, faults_of: Callable[[Mapping[str, str]], Iterator[str]]) -> dict[int, str]:
    """What is wrong with rows, by the lines they begin in."""
    told = {row.line_no: row.fault or "；".join(faults_of(row.cells)) for row in sheet.rows}
    return {line_no: fault for line_no, fault in told.items() if fault}


def _told(faults: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(f"第 {line_no} 行不起作用：{faults[line_no]}" for line_no in sorted(faults))


def read_waivers(raw: Path) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """What waivers.csv accepts, and why rows of it cannot be taken; a row that is wrong accepts nothing."""
    path = raw / WAIVERS
    if not path.exists():
        return (), ()
    try:
        sheet = read_sheet(path)
    except OSError as error:
        return (), (f"整个文件不起作用：{_unread(error)}",)
    if missing := [name for name in _NEEDED if name not in sheet.columns]:
        return (), (f"整个文件不起作用：第一行缺少列 {'、'.join(missing)}",)
    faults = _by_line(sheet, _waiver_faults)
    taken = tuple(_waiver(row.line_no, row.cells) for row in sheet.rows if row.line_no not in faults)
    return taken, _told(faults)


def _waiver(line_no: int, row: Mapping[str, str]) -> Waiver:
    document = row.get("document", "")
    is_content = bool(_CONTENT.fullmatch(document))
    expires_on = _day(row["expires_on"])
    assert expires_on is not None
    return Waiver(
        line_no=line_no,
        finding_id=row.get("finding_id", "").lower(),
        rule_code=row.get("rule_code", ""),
        source_path="" if is_content else _slashed(document),
        document_id=document if is_content else "",
        figure_id=row.get("figure_id", "").lower(),
        correct_value=row.get("correct_value", ""),
        reason=row["reason"],
        approved_by=row["approved_by"],
        expires_on=expires_on,
    )


def _waiver_faults(row: Mapping[str, str]) -> Iterator[str]:
    """What keeps a row of waivers.csv from being taken, with the way out."""
    if missing := [f"{name}（{column}）" for column, name in _NEEDED.items() if not row.get(column)]:
        yield f"没有填写{'、'.join(missing)}"
    if row.get("expires_on") and _day(row["expires_on"]) is None:
        yield f"有效期 {row['expires_on']} 不是日期，请写成 2026-12-31"
    if row.get("rule_code") and row["rule_code"] not in rules():
        yield f"没有规则 {row['rule_code']}"
    if not (row.get("finding_id") or row.get("figure_id") or (row.get("rule_code") and row.get("document"))):
        yield "没有说明针对哪一处：请填问题编号 finding_id 或数字编号 figure_id，或同时填规则 rule_code 与报告 document"
    for column in ("finding_id", "figure_id"):
        if row.get(column) and not _KEY.fullmatch(row[column].lower()):
            yield f"{column} 应为 16 位编号，{row[column]} 不是"
    if row.get("correct_value") and not row.get("figure_id"):
        yield "写了更正值（correct_value），没有写是哪个数字（figure_id）"
    if row.get("correct_value") and not _AMOUNT.fullmatch(row["correct_value"]):
        yield f"更正值 {row['correct_value']} 不是数字，请按报告的单位写，如 5057"


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _unread(error: OSError) -> str:
    """Why a file cannot be read, with the way out."""
    return f"无法打开（{error.strerror}）：请确认它是文件，运行 jixiao 的用户能读"


def _slashed(path: str) -> str:
    return path.replace("\\", "/")
