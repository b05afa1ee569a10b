"""What the store gives to explain a number of a published warehouse, and what the command makes of it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.nights import read


def explain(warehouse: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["explain", *words, "--warehouse", str(warehouse)])


def data_of(warehouse: Path, *words: str) -> dict[str, object]:
    result = explain(warehouse, *words, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def figure_id(warehouse: Path, printed: str) -> str:
    [(found,)] = read(
        warehouse,
        f"select figure_id from marts.fct_figures where is_primary and printed = '{printed}' and source_path like '%住建局%'",
    )
    return str(found)


def test_words_lead_from_a_total_to_its_printed_cells(published: Path) -> None:
    [income] = data_of(published, "青禾县", "住建局", "2020", "收入合计")["figures"]  # type: ignore[misc]
    assert (income["value"], income["printed"], income["place_in_words"]) == (10_000_000, "1000", "段落2")
    [sums] = income["sums"]
    assert sums["rule"]["rule_code"] == "A25"
    assert [(part["sign"], part["printed"], part["printed_unit"]) for part in sums["parts"]] == [
        (1, "800", "万元"),
        (1, "140", "万元"),
        (1, "50", "万元"),
    ]
    assert all("2020年收入1000万元" in part["quote"] for part in sums["parts"])


def test_a_beginning_of_an_id_is_enough(published: Path) -> None:
    identity = figure_id(published, "1000")
    [figure] = data_of(published, identity[:8])["figures"]  # type: ignore[misc]
    assert figure["figure_id"] == identity


def test_other_places_of_the_same_are_told_with_whether_they_agree(published: Path) -> None:
    [figure] = data_of(published, figure_id(published, "12.00"))["figures"]  # type: ignore[misc]
    assert [(twin["printed"], twin["agrees"]) for twin in figure["elsewhere"]] == [("13.00", False)]


def test_a_finding_shows_both_sides_and_every_term_with_its_cell(published: Path) -> None:
    [(finding, document)] = read(
        published,
        "select finding_id, document_id from quality.findings join marts.dim_documents using (document_id)"
        " where rule_code = 'A07' and status = 'fail' and is_current",
    )
    told = data_of(published, str(finding))["finding"]
    assert (told["left_value"], told["right_value"]) == (120_000, 130_000)  # type: ignore[index]
    terms = {(term["side"], term["printed"], term["figure"]["document_id"]) for term in told["terms"]}  # type: ignore[index]
    assert terms == {("left", "12.00", document), ("right", "10.00", document), ("right", "3.00", document)}
    assert "三公经费决算数 12 万元，" in explain(published, str(finding)).stdout


def test_the_tree_names_file_place_and_quote(published: Path) -> None:
    shown = explain(published, "青禾县 住建局 2020 三公经费").stdout
    assert "三公经费 12.00 万元（= 120,000 元）" in shown
    assert "A07 三公经费等于各项之和（不符）" in shown
    assert "＋ 公务接待费 3.00 万元（= 30,000 元）" in shown
    assert "示例省/示例市/青禾县/2020/住建局.txt 段落3" in shown
    assert "\x1b" not in shown


def test_every_term_of_the_warehouse_finds_its_figure(published: Path) -> None:
    findings = read(
        published,
        # The terms of V08 are places of words.
        "select distinct finding_id from quality.comparisons join quality.comparison_terms using (comparison_id)"
        " where rule_code <> 'V08'",
    )
    assert findings
    for (finding,) in findings:
        terms = data_of(published, str(finding))["finding"]["terms"]  # type: ignore[index]
        assert [term["label"] for term in terms if term["figure"] is None] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ffffffff"], "没有以 ffffffff 开头"),
        (["青禾县", "2020"], "看懂的是 县区：示例市青禾县；年度：2020；请再写明指标项"),
        (["青禾县", "1999", "收入"], "可去掉年度再试"),
        (["青禾县", "阿猫阿狗"], "阿猫阿狗”不是已知的"),
        ([""], "请写明要查什么：数字或问题的编号"),
    ],
)
def test_what_finds_nothing_says_what_was_understood(published: Path, words: list[str], message: str) -> None:
    result = explain(published, *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_where_nothing_was_published_the_way_out_is_told(tmp_path: Path) -> None:
    result = explain(tmp_path, "收入")
    assert result.exit_code == 1
    assert "请先运行 jixiao nightly" in result.stderr
