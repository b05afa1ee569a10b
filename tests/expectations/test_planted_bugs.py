"""A judge with a bug breaks the contract, whatever it says of its own sums; one without breaks nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from expectations.again import AGAIN
from expectations.exactness import whole_column
from expectations.suites import COMPARISONS, FIGURES, OPEN
from flows.asking.checking import check
from flows.extraction import SourceClues, extract
from flows.judging import judge as judging
from flows.judging import verdicts
from flows.judging.sums import assemblies
from flows.model.facts import Comparison, Extract
from flows.model.report import Paragraph, Report
from flows.readers import read
from tests.beside import ROOT
from tests.expectations.built import built

PATH = Path("示例省/示例市/青禾县/2020/县教育局部门整体支出绩效自评报告.txt")


@pytest.fixture(scope="module")
def found() -> Extract:
    """What a sample prints: sums of units, sources and public expenses, some of them wrong."""
    return extract(read((ROOT / "raw" / PATH).read_bytes(), PATH), SourceClues(str(PATH)))


def faults(frames: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    """What is found wrong, by what is asked."""
    comparisons = frames[COMPARISONS]
    decided = comparisons[comparisons["status"].isin(["pass", "fail"])].reset_index(drop=True)
    for column in ("left_value", "right_value", "slack"):
        assert whole_column(decided[column]).notna().all()
    return {
        f"{again.name}.{column}": told
        for again in AGAIN
        for column in again.faults
        if (told := list(again.ask(frames, decided)[column].dropna()))
    }


def after(found: Extract, bug: Callable[[Comparison], Comparison | None]) -> dict[str, list[str]]:
    """What is found wrong with the answers of a judge that does something else to each of them."""
    judged = [changed for one in judging.judge(found) if (changed := bug(one)) is not None]
    return faults(built(found, judged))


def first(judged: Sequence[Comparison], code: str, status: str) -> Comparison:
    return next(one for one in judged if (one.rule_code, one.status) == (code, status))


def test_the_judge_as_it_is_breaks_nothing(found):
    frames = built(found, judging.judge(found))

    assert faults(frames) == {}
    sizes = [len(again.ask(frames, frames[COMPARISONS])) for again in AGAIN]
    assert min(sizes) > 10, sizes


@pytest.mark.parametrize("code", ["A01", "A02", "A03", "A05", "A07", "A10"])
def test_an_identity_that_is_not_asked_is_noticed_from_the_marts(found, code):
    told = after(found, lambda one: None if one.rule_code == code else one)

    assert any("没有比对，也没有说明原因" in fault for fault in told["identities.fault"])


@pytest.mark.parametrize("status", ["pass", "fail"])
def test_a_verdict_that_the_marts_refute_is_noticed(found, status):
    other = {"pass": "fail", "fail": "pass"}[status]
    told = after(
        found, lambda one: replace(one, status=other) if (one.rule_code, one.status) == ("A07", status) else one
    )

    assert all(f"判定为 {other}" in fault for fault in told["identities.fault"])


def test_a_relation_of_the_report_that_is_not_asked_is_noticed(found):
    told = after(found, lambda one: None if one.rule_code == "A04" else one)

    assert any("没有比对" in fault for fault in told["relations.fault"])


def test_a_part_that_is_forgotten_on_a_side_is_noticed(found, monkeypatch):
    """The sum, its terms and the verdict agree with each other: they are of the wrong numbers."""
    true = assemblies.sum_side
    monkeypatch.setattr(assemblies, "sum_side", lambda evidence, parts: true(evidence, parts[:2]))

    told = faults(built(found, judging.judge(found)))

    assert {"printed.term_fault", "identities.fault", "relations.fault"} & told.keys()
    assert any("相符，判定为 fail" in fault for fault in told["identities.fault"])


def test_a_measure_on_the_wrong_side_is_noticed(found, monkeypatch):
    """收入 = 支出 + 结余, asked as 收入 + 结余 = 支出: sides, terms and slack agree with each other."""
    true = assemblies.assemble

    def turned(*asked, **how):
        made = true(*asked, **how)
        if "carry_out" not in {term.code for term in made.reading.right} or not made.is_complete:
            return made
        evidence, left, right = asked[0], made.left.parts, made.right.parts
        return replace(
            made,
            left=assemblies.sum_side(evidence, (*left, right[-1])),
            right=assemblies.sum_side(evidence, right[:-1]),
        )

    monkeypatch.setattr("flows.judging.sums.identities.assemble", turned)

    told = faults(built(found, judging.judge(found)))

    assert all(fault.startswith("A05") for fault in told["printed.term_fault"])


@pytest.mark.parametrize("wrong", [Decimal("10"), Decimal("0.01")])
def test_a_slack_that_the_decimals_do_not_leave_is_noticed(found, monkeypatch, wrong):
    true = verdicts.slack_between
    monkeypatch.setattr(verdicts, "slack_between", lambda *sides: true(*sides) * wrong)

    told = faults(built(found, judging.judge(found)))

    assert len(told["printed.slack_fault"]) > 10


def test_a_total_that_is_neither_asked_nor_declared_open_is_noticed(found):
    """The models declare open what nobody asks: here they saw what the judge says, and the expectation does not."""
    frames = built(found, []) | {OPEN: built(found, judging.judge(found))[OPEN]}

    told = faults(frames)["open.fault"]

    assert len(told) > 10
    assert all("既未判定也未列为未核对" in fault for fault in told)


def test_a_reason_that_is_not_so_is_noticed(found):
    frames = built(found, [])
    frames[OPEN] = frames[OPEN].assign(reason_code="unstated")

    told = faults(frames)

    assert any("列为未核对的原因 unstated 不成立" in fault for fault in told["open.fault"])
    assert len(frames[FIGURES]) > 100


def broken_by(document: Path) -> dict[str, list[str]]:
    checked = check(document.read_bytes(), SourceClues(document.name))
    return faults(built(checked.found, checked.comparisons))


INVENTED = sorted((ROOT / "tests" / "strangers").glob("*/*.html"))


# A rate that the initial budget explains too, in a column that is of the other budget; one of a base without a bound.
EXPLAINED, UNBOUND = (
    ROOT / "tests" / "strangers" / "planted" / f"{name}.html" for name in ("project-91", "evaluation-114")
)


@pytest.mark.parametrize("document", [*INVENTED[::40], EXPLAINED, UNBOUND], ids=lambda path: path.stem)
def test_an_invented_document_with_contradictions_breaks_nothing(document):
    assert broken_by(document) == {}


@pytest.mark.long
def test_no_invented_document_breaks_anything():
    assert len(INVENTED) > 100
    assert {path.name: told for path in INVENTED if (told := broken_by(path))} == {}


def test_points_that_a_rate_gives_are_rounded_for_the_contract_too():
    text = "预算执行率94.75%，该指标分值5分，按执行率得4.74分。三个林场得分依次为91.2分、93.4分和95.5分，平均93.37分。"
    found = extract(Report("txt", (Paragraph(0, text),)), SourceClues("文.txt"))
    judged = judging.judge(found)

    assert [one.status for one in judged if one.rule_code == "A29"] == ["pass", "pass"]
    assert faults(built(found, judged)) == {}
