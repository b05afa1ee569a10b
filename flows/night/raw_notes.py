"""What people write beside the reports: manifest.csv, where they belong, and waivers.csv, what is accepted of them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path

from flows.judging.register import rules
from flows.model.exceptions import StageFailed
from flows.store.staging import Waiver

MANIFEST = "manifest.csv"
WAIVERS = "waivers.csv"
_MANIFEST_COLUMNS = ("source_path", "county_id", "department_name", "fiscal_year")
_ANSWERS = {"是": True, "yes": True, "true": True, "1": True, "否": False, "no": False, "false": False, "0": False}
_NEEDED = {"reason": "理由", "approved_by": "批准人", "expires_on": "有效期至"}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
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


def read_manifest(raw: Path) -> Mapping[str, ManifestRow]:
    """What manifest.csv says, by source path; nothing where there is no manifest.

    Raises `StageFailed` where it cannot be read or a column is missing, since reports would lose their places.
    """
    path = raw / MANIFEST
    if not path.exists():
        return {}
    try:
        columns, rows = _sheet(path)
    except (csv.Error, OSError) as error:
        raise StageFailed("ingest", f"{path} {_unread(error)}，再运行一次") from error
    if missing := [name for name in _MANIFEST_COLUMNS if name not in columns]:
        raise StageFailed("ingest", f"{path} 缺少列 {'、'.join(missing)}：补上后再运行")
    return {
        _slashed(row["source_path"]): ManifestRow(
            row["county_id"],
            row["department_name"],
            row["fiscal_year"],
            _ANSWERS.get(row.get("is_counted", "").lower()),
        )
        for _, row in rows
        if row["source_path"]
    }


def read_waivers(raw: Path) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """What waivers.csv accepts, and why rows of it cannot be taken; a row that is wrong accepts nothing."""
    path = raw / WAIVERS
    if not path.exists():
        return (), ()
    try:
        columns, rows = _sheet(path)
    except (csv.Error, OSError) as error:
        return (), (f"整个文件不起作用：{_unread(error)}",)
    if missing := [name for name in _NEEDED if name not in columns]:
        return (), (f"整个文件不起作用：第一行缺少列 {'、'.join(missing)}",)
    waivers: list[Waiver] = []
    faults: list[str] = []
    for line_no, row in rows:
        if found := list(_faults(row)):
            faults.append(f"第 {line_no} 行不起作用：{'；'.join(found)}")
        else:
            waivers.append(_waiver(line_no, row))
    return tuple(waivers), tuple(faults)


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


def _faults(row: Mapping[str, str]) -> Iterator[str]:
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


def _unread(error: Exception) -> str:
    """Why a CSV file cannot be read, with the way out."""
    if isinstance(error, OSError):
        return f"无法打开（{error.strerror}）：请确认它是文件，运行 jixiao 的用户能读"
    return f"不是 CSV 表（{error}）：请检查引号，另存为 CSV"


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def _sheet(path: Path) -> tuple[Sequence[str], list[tuple[int, Mapping[str, str]]]]:
    """The columns of a CSV file, in small letters, and its rows with their lines; without blanks around and blank rows.

    Excel saves it as GB 18030 or with a byte order mark: both are read. Raises `csv.Error` where it is no such file.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    columns = [name.lower() for name in lines[0][1]] if lines else []
    return columns, [
        (line_no, {name: cell for name, cell in zip_longest(columns, row[: len(columns)], fillvalue="")})
        for line_no, row in lines[1:]
    ]
