"""Findings keep their ids while the report around them is laid out anew, and waivers by these ids go on fitting."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.model.facts import Comparison, Extract
from flows.readers import read
from tests.dbt_project.building import build, rows
from tests.dbt_project.staging_file import create_staging
from tests.samples.catalogue import SAMPLES, render

DAY, NEXT_DAY = datetime(2031, 1, 4, 2), datetime(2031, 1, 5, 2)
_OF_THE_SECOND_NIGHT = {"water2", "corrected"}
WATER, CIVIL = "水利局小型水库", "民政局重点项目"
PARAGRAPH = "<p>本报告经局党组会议审议通过，现予公开。</p><table"
ROW = "<tr><td>以下各项得分由评价组核定</td></tr><tr"


def page(words: str) -> str:
    """A sample with planted errors of several kinds, as HTML."""
    sample = next(one for one in SAMPLES if words in one.path)
    return render(replace(sample, path=sample.path.rsplit(".", 1)[0] + ".html")).decode()


def laid_out_anew(text: str) -> str:
    """A paragraph more above the first table, and a row more above the second one's first, where there is a second."""
    text = text.replace("<table", PARAGRAPH, 1)
    first, between, second = text.partition("</table>")
    return first + between + second.replace("<tr", ROW, 1)


def understood(text: str, path: str) -> tuple[Extract, tuple[Comparison, ...]]:
    found = extract(read(text.encode(), Path(path)), SourceClues(path, "", "", ""))
    return found, judge(found)


def night(
    folder: Path,
    run: str,
    papers: dict[str, tuple[str, str, bool]],
    waivers: list[list[object]],
    before: Path | None = None,
) -> Path:
    """What dbt makes of documents by id: text, path, and whether it lies there tonight; going on from a night before."""
    folder.mkdir()
    if before:
        shutil.copy(before / "jixiao.duckdb", folder)
    known = {name: understood(text, path) for name, (text, path, _) in papers.items()}
    tables: dict[str, list[list[object]]] = {
        "documents": [
            [name, path, "html", 1, name, DAY if name not in _OF_THE_SECOND_NIGHT else NEXT_DAY, is_there, "[]"]
            for name, (_, path, is_there) in papers.items()
        ],
        "document_paths": [[path, name, is_there] for name, (_, path, is_there) in papers.items()],
        "runs": [["night1", DAY, DAY, True], ["night2", NEXT_DAY, None, False]],
        "current_run": [[run]],
        "waivers": waivers,
    }
    extracts = {name: found for name, (found, _) in known.items()}
    create_staging(folder / "staging.duckdb", extracts, {name: made for name, (_, made) in known.items()}, tables)
    assert (
        build(
            folder / "staging.duckdb",
            folder / "jixiao.duckdb",
            folder,
            "+findings +comparison_terms +waivers +document_states",
        )
        == []
    )
    return folder


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two nights: in the second the water bureau's report is laid out anew, and the other file has another name."""
    folder = tmp_path_factory.mktemp("ids")
    water, civil = page(WATER), page(CIVIL)
    first = night(
        folder / "first",
        "night1",
        {"water": (water, "青禾县/2020/水利.html", True), "civil": (civil, "青禾县/2020/民政.html", True)},
        [],
    )
    [[waived]] = rows(first, "select finding_id from quality.findings where rule_code = 'A12' and status = 'fail'")
    [[figure_id]] = rows(
        first,
        "select distinct figure_id from quality.findings join quality.comparison_terms on comparison_id = finding_id "
        "where rule_code = 'A13' and status = 'fail' and term_no = 0",
    )
    second = night(
        folder / "second",
        "night2",
        {
            "water": (water, "青禾县/2020/水利.html", False),
            "water2": (laid_out_anew(water), "青禾县/2020/水利.html", True),
            "civil": (civil, "青禾县/2020/县民政局（终稿）.html", True),
        },
        [
            [2, waived, "", "", "", "", "", "口径已说明", "绩效股", date(2031, 2, 1)],
            [3, "", "", "", "", figure_id, "", "口径已说明", "绩效股", date(2031, 2, 1)],
        ],
    )
    return first, second


def ids(folder: Path, document_id: str) -> list[tuple[object, ...]]:
    query = f"""
        select rule_code, status, explanation, finding_id from quality.findings
        where document_id = '{document_id}' order by all
    """
    return rows(folder, query)


def test_text_put_above_and_a_row_in_another_table_change_no_id(nights: tuple[Path, Path]) -> None:
    first, second = nights
    before, after = ids(first, "water"), ids(second, "water2")

    assert before == after
    assert {rule for rule, status, *_ in before if status == "fail"} == {"A11", "A12", "A27", "C02", "X01"}


def test_the_places_have_moved_all_the_same(nights: tuple[Path, Path]) -> None:
    query = "select places from quality.findings where rule_code = 'C02' and status = 'fail' and document_id = "
    first, second = nights

    assert rows(first, query + "'water'") != rows(second, query + "'water2'")


def test_a_renamed_file_keeps_its_ids(nights: tuple[Path, Path]) -> None:
    first, second = nights

    assert ids(first, "civil") == ids(second, "civil") != []


def test_waivers_by_the_id_of_a_finding_and_of_a_figure_still_fit(nights: tuple[Path, Path]) -> None:
    query = """
        select rule_code, line_no from quality.findings join quality.waivers using (waiver_id)
        where lifecycle = 'waived' order by all
    """
    assert rows(nights[1], query.replace("rule_code", "findings.rule_code")) == [("A12", 2), ("A13", 3)]


@pytest.mark.long
def test_a_report_that_is_taken_away_leaves_its_id_to_no_other(tmp_path: Path) -> None:
    """Two reports of one department say the same wrong thing; the waiver of one must not hide the other."""
    water, other = (
        page(WATER).replace("<table", f"<p>建设单位：{name}水库管理所</p><table", 1) for name in ("东山", "西山")
    )
    papers = {"water": (water, "青禾县/2020/水利.html", True), "civil": (other, "青禾县/2020/水利（二）.html", True)}
    first = night(tmp_path / "first", "night1", papers, [])
    papers["civil"] = (*papers["civil"][:2], False)
    second = night(tmp_path / "second", "night2", papers, [])
    assert ids(first, "water") == ids(second, "water")
    papers |= {"water": (*papers["water"][:2], False), "civil": (*papers["civil"][:2], True)}
    third = night(tmp_path / "third", "night2", papers, [])
    assert ids(first, "civil") == ids(third, "civil")
    assert not {key for *_, key in ids(first, "water")} & {key for *_, key in ids(first, "civil")}


@pytest.mark.long
def test_a_file_of_two_reports_keeps_their_ids_when_a_neighbour_of_one_is_corrected(tmp_path: Path) -> None:
    """The file is built anew beside one neighbour, the other neighbour is not: their keys must not meet."""

    def paper(kind: str, words: str) -> str:
        return f"青禾县农业农村局2018年度{kind}\n\n一、基本情况\n\n{words}\n\n二、其他说明\n\n无。\n\n"

    whole, project = "部门整体支出绩效自评报告", "项目支出绩效自评报告"
    papers = {
        "alone": (paper(whole, "培训费2.00万元。"), "青禾县/2018/整体.txt", True),
        "apart": (paper(project, "会议费3.00万元。"), "青禾县/2018/项目.txt", True),
        "both": (
            paper(project, "差旅费7.00万元。") + paper(whole, "收入合计80.00万元。"),
            "青禾县/2018/合订.txt",
            True,
        ),
    }
    first = night(tmp_path / "first", "night1", papers, [])
    papers["corrected"] = (paper(whole, "培训费2.50万元。"), "青禾县/2018/整体.txt", True)
    papers["alone"] = (*papers["alone"][:2], False)
    second = night(tmp_path / "second", "night2", papers, [], before=first)

    assert rows(
        second, "select distinct report_kind from marts.dim_reports where document_id = 'both' order by all"
    ) == [
        ("department_evaluation",),
        ("project_evaluation",),
    ]
    for document_id in ("apart", "both"):
        assert ids(first, document_id) == ids(second, document_id) != []
