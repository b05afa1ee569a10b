"""The quality report says what a clerk must know, to anyone, from any disk, whatever the report says."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from invented_nights import (
    checked,
    county,
    finding,
    many_counties,
    night,
    score_finding,
)
from lxml import html
from lxml.html import HtmlElement

from flows.model.overview import (
    Department,
    RepeatedFile,
    ReportData,
    ScoringRules,
    SkippedCheck,
    Spot,
    UnparsedRule,
    UnreadFile,
    WaiverNote,
)
from flows.model.report import Place
from flows.pages.outline import ITEMS_ON_COUNTY_PAGE
from flows.pages.site import write_report
from flows.pages.wording import reliability

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def one_report(*findings: object, **changes: object) -> ReportData:
    report = checked(1, findings, **changes)  # type: ignore[arg-type]
    return night(county("990101", "青禾县", Department("d", "青禾县水利局", "303", (report,))))


def page(data: ReportData, folder: Path, name: str = "index.html") -> HtmlElement:
    write_report(data, folder)
    return html.parse(str(folder / name), html.HTMLParser(encoding="utf-8")).getroot()


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cards(root: HtmlElement) -> list[str]:
    return [text(card) for card in root.iter("article")]


def test_the_sides_bear_the_names_that_the_judge_gave_them(tmp_path: Path) -> None:
    for relation in ("eq", "le"):
        [card] = cards(page(one_report(finding(rule_code="A14", relation=relation)), tmp_path / relation))
        assert "收入合计29,201 万元" in card
        assert "公共财政拨款 + 政府基金拨款29,183 万元" in card


def test_a_finding_shows_both_sides_the_difference_the_slack_and_every_place(tmp_path: Path) -> None:
    [card] = cards(page(one_report(finding()), tmp_path))

    for said in (
        "错误必须改",
        "A01",
        "收入合计等于各项之和",
        "局机关 2030 年",
        "新增",
        "收入合计29,201 万元",
        "公共财政拨款 + 政府基金拨款29,183 万元",
        "应当相等",
        "相差18 万元",
        "允许误差100 元",
        "= 29183；相差 18",
        "若改为 8847.29，合计即相符",
        "第 4 页，第 3 个表格第 4 行第 2 列",
        "年度收入情况 / 其中 / 政府基金拨款",
        "8829.29 万元",
        "正文第 42 段",
        "全年共取得收入29201万元",
    ):
        assert said in card


def test_every_page_says_when_it_was_checked_and_by_the_clock_of_which_zone(tmp_path: Path) -> None:
    write_report(many_counties(14, 5, 5), tmp_path)
    for name in ("index.html", next(tmp_path.glob("county-*.html")).name):
        assert "2031年1月5日 02:00（时区 Asia/Shanghai，UTC+08:00） 核对" in (tmp_path / name).read_text(
            encoding="utf-8"
        )


def test_every_failing_finding_has_a_card_of_its_own(tmp_path: Path) -> None:
    found = cards(page(one_report(finding(1), score_finding(2), finding(3, severity="warn")), tmp_path))

    assert len(found) == 3
    assert "5 分" in found[1] and "已知" in found[1] and "第 7 个表格第 3 行第 8 列" in found[1]
    assert "警告请核实" in found[2]


def test_an_amount_keeps_every_printed_place(tmp_path: Path) -> None:
    sums = finding(left_value=Decimal("15608694.000000"), right_value=Decimal("15608700.5"), difference=Decimal("-6.5"))

    [card] = cards(page(one_report(sums), tmp_path))

    assert "1,560.8694 万元" in card and "1,560.87005 万元" in card and "相差6.5 元" in card


def test_percentages_differ_by_points(tmp_path: Path) -> None:
    rate = finding(
        unit="%",
        left_value=Decimal(100),
        right_value=Decimal("36.79959249"),
        difference=Decimal("63.20040751"),
        slack=Decimal("0.005"),
    )

    [card] = cards(page(one_report(rate), tmp_path))

    assert "100%" in card and "36.7996%" in card and "63.2004 个百分点" in card and "0.005 个百分点" in card


def test_a_finding_without_sides_or_places_says_so_and_shows_no_empty_numbers(tmp_path: Path) -> None:
    bare = finding(left_value=None, right_value=None, difference=None, slack=None, explanation="全部满分", spots=())

    [card] = cards(page(one_report(bare), tmp_path))

    assert "没有记录具体位置" in card and "相差" not in card


def test_a_place_in_another_report_names_that_report(tmp_path: Path) -> None:
    elsewhere = Spot(Place(3), source_path="青禾县/2029/去年.docx", label="收入合计", printed="100")

    [card] = cards(page(one_report(finding(spots=(elsewhere,))), tmp_path))

    assert "正文第 4 段青禾县/2029/去年.docx" in card


def test_a_department_without_findings_says_so(tmp_path: Path) -> None:
    root = page(one_report(), tmp_path)

    assert not cards(root)
    [department] = root.find_class("department")
    assert "本次核对未发现问题" in text(department)
    assert "未发现问题" in text(root.find_class("lead")[0])


def test_checks_that_passed_or_could_not_be_asked_are_counted_and_the_reason_is_folded_in(
    tmp_path: Path,
) -> None:
    skipped = (
        SkippedCheck("A09", "采购等于三类之和", "没有填政府采购明细", 2),
        SkippedCheck("A12", "凭证", "无凭证", 3),
    )

    [rest] = page(one_report(passed=24, rounded=1, gone=4, skipped=skipped), tmp_path).find_class("rest")

    assert rest.tag == "details" and "open" not in rest.attrib
    assert "通过 24 项（1 项只差在四舍五入），不适用 5 项，已消除 4 项" in text(rest.find("summary"))
    assert "没有填政府采购明细" in text(rest) and "无凭证" in text(rest)


def test_a_waived_finding_is_kept_in_the_fold_and_not_counted(tmp_path: Path) -> None:
    waived = finding(lifecycle="waived", waived_because=f"已核{HOSTILE}", correct_value="5075")
    root = page(one_report(waived=(waived,)), tmp_path)

    [card] = root.iter("article")
    assert card.getparent().tag == "details"
    assert f"已豁免：已核{HOSTILE}；应为 5075，报告原文未改" in text(card)
    assert "未发现问题" in text(root.find_class("lead")[0])


def test_waivers_are_listed_with_what_became_of_each(tmp_path: Path) -> None:
    def note(line_no: int, is_expired: bool, finding_count: int) -> WaiverNote:
        day = date(2031, 2, 1)
        return WaiverNote(line_no, "A05", HOSTILE, "", "口径不同", "县财政局", day, is_expired, finding_count)

    data = replace(one_report(), waivers=(note(2, False, 3), note(3, False, 0), note(4, True, 0)))

    [table] = page(data, tmp_path).find_class("waivers")

    assert "3 条豁免，其中 1 条已到期" in text(table.find("caption"))
    now = [text(row.findall("td")[-1]) for row in table.iter("tr") if row.findall("td")]
    assert now == ["豁免 3 项", "没有对应的问题，或已由另一行豁免：请核对", "已到期，不再起作用"]


def test_scoring_rules_are_counted_by_kind_and_those_not_read_stand_with_text_weight_and_place(tmp_path: Path) -> None:
    unread = UnparsedRule(f"按实得分{HOSTILE}", Decimal("2.5"), "产出数量", "青禾县/2030/表.docx", Place(3, 2, 4), 3)
    rules = ScoringRules((("deduction", 1_200), ("unparsed", 3)), (unread,))

    root = page(night(scoring_rules=rules), tmp_path)

    [fold] = [one for one in root.find_class("coverage") if "评分标准" in text(one.find("summary"))]
    assert fold.tag == "details" and "open" not in fold.attrib
    assert "共有 1,203 条评分标准：1,200 条已读懂，3 条尚未读懂" in text(fold.find("summary"))
    assert "按差距扣分 1,200 条、尚未读懂 3 条。" in text(fold)
    [row] = fold.find(".//tbody")
    assert [text(cell) for cell in row] == [
        f"按实得分{HOSTILE}",
        "2.5",
        "3",
        "产出数量青禾县/2030/表.docx，第 3 个表格第 5 行",
    ]
    assert not fold.findall(".//script") and not fold.findall(".//img")


def test_a_rule_stands_with_what_was_measured_of_it(tmp_path: Path) -> None:
    [table] = page(one_report(finding()), tmp_path).find_class("rules")[0].iter("table")
    rows = {text(row).split(" ")[0]: text(row) for row in table.iter("tr")}

    assert re.search(r"检出率 [\d.]+%（[\d,]+ 处.*），误报 \d+（[\d,]+ 份）$", rows["A01"])
    assert reliability("V03") == "未实测"


def test_a_night_without_scoring_rules_says_nothing_of_them(tmp_path: Path) -> None:
    assert "条评分标准" not in text(page(night(), tmp_path))


def test_a_file_that_was_not_read_stands_with_its_reason_and_way_out(tmp_path: Path) -> None:
    unread = UnreadFile("青禾县/2030/报告.pdf", "read", "文件已加密：请另存为无密码的文件后重新放入")

    root = page(night(unread=(unread,)), tmp_path)

    assert "报告.pdf" in text(root) and "请另存为无密码的文件后重新放入" in text(root)
    assert "1 个文件未能读取" in text(root)


def test_a_file_that_is_no_report_stands_apart_from_those_that_were_not_read(tmp_path: Path) -> None:
    told = UnreadFile("青禾县/2030/通知.docx", "content", "这是通知，不作为报告计入：请放入报告本身")

    root = page(night(shortfalls=(told,)), tmp_path)

    assert "1 个文件不是报告或没有读全" in text(root) and "请放入报告本身" in text(root)
    assert "没有。放入的文件都已读取。" in text(root)
    assert "不是报告或没有读全" not in text(page(night(), tmp_path))


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    nasty = finding(
        rule_name=HOSTILE,
        scope_name=HOSTILE,
        explanation=HOSTILE,
        suggestion=HOSTILE,
        spots=(Spot(Place(1), label=HOSTILE, printed=HOSTILE, quote=f"{HOSTILE} "),),
    )
    report = checked(1, (nasty,), source_path=HOSTILE, report_kind=HOSTILE, grade=HOSTILE, renditions=(HOSTILE,))
    data = night(
        county("../../etc/passwd", HOSTILE, Department("d", HOSTILE, HOSTILE, (report,))),
        unread=(UnreadFile(HOSTILE, HOSTILE, HOSTILE),),
    )

    root = page(data, tmp_path)

    assert HOSTILE in text(root)
    assert not list(root.iter("img")) and len(list(root.iter("script"))) == 1
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_marks_that_turn_the_reading_direction_or_hide_are_removed(tmp_path: Path) -> None:
    write_report(one_report(finding(rule_name="收\u202e入\u2066合\u200b计\x07\ud800")), tmp_path)

    source = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "收入合计" in source
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x07]", source)


@pytest.mark.parametrize("name", ["index.html", "county-990001.html"])
def test_a_page_needs_nothing_from_outside(tmp_path: Path, name: str) -> None:
    root = page(many_counties(14, 5, 5), tmp_path, name)

    source = (tmp_path / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", source.split("<script>")[0])
    assert not [element for element in root.iter() if element.get("src")]
    for link in root.iter("a"):
        target, _, anchor = link.get("href").partition("#")
        other = html.parse(str(tmp_path / (target or name))).getroot()
        assert not anchor or other.get_element_by_id(anchor) is not None


def test_every_page_leads_to_what_a_night_put_beside_it_and_to_nothing_that_is_missing(tmp_path: Path) -> None:
    links = {
        "dictionary.html": "数据仓库说明（各表各列的含义与来历）",
        "data_docs/index.html": "核对依据（Great Expectations）",
    }
    (tmp_path / "data_docs").mkdir()
    (tmp_path / "data_docs/index.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "described.html").write_text("<p>", encoding="utf-8")

    for folder, dictionary, wanted in (
        (tmp_path, tmp_path / "described.html", links),
        (tmp_path / "alone", None, {}),
    ):
        write_report(many_counties(14, 5, 5), folder, dictionary)
        for name in ("index.html", "county-990001.html"):
            root = html.parse(str(folder / name), html.HTMLParser(encoding="utf-8")).getroot()
            [footer] = root.iter("footer")
            assert {link.get("href"): text(link) for link in footer.iter("a")} == wanted


def test_the_description_of_the_warehouse_loads_nothing_from_anywhere(tmp_path: Path) -> None:
    described = (
        '<html><head lang="en"><title>dbt</title></head><header>t</header><script>load("//tracker.example")</script>'
    )
    (tmp_path / "described.html").write_text(described, encoding="utf-8")
    write_report(many_counties(1, 1, 1), tmp_path, tmp_path / "described.html")
    root = html.parse(str(tmp_path / "dictionary.html"), html.HTMLParser(encoding="utf-8")).getroot()
    policy, title = root.find("head")
    assert policy.get("http-equiv") == "Content-Security-Policy" and title.text == "dbt"
    assert set(policy.get("content").split()) == {"default-src", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}


def test_codes_are_told_in_the_words_of_the_seeds(tmp_path: Path) -> None:
    root = page(one_report(report_kind="department_evaluation"), tmp_path)

    assert "部门整体支出绩效自评" in text(root) and "department_evaluation" not in text(root)
    assert "日期 400 个、文号 190 个。" in text(root)


def test_headings_are_in_order_and_every_table_has_a_caption(tmp_path: Path) -> None:
    for name in ("index.html", "county-990001.html"):
        root = page(many_counties(14, 5, 5), tmp_path, name)
        levels = [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(table.find("caption") is not None for table in root.iter("table"))
        assert root.get("lang") == "zh-CN"


def test_the_bar_of_a_county_is_drawn_to_scale(tmp_path: Path) -> None:
    data = night(
        county("990101", "青禾县", Department("a", "甲局", "", (checked(1, (finding(1), finding(2))),))),
        county("990102", "白塔区", Department("b", "乙局", "", (checked(2, (finding(3),)),))),
    )

    bars = page(data, tmp_path).find_class("severity-bar")

    widths = [bar.xpath(".//*[contains(@class, 'error')]")[0].get("width") for bar in bars]
    assert widths == ["120.0", "60.0"]


def test_a_province_is_split_into_a_page_for_each_county(tmp_path: Path) -> None:
    data = many_counties(120, 8, 4)
    assert len(list(data.findings())) >= 4500

    write_report(data, tmp_path)

    pages = sorted(tmp_path.glob("county-*.html"))
    assert len(pages) == 120
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < 1_000_000
    root = html.parse(str(pages[0]), html.HTMLParser(encoding="utf-8")).getroot()
    assert len(cards(root)) == len(list(data.counties[0].findings()))


def test_a_county_too_long_for_one_page_gets_a_page_for_each_department(tmp_path: Path) -> None:
    data = many_counties(1, 4, ITEMS_ON_COUNTY_PAGE // 2)

    root = page(data, tmp_path, "county-990001-002.html")

    assert text(root.find(".//h1")) == "虚构第1县 虚构第2局"
    assert len(cards(root)) == len(list(data.counties[0].departments[1].findings()))
    county_page = html.parse(str(tmp_path / "county-990001.html")).getroot()
    assert not cards(county_page) and len(county_page.xpath("//tbody//a")) == 4


def test_pages_of_an_earlier_longer_report_are_gone(tmp_path: Path) -> None:
    write_report(many_counties(14, 5, 5), tmp_path)
    write_report(one_report(finding()), tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_night_without_any_report_still_has_its_page(tmp_path: Path) -> None:
    assert "0 份报告" in text(page(night(rules=()), tmp_path))


def test_the_same_night_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_report(many_counties(3, 2, 3), tmp_path / name)

    assert (tmp_path / "a/index.html").read_bytes() == (tmp_path / "b/index.html").read_bytes()


def test_the_page_asks_which_of_two_versions_counts_and_tells_by_what_others_were_decided(tmp_path: Path) -> None:
    counts = one_report(source_path="青禾县/水利局.docx")
    other = RepeatedFile(
        "青禾县/水利局另一份.docx",
        "version",
        "open",
        True,
        "青禾县/水利局.docx",
        "水利局",
        2030,
        "department_evaluation",
    )
    older = replace(other, source_path="青禾县/水利局初稿.docx", decided_by="words", is_open=False)
    copy = replace(older, source_path="青禾县/副本.docx", relation="copy", decided_by="")
    root = page(replace(counts, repeated=(other, older, copy)), tmp_path)

    [table] = root.find_class("repeated")
    shown = [text(row) for row in table.iter("tr")][1:]
    assert "同一部门、年度、类型有 3 份，请选定" in shown[0]
    assert "选定之前暂计入 水利局.docx" in shown[0]
    assert shown[1].endswith("文件名中的字样（修改稿、终稿等）")
    assert "内容完全相同的副本" in shown[2]
    [report] = root.find_class("report")
    assert "另有一稿不计入 青禾县/水利局另一份.docx" in text(report)
    assert "请选定" in text(report)


def test_a_page_without_repeated_files_says_nothing_of_them(tmp_path: Path) -> None:
    root = page(one_report(finding()), tmp_path)
    assert root.find_class("repeated") == []
    assert "请选定" not in text(root)
