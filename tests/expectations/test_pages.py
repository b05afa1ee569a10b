"""Data Docs are read from a stick: no network, no script, no word of a report that becomes markup."""

from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from lxml.html import HtmlElement

from expectations.pages import Page
from expectations.validation import validate
from flows.judging.register import rules
from tests.expectations.test_validation import warehouse_of
from tests.judging.sheets import sheet_of
from tests.offline import broken, elsewhere, scripts

HOSTILE = "<script>alert(1)</script>\"'><img src=http://x.example/a onerror=alert(2)>.docx"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a night in which one report adds up, one does not, one printed too little, and a table is broken."""
    good, bad = rules()["A02"].example_pass, rules()["A02"].example_fail
    sheets = (sheet_of(good), sheet_of(bad), sheet_of("支出合计=90 基本支出=30"))
    tables = warehouse_of(*sheets)
    comparisons = tables["quality.comparisons"]
    comparisons["source_path"], comparisons["place"] = HOSTILE, "表1 行3 列2"
    comparisons["difference"], comparisons["unit"] = comparisons["left_value"] - comparisons["right_value"], "元"
    tables["marts.dim_departments"] = pd.DataFrame([{"department_id": "d", "department_name": name} for name in "甲乙"])
    tables["marts.dim_measures"] = pd.DataFrame([{"measure_code": "m"}])
    folder = tmp_path_factory.mktemp("night") / "data_docs"
    validate(tables, folder)
    return folder


def pages(docs: Path) -> list[Path]:
    return sorted(docs.rglob("*.html"))


def page(docs: Path, name: str) -> HtmlElement:
    [path] = docs.glob(f"validations/**/{name}-*.html")
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_there_is_a_page_for_each_suite_and_nothing_else(docs: Path) -> None:
    files = [path for path in docs.rglob("*") if path.is_file()]
    assert sorted(files) == pages(docs)
    contracts = 9 + 2 + 1 + 4  # the tables that must be there, two more, the decided comparisons, what is asked again
    assert len(files) == 1 + contracts + len({rule.dimension for rule in rules().values() if rule.is_active})


def test_no_page_asks_for_anything_from_elsewhere_or_runs_a_script(docs: Path) -> None:
    assert [
        (path.name, elsewhere(path), scripts(path)) for path in pages(docs) if elsewhere(path) or scripts(path)
    ] == []


def test_every_link_leads_to_a_page_that_is_there(docs: Path) -> None:
    assert [(path.name, broken(path)) for path in pages(docs) if broken(path)] == []


def test_the_first_page_leads_to_every_other(docs: Path) -> None:
    root = html.parse(str(docs / "index.html")).getroot()
    led = {(docs / link.get("href").partition("#")[0]).resolve() for link in root.iter("a")}
    assert led == {path.resolve() for path in pages(docs)} - {(docs / "index.html").resolve()}


def test_the_first_page_counts_what_was_decided_again_and_what_does_not_agree(docs: Path) -> None:
    root = html.parse(str(docs / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()
    rows = {text(row.find("th")): [text(cell) for cell in row.findall("td")] for row in root.iterfind(".//tbody/tr")}
    assert rows["A02 支出合计等于基本支出加项目支出"] == ["支出合计 = 基本支出 + 项目支出", "2", "1"]
    assert rows["A03 基本支出等于人员支出加公用支出"][1:] == ["0", "0"]
    assert rows["marts.dim_documents"] == ["4", "0"]
    assert rows["marts.dim_departments"] == ["3", "1"]


def test_a_rule_shows_its_equation_its_notes_and_each_comparison_with_report_place_sides_and_slack(docs: Path) -> None:
    rule = page(docs, "finance").get_element_by_id("A02")
    assert text(rule.find("h2")) == "A02 支出合计等于基本支出加项目支出"
    told = [text(each) for each in rule.iterfind("p")]
    assert told[0] == "支出合计 = 基本支出 + 项目支出"
    assert told[1].startswith("依据：") and told[2].startswith("不适用：") and told[3].startswith("更正：")
    assert told[4] == "共 2 项，不符 1 项"
    [table] = rule.iter("table")
    heads, row = ([text(cell) for cell in line] for line in table.iter("tr"))
    assert heads == ["编号", "报告", "位置", "左边", "右边", "相差", "允许误差", "单位"]
    assert row == ["1-0", HOSTILE, "表1 行3 列2", "900000", "800000", "100000", "15000", "元"]


def test_a_rule_of_which_nothing_was_printed_says_so(docs: Path) -> None:
    assert "没有可复核的项" in text(page(docs, "finance").get_element_by_id("A03"))


def test_a_contract_shows_what_breaks_it_and_what_could_not_be_asked(docs: Path) -> None:
    departments, measures = (
        text(page(docs, "contract.marts.dim_departments")),
        text(page(docs, "contract.marts.dim_measures")),
    )
    assert "marts.dim_departments 的键 department_id 不重复 共 2 项，不符 2 项 如：d、d" in departments
    assert "marts.dim_measures.measure_name 不为空 未能执行：" in measures


def test_the_same_results_are_listed_in_the_same_order(docs: Path, tmp_path: Path) -> None:
    sheets = [sheet_of(rules()["A02"].example_fail) for _ in range(3)]
    tables = warehouse_of(*sheets)
    comparisons = tables["quality.comparisons"]
    comparisons["source_path"] = [f"{name}.docx" for name in "乙丙甲" for _ in range(len(comparisons) // 3)]
    validate(tables, tmp_path)
    [table] = page(tmp_path, "finance").get_element_by_id("A02").iter("table")
    assert [text(row[1]) for row in table.iterfind("tbody/tr")] == ["丙.docx", "乙.docx", "甲.docx"]


def test_a_page_that_could_not_be_written_stops_the_night(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def torn(self: Page, content: object, **_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(Page, "render", torn)
    sheet = sheet_of(rules()["A02"].example_pass)
    with pytest.raises(RuntimeError, match="pages of Data Docs were to be written, 0 were"):
        validate(warehouse_of(sheet), tmp_path)
