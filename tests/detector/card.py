"""The detector card and the seed that the report page shows it from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from flows.judging.register import rules
from tests.beside import ROOT
from tests.detector.field import Field, Tally
from tests.detector.measuring import Cell, totals

CARD = ROOT / "expectations" / "detector_card.md"
SEED = ROOT / "dbt_project" / "seeds" / "rule_reliability.csv"
# What a rule of the field decides of the same numbers stands for these on the synthetic reports; they are measured on the
# invented ones, all together: `python -m tests.strangers contradictions`.
MEASURED_TOGETHER = frozenset({
    "A25", "A26", "A27", "A28", "A29", "S02", "S03", "S04", "S05", "S06", "X09", "V11",
})  # fmt: skip
_COLUMNS = "rule_code,planted,caught,opened,documents,false_alarms"
_FIELD = """\
# Detector card 核对规则检出能力卡

由 `python -m tests.detector` 生成，请勿手改。

## 全部差错：由他人编写的报告

{field}

"""
_RULES = "## 逐条规则：规则问到的数字\n"
_HEAD = """
在各种表样和格式的正确报告中，每次只在该条规则问到的数字上植入一处差错，看该条规则是否报出；
再在 {documents:,} 份全部正确（含截尾、取整、凑足 100%、约数、空白、小计、部分列举等情形）的报告上数误报。

比对两份报告的规则，在{pairs}全部正确的报告上数误报（夹有更正前的旧版、另一格式的副本、本级、预算、不相邻年度、二级机构的报告，
两份单位不同，或含约数、含结转、只列财政拨款），植入时只改其中一份的一处，上表的“份”即“对”。

- 检出率 = 该条规则报出的差错 ÷ 植入的差错；差错都大于四舍五入所能解释的范围。
- 不适用 = 该条规则没有报错，而是写明缺哪一项；另报 = 该条规则未报，其他规则报出。
- 误报上限 = 95% 置信上限（每千份）；未见误报时按三倍法则 3 ÷ 份数。

| 规则 | 检出率 | 植入 | 检出 | 不适用 | 另报 | 误报（份） | 每千份误报 | 误报上限 | 各类差错 检出/植入 |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---|
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of a rule: planted errors, and on how many of the correct reports, or pairs of them, it fails."""

    cells: tuple[Cell, ...]
    false_alarms: int
    documents: int


def in_order(results: Mapping[str, Result]) -> Iterable[tuple[str, Result]]:
    """The results in the order of the register."""
    return ((code, results[code]) for code in measured_alone())


def measured_alone() -> list[str]:
    """The active rules that have errors of their own planted on the synthetic reports."""
    return [code for code, rule in rules().items() if rule.is_active and code not in MEASURED_TOGETHER]


def card(results: Mapping[str, Result], field: Field) -> str:
    """The card in Markdown: what was found of all errors, then a row a rule, then a row a kind of error."""
    lines = [row(code, result) for code, result in in_order(results)]
    paired = {code: result for code, result in in_order(results) if rules()[code].scope_relation == "documents"}
    [documents] = {result.documents for code, result in results.items() if code not in paired}
    pairs = "、".join(f" {result.documents:,} 对（{code}）" for code, result in paired.items())
    kinds: dict[str, list[Cell]] = {}
    for _, result in in_order(results):
        for cell in result.cells:
            kinds.setdefault(cell.kind, []).append(cell)
    table = [
        f"| {kind} | {_rate(*totals(cells))} | {totals(cells)[0]} | {totals(cells)[1]} | {_opened(cells)} | {_others(cells)} |"
        for kind, cells in kinds.items()
    ]
    head = "\n## 按差错种类\n\n| 差错 | 检出率 | 植入 | 检出 | 不适用 | 另报 |\n|---|---:|---:|---:|---:|---:|\n"
    top = _field(field) + _RULES + _HEAD.format(documents=documents, pairs=pairs)
    return top + "\n".join(lines) + "\n" + head + "\n".join(table) + "\n"


def with_field(printed: str, field: Field) -> str:
    """A card with its first part as measured, its rows of rules as they are."""
    return _field(field) + printed[printed.index(_RULES) :]


def _field(field: Field) -> str:
    return _FIELD.format(field="\n".join(field_lines(field)))


def field_lines(field: Field) -> list[str]:
    """What was measured on reports that others wrote: a line a measure, then a row a kind of error."""
    bound = upper_bound(field.alarmed, field.correct)
    rows = [*field.contradictions.items(), *((f"任取一个数字：{kind}", tally) for kind, tally in field.slips.items())]
    return [
        f"{field.documents} 份报告仿各省各类公开文本的写法、版式和用语，由没有看过程序的人编写，其中 {field.correct} 份全部正确、另有陷阱。",
        "每份先测量，再用来改进；从未见过的报告检出率会低一些。",
        "",
        f"- 编写者埋下的矛盾（种类、位置不限）检出率：{_told(field.contradictions)}",
        f"- 正确报告中任取一个数字改错（不论有无别的数字与它相关，改动大于百分之一）看出率：{_told(field.slips)}",
        f"- 参与核对的数字：{field.compared}/{field.figures}，{_rate(field.figures, field.compared)}",
        f"- 误报错误的正确报告：{field.alarmed}/{field.correct}，每千份 {1000 * field.alarmed / field.correct:.1f}，误报上限 {bound}",
        "",
        "| 差错 | 检出率 | 埋下 | 检出 |",
        "|---|---:|---:|---:|",
        *(f"| {kind} | {_rate(tally.planted, tally.told)} | {tally.planted} | {tally.told} |" for kind, tally in rows),
    ]


def _told(tallies: Mapping[str, Tally]) -> str:
    planted, told = sum(one.planted for one in tallies.values()), sum(one.told for one in tallies.values())
    return f"{told}/{planted}，{_rate(planted, told)}"


def row(rule_code: str, result: Result) -> str:
    """A rule's line of the card."""
    cells, false_alarms = result.cells, result.false_alarms
    planted, caught = totals(cells)
    kinds = "；".join(f"{cell.kind} {cell.caught}/{cell.planted}" for cell in cells)
    per_thousand = Decimal(1000 * false_alarms) / result.documents
    bound = upper_bound(false_alarms, result.documents)
    return (
        f"| {rule_code} {rules()[rule_code].name} | {_rate(planted, caught)} | {planted} | {caught} | {_opened(cells)} | "
        f"{_others(cells)} | {false_alarms} | {per_thousand:.2f} | {bound} | {kinds or '—'} |"
    )


def seed(results: Mapping[str, Result]) -> str:
    """The rows that the report page reads, one a rule."""
    lines = []
    for code, result in in_order(results):
        planted, caught = totals(result.cells)
        lines.append(f"{code},{planted},{caught},{_opened(result.cells)},{result.documents},{result.false_alarms}")
    return "\n".join([_COLUMNS, *lines]) + "\n"


def upper_bound(alarms: int, documents: int) -> str:
    """The 95 % upper bound of documents in a thousand with a false alarm: the rule of three where none was seen."""
    mean = Decimal(alarms)
    bound = Decimal(3) if not alarms else mean + Decimal("1.645") * mean.sqrt() + Decimal("1.5")
    return f"{(1000 * bound / documents).quantize(Decimal('0.01'), ROUND_CEILING)}"


def _rate(planted: int, caught: int) -> str:
    if not planted:
        return "—"
    return f"{(Decimal(100 * caught) / planted).quantize(Decimal('0.1'), ROUND_FLOOR)}%"


def _opened(cells: Sequence[Cell]) -> int:
    return sum(cell.opened for cell in cells)


def _others(cells: Sequence[Cell]) -> int:
    return sum(cell.by_others for cell in cells)
