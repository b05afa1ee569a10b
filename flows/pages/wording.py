"""How a page says things: amounts, places, severities and names in the words of a county's clerk."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import cache

from flows.model.overview import Checked, RepeatedFile, Spot
from flows.model.words import read_seed

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": ("错误", "必须改"),
    "warn": ("警告", "请核实"),
    "info": ("提示", "供参考"),
}
LIFECYCLES: Mapping[str, str] = {"new": "新增", "known": "已知", "regressed": "复发", "waived": "已豁免"}
RELATIONS: Mapping[str, str] = {"eq": "应当相等", "le": "前者不应大于后者", "same_direction": "方向应当一致"}
STAGES: Mapping[str, str] = {
    "ingest": "读入",
    "manifest": "归属清单",
    "waivers": "豁免清单",
    "read": "读取",
    "extract": "提取",
    "content": "内容",
    "judge": "核对",
    "load": "入库",
    "transform": "建模",
    "validate": "校验",
    "publish": "发布",
}
REPEATED: Mapping[str, str] = {
    "copy": "内容完全相同的副本",
    "rendition": "同一内容的另一格式",
    "version": "同一报告的另一稿",
    "excluded": "manifest.csv 中填了不计入",
}
DECIDED_BY: Mapping[str, str] = {
    "manifest": "manifest.csv 中的指定",
    "words": "文件名中的字样（修改稿、终稿等）",
    "number": "文件名中的稿次",
    "date": "文件名中的日期",
    "download": "文件名后的序号（再次下载）",
    "night": "收到的先后",
    "modified": "文件的修改时间（复制、解压会改变它，请核对）",
}
# The first letter of a rule's code is its family; families share a column of the county table.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("A", "合计勾稽"),
    ("RS", "指标复算"),
    ("X", "前后一致"),
    ("C", "文字表述"),
    ("L", "表样填写"),
    ("V", "数值编码"),
)
OTHER_FAMILY = "其他"
UNPLACED_COUNTY = "未能确定所属县区"
UNPLACED_DEPARTMENT = "未能确定所属部门"

_YEAR = "年"
_WAN = Decimal(10_000)
_FINEST = Decimal("0.0001")
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
# Controls, zero-width and direction marks hide or reorder text; lone surrogates cannot be written.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text without characters that a reader cannot see."""
    return _INVISIBLE.sub("", text)


def moment(time: datetime) -> str:
    """A time with its zone: 2031年1月5日 02:00（时区 Asia/Shanghai，UTC+08:00）."""
    offset = f"{time:%z}"
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}（时区 {time.tzinfo}，UTC{offset[:3]}:{offset[3:5]}）"


def number(value: Decimal) -> str:
    """A number with thousands separators and without idle zeros, to four decimals at most."""
    return _plain(value.quantize(_FINEST, context=_EXACT))


def amount(value: Decimal | None, unit: str, scale_of: Decimal | None = None) -> str:
    """A value with its unit, '—' for None; from 10 000 元 on it is in 万元, with every printed place kept.

    `scale_of` decides between 元 and 万元 in the value's stead, so that two sides are told in the same unit.
    """
    if value is None:
        return "—"
    if unit == "%":
        return f"{number(value)}%"
    if unit == "元" and abs(value if scale_of is None else scale_of) >= _WAN:
        return f"{_plain(_EXACT.divide(value.quantize(_FINEST, context=_EXACT), _WAN))} 万元"
    told = number(value)
    return f"{told.replace(',', '') if unit == _YEAR else told} {unit}".rstrip()  # 2020 年, and 2,020 人


def gap(value: Decimal | None, unit: str) -> str:
    """The size of a difference or a slack with its unit: percentages differ by points."""
    return amount(None if value is None else abs(value), "个百分点" if unit == "%" else unit)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def sides(left: Decimal | None, right: Decimal | None, unit: str) -> tuple[str, str]:
    """Both sides of a comparison, in the same unit."""
    largest = max((abs(side) for side in (left, right) if side is not None), default=None)
    return amount(left, unit, largest), amount(right, unit, largest)


def count(times: int) -> str:
    """A count with thousands separators."""
    return f"{times:,}"


def printed(spot: Spot) -> str:
    """What stands in the report at a spot, with its unit."""
    if not spot.printed_unit or spot.printed.endswith(spot.printed_unit):
        return spot.printed
    return f"{spot.printed} {spot.printed_unit}"


def clipped(text: str, length: int = 160) -> str:
    """The text on one line, cut after `length` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"


def file_name(path: str) -> str:
    """The last part of a path written on any system."""
    return re.split(r"[\\/]", path)[-1]


def question(versions: Sequence[RepeatedFile]) -> str:
    """What is asked where nothing says which version of a report counts, '' where that is said of all."""
    if not any(version.is_open for version in versions):
        return ""
    return (
        f"同一部门、年度、类型有 {len(versions) + 1} 份，请选定：在 manifest.csv 中加一行，"
        "source_path 填应计入的文件，is_counted 填“是”；若是不同的报告，各写一行“是”"
    )


def report_title(report: Checked) -> str:
    """A report by its file's name; comparisons between reports have none."""
    return file_name(report.source_path) or "跨报告核对"


def family_of(rule_code: str) -> str:
    """The family a rule belongs to, by the first letter of its code."""
    return next((name for letters, name in FAMILIES if rule_code[:1] in letters), OTHER_FAMILY)


def ignored_reason(code: str) -> str:
    """Why a numeric token is no figure, in Chinese; reasons with a pattern are named beside it."""
    seeds = (*read_seed("ignored_numbers"), *read_seed("ignored_reasons"))
    return {row["ignored_reason"]: row["reason_name"] for row in seeds}.get(code, code)


def report_kind(code: str) -> str:
    """What kind of report it is, in Chinese where the seed knows the kind."""
    names = {row["report_kind"]: row["report_kind_name"] for row in read_seed("report_kinds")}
    return names.get(code, code)


def rule_kind(code: str) -> str:
    """What a scoring rule is, in Chinese where the seed knows the kind."""
    names = {row["rule_kind"]: row["rule_kind_name"] for row in read_seed("rule_kinds")}
    return names.get(code, code)


@cache
def _reliability() -> Mapping[str, Mapping[str, str]]:
    return {row["rule_code"]: row for row in read_seed("rule_reliability")}


@cache
def _rules_of_pairs() -> frozenset[str]:
    return frozenset(row["rule_code"] for row in read_seed("rules") if row["scope_relation"] == "documents")


def reliability(rule_code: str) -> str:
    """How well a rule was measured to catch planted errors, and how often it failed on correct reports or pairs."""
    row = _reliability().get(rule_code)
    if row is None:
        return "未实测"
    planted, caught, opened, documents, alarms = (
        int(row[name]) for name in ("planted", "caught", "opened", "documents", "false_alarms")
    )
    rate = (Decimal(100 * caught) / planted).quantize(Decimal("0.1"), ROUND_FLOOR) if planted else None
    told = f"检出率 {number(rate)}%（{count(planted)} 处" if rate is not None else "检出率未测（"
    told += f"，另 {count(opened)} 处列为不适用" if opened else ""
    asked = "对" if rule_code in _rules_of_pairs() else "份"
    return f"{told}），误报 {count(alarms)}（{count(documents)} {asked}）".replace("（）", "")
