"""What people write beside the reports: manifest.csv, where they belong, and waivers.csv, what is accepted of them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.exceptions import StageFailed
from flows.judging.register import rules
from flows.store.staging import Waiver

MANIFEST = "manifest.csv"
WAIVERS = "waivers.csv"
_MANIFEST_COLUMNS = ("source_path", "county_id", "department_name", "fiscal_year")
_NEEDED = {"reason": "理由", "approved_by": "批准人", "expires_on": "有效期至"}
_DATE = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_CONTENT = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a person says of a file."""

    county_id: str
    department_name: str
    fiscal_year: str


def read_manifest(raw: Path) -> Mapping[str, ManifestRow]:
    """What manifest.csv says, by source path; nothing where there is no manifest.

    Raises `StageFailed` where a column is missing, since reports would lose their places.
    """
    path = raw / MANIFEST
    columns, rows = _sheet(path) if path.is_file() else (_MANIFEST_COLUMNS, [])
    if missing := [name for name in _MANIFEST_COLUMNS if name not in columns]:
        raise StageFailed("ingest", f"{path} 缺少列 {'、'.join(missing)}：补上后再运行")
    return {
        _slashed(row["source_path"]): ManifestRow(*(row[name] for name in _MANIFEST_COLUMNS[1:]))
        for _, row in rows
        if row["source_path"]
    }


def read_waivers(raw: Path) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """What waivers.csv accepts, and why rows of it cannot be taken; a row that is wrong accepts nothing."""
    path = raw / WAIVERS
    if not path.is_file():
        return (), ()
    waivers: list[Waiver] = []
    faults: list[str] = []
    for line_no, row in _sheet(path)[1]:
        if any(row.values()):
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
        finding_id=row.get("finding_id", ""),
        rule_code=row.get("rule_code", ""),
        source_path="" if is_content else _slashed(document),
        document_id=document if is_content else "",
        figure_id=row.get("figure_id", ""),
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
    if row.get("correct_value") and not row.get("figure_id"):
        yield "写了更正值（correct_value），没有写是哪个数字（figure_id）"


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def _sheet(path: Path) -> tuple[Sequence[str], list[tuple[int, Mapping[str, str]]]]:
    """The columns of a CSV file and its rows with their lines, without blanks around.

    Excel saves it as GB 18030 or with a byte order mark: both are read.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    rows: list[tuple[int, Mapping[str, str]]] = [
        (reader.line_num, {name: (value or "").strip() for name, value in row.items() if name}) for row in reader
    ]
    return columns, rows
