"""The tree of a number: sums, their parts, each told once, and who else states it."""

from decimal import Decimal

import pytest

from flows.model.explanation import (
    Claim,
    Comparison,
    Figure,
    FigureNode,
    Material,
    Term,
    agrees,
    figure_tree,
    figures_within,
    whole_of,
)
from flows.model.report import Place


def figure(name: str, value: str, **changes: object) -> Figure:
    amount = Decimal(value)
    values: dict[str, object] = {
        "figure_id": name, "document_id": "d", "report_id": "r", "source_path": "甲.docx", "county_name": "青禾县",
        "department_name": "水利局", "fiscal_year": 2031, "measure_code": name, "measure_name": name, "label": name,
        "scope_name": "", "period_year": 2031, "basis_name": "决算", "value": amount, "low": amount - 1,
        "high": amount + 1, "unit": "元", "printed": value, "printed_unit": "元", "place": Place(ord(name[0])),
        "quote": "",
    }  # fmt: skip
    return Figure(**{**values, **changes})  # type: ignore[arg-type]


FIGURES = {name: figure(name, value) for name, value in {"a": "10", "b": "4", "c": "6", "d": "1", "e": "3"}.items()}


def comparison(*terms: tuple[int, str], **changes: object) -> Comparison:
    numbers = [(sign, FIGURES[name]) for sign, name in terms]
    sides = [sum((one.value or Decimal() for own, one in numbers if own == sign), Decimal()) for sign in (1, -1)]
    values: dict[str, object] = {
        "finding_id": "f", "rule_code": "A01", "rule_name": "", "status": "pass", "severity": "error", "relation": "eq",
        "is_total": True, "left_name": "", "right_name": "", "left_value": sides[0], "right_value": sides[1], "slack": Decimal(), "unit": "元",
        "explanation": "", "suggestion": "", "source_path": "甲.docx",
        "terms": tuple(
            Term("left" if sign > 0 else "right", 1, True, one.label, one.value, one.printed, one.place, one)
            for sign, one in numbers
        ),
    }  # fmt: skip
    return Comparison(**{**values, **changes})  # type: ignore[arg-type]


def material(*comparisons: Comparison, claims: tuple[Claim, ...] = (), **twins: tuple[Figure, ...]) -> Material:
    return Material(FIGURES, comparisons, claims, twins)


def outline(node: FigureNode) -> object:
    """The names of a tree: a leaf is its name, a whole a name with its lists of signed parts."""
    sums = [[(part.sign, outline(part.node)) for part in one.parts] for one in node.sums]
    return (node.figure.figure_id, *sums) if sums else node.figure.figure_id


def test_a_total_goes_down_to_its_addends_and_theirs() -> None:
    tree = figure_tree(
        "a", material(comparison((1, "a"), (-1, "b"), (-1, "c")), comparison((1, "b"), (-1, "d"), (-1, "e")))
    )
    assert outline(tree) == ("a", [(1, ("b", [(1, "d"), (1, "e")])), (1, "c")])
    assert figures_within(tree) == set("abcde")


def test_a_part_that_is_taken_off_has_its_sign() -> None:
    tree = figure_tree(
        "c", material(comparison((1, "c"), (-1, "a"), (1, "b"), left_value=Decimal(6), right_value=Decimal(6)))
    )
    assert outline(tree) == ("c", [(1, "a"), (-1, "b")])


def test_a_sum_that_is_wrong_is_told_too() -> None:
    wrong = comparison((1, "a"), (-1, "b"), (-1, "d"), status="fail")
    tree = figure_tree("a", material(wrong))
    assert outline(tree) == ("a", [(1, "b"), (1, "d")])
    assert tree.sums[0].comparison is wrong


def test_a_circle_ends() -> None:
    tree = figure_tree("a", material(comparison((1, "a"), (-1, "b")), comparison((1, "b"), (-1, "a"))))
    [(_, below)] = [(part.sign, part.node) for part in tree.sums[0].parts]
    [again] = [part.node for part in below.sums[0].parts]
    assert (again.figure.figure_id, again.sums, again.is_repeated) == ("a", (), True)


def test_parts_shown_in_an_earlier_tree_are_not_told_again() -> None:
    tree = figure_tree("a", material(comparison((1, "a"), (-1, "b"), (-1, "c"))), shown={"a"})
    assert (tree.sums, tree.is_repeated) == ((), True)


def test_a_claim_in_words_has_parts_and_the_same_parts_are_told_once() -> None:
    claim = Claim("k", "a", ("b", "c"), "其中")
    assert outline(figure_tree("a", material(claims=(claim,)))) == ("a", [(1, "b"), (1, "c")])
    both = figure_tree("a", material(comparison((1, "a"), (-1, "b"), (-1, "c")), claims=(claim,)))
    assert outline(both) == ("a", [(1, "b"), (1, "c")])
    assert both.sums[0].comparison


@pytest.mark.parametrize(
    "changes",
    [
        {"is_total": False},
        {"relation": "le"},
        # 10 ÷ 4: the terms are not what the sides differ by.
        {"left_value": Decimal(250), "right_value": Decimal(249)},
        {"terms": ()},
        {"left_value": None},
    ],
)
def test_what_is_no_sum_has_no_whole(changes: dict[str, object]) -> None:
    assert whole_of(comparison((1, "a"), (-1, "b"), **changes)) is None


def test_an_amount_that_shares_its_side_is_no_whole() -> None:
    assert whole_of(comparison((1, "a"), (1, "b"), (-1, "c"))) is None


def test_other_places_agree_within_what_their_decimals_leave_open() -> None:
    near, far = figure("x", "12"), figure("y", "13")
    tree = figure_tree("a", material(a=(near, far)))
    assert [(twin.figure.figure_id, twin.agrees) for twin in tree.twins] == [("x", True), ("y", False)]
    assert not agrees(FIGURES["a"], figure("z", "10", unit="%"))


def test_the_sides_of_the_terms_are_known_where_they_add_up() -> None:
    linear = comparison((1, "a"), (-1, "b"))
    assert [linear.side_of(term) for term in linear.terms] == ["left", "right"]
    quotient = comparison((1, "a"), (1, "b"), left_value=Decimal(250), right_value=Decimal(100))
    assert [quotient.side_of(term) for term in quotient.terms] == ["", ""]
