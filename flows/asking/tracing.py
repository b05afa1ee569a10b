"""The tree of a number as people and tools want it: branches on the screen, nested objects in JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from rich.text import Text
from rich.tree import Tree

from flows.asking.answers import json_value
from flows.model.explanation import Comparison, Figure, FigureNode, Part, Sum, Term, Twin
from flows.model.place_words import brief_with_page
from flows.pages.wording import RELATIONS, clipped, gap, sides, visible

_STATUSES = {"pass": "相符", "fail": "不符", "not_applicable": "不适用"}


def report_title(figure: Figure) -> str:
    """A report by its county, department, year and file."""
    year = f"{figure.fiscal_year}年" if figure.fiscal_year else ""
    return "  ".join(filter(None, [f"{figure.county_name}{figure.department_name}", year, figure.source_path]))


def figure_tree(node: FigureNode, tree: Tree | None = None) -> Tree:
    """The branches of a figure: what it is, where it stands, its parts, and who else states it."""
    head = _text(_headline(node.figure) + ("  明细见上文" if node.is_repeated else ""), "bold")
    branch = Tree(head) if tree is None else tree.add(head)
    branch.add(_text(f"含义：{_meaning(node.figure)}"))
    branch.add(_text(f"位置：{node.figure.source_path} {brief_with_page(node.figure.place)}"))
    _add_quote(branch, node.figure)
    branch.add(_text(f"编号：{node.figure.figure_id}", "dim"))
    _add_sums(branch, node.sums)
    _add_twins(branch, node.twins)
    return branch


def comparison_tree(comparison: Comparison) -> Tree:
    """The branches of a finding: the equation, both sides, and every term with its cell."""
    left, right = sides(comparison.left_value, comparison.right_value, comparison.unit)
    status = _STATUSES.get(comparison.status, comparison.status)
    tree = Tree(_text(f"{comparison.rule_code} {comparison.rule_name}：{status}", "bold"))
    tree.add(_text(f"等式：{comparison.explanation}"))
    if comparison.left_value is not None and comparison.right_value is not None:
        difference = gap(comparison.left_value - comparison.right_value, comparison.unit)
        relation = RELATIONS.get(comparison.relation, comparison.relation)
        slack = gap(comparison.slack, comparison.unit)
        both = f"{comparison.left_name} {left}，{comparison.right_name} {right}"
        tree.add(_text(f"{both}，{relation}；相差 {difference}，四舍五入允许 {slack}"))
    tree.add(_text(f"文件：{comparison.source_path}"))
    for term in comparison.terms:
        _add_term(tree, comparison, term)
    if comparison.suggestion and comparison.status == "fail":
        tree.add(_text(f"建议：{comparison.suggestion}"))
    tree.add(_text(f"编号：{comparison.finding_id}", "dim"))
    return tree


def _called(comparison: Comparison, term: Term) -> str:
    """What the term is to its side: all of it, or one of several."""
    if not comparison.side_of(term):
        return "参与计算"
    alone = sum(other.side == term.side for other in comparison.terms) == 1
    name = comparison.left_name if term.side == "left" else comparison.right_name
    return name if alone else "其中一项"


def _add_term(tree: Tree, comparison: Comparison, term: Term) -> None:
    side = comparison.side_of(term)
    sign = "＋ " if side else ""
    if term.figure is None:
        value = term.printed or ("" if term.value is None else f"{term.value:f}")
        branch = tree.add(_text(f"{_called(comparison, term)} {sign}{term.label} {value}"))
        if term.place:
            branch.add(_text(f"位置：{brief_with_page(term.place)}"))
        return
    branch = tree.add(_text(f"{_called(comparison, term)} {sign}{_headline(term.figure)}"))
    branch.add(_text(f"位置：{term.figure.source_path} {brief_with_page(term.figure.place)}"))
    _add_quote(branch, term.figure)
    branch.add(_text(f"编号：{term.figure.figure_id}", "dim"))


def _add_sums(branch: Tree, sums: Iterable[Sum]) -> None:
    for one in sums:
        below = branch.add(_text(_sum_in_words(one)))
        for part in one.parts:
            _add_part(below, part)


def _sum_in_words(one: Sum) -> str:
    if one.comparison:
        status = _STATUSES.get(one.comparison.status, one.comparison.status)
        return f"＝ {one.comparison.rule_code} {one.comparison.rule_name}（{status}）：{one.comparison.explanation}"
    return "其中（原文列举）"


def _add_part(tree: Tree, part: Part) -> None:
    figure = part.node.figure
    sign = "＋" if part.sign > 0 else "－"
    scope = f"  {figure.scope_name}" if figure.scope_name else ""
    again = "  明细见上文" if part.node.is_repeated else ""
    branch = tree.add(_text(f"{sign} {_headline(figure)}{scope}{again}"))
    branch.add(_text(f"{figure.source_path} {brief_with_page(figure.place)}"))
    _add_quote(branch, figure)
    _add_sums(branch, part.node.sums)


def _add_twins(branch: Tree, twins: Iterable[Twin]) -> None:
    twins = list(twins)
    if not twins:
        return
    below = branch.add(_text(f"同一指标、范围、年度和口径的其他 {len(twins)} 处"))
    for twin in twins:
        figure = twin.figure
        verdict = "一致" if twin.agrees else "不一致"
        below.add(_text(f"{verdict}：{_headline(figure)}  {figure.source_path} {brief_with_page(figure.place)}"))


def _headline(figure: Figure) -> str:
    """The measure with its printed number, and with the value in the base unit where that reads otherwise."""
    name = figure.measure_name or figure.label or "未命名"
    printed = figure.printed
    if figure.printed_unit and not printed.endswith(figure.printed_unit):
        printed = f"{printed} {figure.printed_unit}"
    value = "" if figure.value is None else f"{_exact(figure.value)} {figure.unit}".rstrip()
    bare = value.replace(" ", "")
    is_plain = not figure.value or printed.replace(" ", "") in (bare, bare.replace(",", ""))
    return f"{name} {printed}" + (f"（= {value}）" if value and not is_plain else "")


def _exact(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _meaning(figure: Figure) -> str:
    year = f"{figure.period_year}年" if figure.period_year else "年度不明"
    parts = [year, figure.basis_name or "口径不明", f"范围 {figure.scope_name or '部门整体'}", f"标签 {figure.label}"]
    if not figure.measure_code:
        parts.append("未识别为统一的指标项")
    return "；".join(parts)


def _add_quote(branch: Tree, figure: Figure) -> None:
    if figure.quote and figure.quote != figure.printed:
        branch.add(_text(f"原文：「{clipped(figure.quote)}」"))


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style=style)


def figure_data(node: FigureNode) -> Mapping[str, Any]:
    """The tree of a figure as objects for JSON."""
    return {
        **_figure_data(node.figure),
        "is_repeated": node.is_repeated,
        "sums": [
            {
                "rule": None if one.comparison is None else _rule_data(one.comparison),
                "claim": None if one.claim is None else _plain(one.claim),
                "parts": [{"sign": part.sign, **figure_data(part.node)} for part in one.parts],
            }
            for one in node.sums
        ],
        "elsewhere": [{"agrees": twin.agrees, **_figure_data(twin.figure)} for twin in node.twins],
    }


def comparison_data(comparison: Comparison) -> Mapping[str, Any]:
    """A finding with both sides and its terms as objects for JSON."""
    terms = [
        {
            "side": comparison.side_of(term),
            "sign": term.sign,
            "label": term.label,
            "value": _plain(term.value),
            "printed": term.printed,
            "figure": None if term.figure is None else _figure_data(term.figure),
        }
        for term in comparison.terms
    ]
    return {**_rule_data(comparison), "suggestion": comparison.suggestion, "terms": terms}


def _rule_data(comparison: Comparison) -> Mapping[str, Any]:
    names = (
        "finding_id", "rule_code", "rule_name", "status", "severity", "relation", "left_value", "right_value", "slack",
        "unit", "explanation", "source_path",
    )  # fmt: skip
    return {name: _plain(getattr(comparison, name)) for name in names}


def _figure_data(figure: Figure) -> Mapping[str, Any]:
    return {**_plain(figure), "place_in_words": brief_with_page(figure.place)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return json_value(value)
