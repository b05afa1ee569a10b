"""Where a report belongs: each source, their order, names that several counties bear, contradictions."""

import csv
import re
from collections import Counter

import pytest

from flows.places.clues import Clues
from flows.places.departments import canonical_department, full_department
from flows.places.dispatch import issuer
from flows.places.evidence import points
from flows.places.gazetteer import gazetteer
from flows.places.placing import Placement, place
from tests.beside import ROOT, SHARED, needs_shared

SEEDS = ROOT / "dbt_project" / "seeds"
REPORTS = SHARED / "seeds"
DISPATCH = re.compile(r"[\u4e00-\u9fff]{2,12}[〔（(\[【]\d{4}[〕）)\]】]\d+号")


def placed(
    heading: str = "",
    *,
    body: str = "",
    folder: str = "",
    numbers: tuple[str, ...] = (),
    county: str = "",
    department: str = "",
) -> Placement:
    """Where a report with these clues is placed; a folder is written like a path."""
    parts = tuple(part for part in folder.split("/") if part)
    return place(Clues(county, department, heading, parts, body, numbers))


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- each source


def test_a_row_of_the_manifest_is_trusted_most():
    found = placed("华容县教育局2023年绩效自评报告", county="990101", department="青禾县民政局")
    assert (found.county_id, found.department_name) == ("990101", "青禾县民政局")
    assert found.place_source == "manifest"


def test_a_code_in_the_manifest_is_taken_even_if_no_seed_has_it():
    found = placed("绿野县2023年度部门整体支出绩效自评报告", county="990777")
    assert (found.county_id, found.place_source, found.conflict) == ("990777", "manifest", "")


def test_the_manifest_may_leave_out_the_kind_of_the_county():
    assert placed(county="青禾").county_id == "990101"


def test_a_title_names_county_and_department():
    found = placed("青禾县教育局2023年度部门整体支出绩效自评报告")
    assert found == Placement("990101", "青禾县教育局", "heading", "")


def test_a_labelled_line_beats_the_bureau_that_made_the_form():
    cover = "2023年度部门整体支出\n部 门（单位）名 称：  青禾县住建局（盖章）\n衡山县财政局（制）"
    found = placed(cover)
    assert (found.county_id, found.department_name) == ("990101", "青禾县住房和城乡建设局")


def test_a_document_cited_in_a_title_is_no_heading():
    found = placed("根据《衡山县财政局关于开展绩效自评的通知》编制")
    assert (found.department_name, found.place_source) == ("", "mentions")


def test_a_sentence_of_the_heading_places_if_it_names_county_and_department():
    sentence = "第一条 青禾县水利局（以下简称县水利局）是县政府工作部门；为正科级。"
    assert placed(sentence) == Placement("990101", "青禾县水利局", "heading", "")


def test_an_own_number_gives_county_and_department():
    found = placed(numbers=("衡蒸住建发〔2020〕3号",), body="我局牵头改造")
    assert found == Placement("430408", "蒸湘区住房和城乡建设局", "dispatch_number", "")


@pytest.mark.parametrize(
    "number",
    ["湘财预〔2020〕152号", "湘财建指（2020)40号", "衡办〔2019〕6号", "湘潭财发〔2020〕7号"],
)
def test_numbers_of_superiors_place_nothing(number: str):
    assert issuer(number) is None
    assert placed(numbers=(number,)).place_source == "none"


def test_a_number_that_fits_two_counties_waits_for_the_text():
    number = ("衡南住建发〔2020〕1号",)
    assert placed(numbers=number).county_id == ""
    found = placed(numbers=number, body="衡南县今年改造农村危房")
    assert (found.county_id, found.place_source) == ("430422", "dispatch_number")


def test_a_number_of_the_finance_bureau_tells_the_county_but_not_the_department():
    found = placed(numbers=("根据衡蒸财发〔2020〕5号",))
    assert (found.county_id, found.department_name) == ("430408", "")


def test_a_municipality_is_abbreviated_by_its_short_name():
    found = placed(numbers=("京海教发〔2021〕1号",))
    assert found == Placement("110108", "海淀区教育局", "dispatch_number", "")


@pytest.mark.parametrize(
    "folder",
    ["raw/示例省/示例市/青禾县/2023", "raw/青禾县", "示例市/青禾/2023", "990101/2023", "raw/990101青禾县"],
)
def test_a_folder_places_by_name_or_code(folder: str):
    found = placed("2023年度部门整体支出绩效自评报告", folder=folder)
    assert (found.county_id, found.place_source) == ("990101", "folder")


def test_a_folder_may_name_the_department_too():
    assert placed(folder="青禾县/2023/303001-住建局").department_name == "青禾县住房和城乡建设局"


def test_a_folder_beats_what_the_text_mentions():
    assert placed(folder="青禾县/2023", body="学习衡山县、衡山县的经验").county_id == "990101"


def test_towns_place_a_report_that_names_no_county():
    found = placed(body="其中呆鹰岭镇68户，雨母山镇67户")
    assert (found.county_id, found.place_source) == ("430408", "mentions")


def test_communities_place_a_street_that_speaks_of_itself():
    text = "我街道老旧小区多，德雅路社区、王家垅社区先行，东风路社区随后"
    assert placed(body=text) == Placement("430105", "东风路街道", "mentions", "")


def test_a_county_named_once_more_than_another_has_no_clear_lead():
    assert placed(body="青禾县水利局负责。衡山县协助。青禾县验收。") == Placement("", "", "none", "")
    clearly = "青禾县水利局负责。衡山县协助。青禾县验收。青禾县付款。"
    assert placed(body=clearly) == Placement("990101", "", "mentions", "")


def test_a_bureau_that_mentions_a_street_is_not_that_street():
    found = placed(body="我局支持德雅路社区、王家垅社区和东风路社区")
    assert (found.county_id, found.department_name) == ("430105", "")


# --- when nothing decides


def test_one_town_alone_decides_nothing():
    assert placed(body="在呆鹰岭镇召开现场会").place_source == "none"


def test_counties_mentioned_alike_leave_the_place_open():
    assert placed(body="衡山县和华容县各两个项目").county_id == ""


@pytest.mark.parametrize(
    "text",
    [
        "推进老城区改造和城区绿化，市、区和县级配套",
        "建设乡镇公路，评出先进街道2个、和谐社区3个",
        "全县县级各区域",
    ],
)
def test_everyday_words_are_no_places(text: str):
    assert not points(text)


# --- names that several counties bear


def test_an_ambiguous_name_alone_stays_open():
    found = placed("2023年鼓楼区民政局部门整体支出绩效自评报告")
    assert (found.county_id, found.department_name, found.place_source) == ("", "鼓楼区民政局", "none")


@pytest.mark.parametrize(
    ("heading", "folder", "body", "county_id"),
    [
        ("福州市鼓楼区民政局2023年度报告", "", "", "350102"),
        ("鼓楼区民政局2023年度报告", "江苏省/徐州市/2023", "", "320302"),
        ("鼓楼区民政局2023年度报告", "", "按照南京市委部署", "320106"),
        ("鼓楼区民政局2023年度报告\n江苏省南京市", "河南省/开封市", "", "320106"),
    ],
)
def test_city_words_decide_an_ambiguous_name(heading: str, folder: str, body: str, county_id: str):
    found = placed(heading, folder=folder, body=body)
    assert (found.county_id, found.place_source) == (county_id, "heading")


def test_a_county_of_two_characters_is_read_only_as_a_name():
    assert placed("2022年赵县教育局部门决算").county_id == "130133"
    assert placed(body="省、市和县级资金按比例配套，由市和县共同承担").county_id == ""


def test_a_county_that_became_a_city_keeps_its_old_code_by_its_old_name():
    assert placed("宁乡县水务局2015年度").county_id == "430124"
    assert placed("宁乡市水务局2020年度").county_id == "430182"


# --- contradictions and unknown names


def test_heading_against_folder_is_told_with_both_names():
    found = placed("华容县教育局2023年绩效自评报告", folder="湖南省/衡阳市/衡山县/2023")
    assert (found.county_id, found.place_source) == ("430623", "heading")
    assert "华容县（430623）" in found.conflict and "衡山县（430423）" in found.conflict


def test_manifest_against_heading_is_told_with_both_names():
    found = placed("华容县教育局2023年绩效自评报告", county="衡山县")
    assert (found.county_id, found.place_source) == ("430423", "manifest")
    assert "华容县（430623）" in found.conflict and "衡山县（430423）" in found.conflict


def test_the_same_county_in_two_places_is_no_conflict():
    assert placed("青禾县教育局2023年绩效自评报告", folder="青禾县/2023", county="990101").conflict == ""


@pytest.mark.parametrize(
    "heading",
    ["绿野县教育局2023年度绩效自评报告", "2023年示例省绿野县教育局报告", "绿野县2023年度报告"],
)
def test_an_invented_county_is_not_replaced_by_one_that_is_mentioned(heading: str):
    found = placed(heading, body="衡山县、衡山县、衡山县")
    assert (found.county_id, found.place_source) == ("", "none")
    assert "绿野县" in found.conflict


@pytest.mark.parametrize("number", ["衡蒸住建发〔2020〕3号", "衡山财发〔2021〕5号"])
def test_a_number_of_another_county_moves_no_report_out_of_its_folder_and_is_told(number: str):
    found = placed(
        "2020年度部门整体支出绩效评价报告", folder="湖南省/岳阳市/华容县/2020", body="我局印发文件。", numbers=(number,)
    )
    assert (found.county_id, found.place_source) == ("430623", "folder")
    assert number in found.conflict and "华容县（430623）" in found.conflict


@pytest.mark.parametrize(
    "body",
    [
        "其中呆鹰岭镇68户，雨母山镇67户",
        "蒸湘区今年改造呆鹰岭镇68户、雨母山镇67户，蒸湘区财政局拨款。",
        "蒸湘区财政局下达，蒸湘区住建局组织，蒸湘区审计局审计。",
        "建设平安蒸湘，呆鹰岭镇率先完成，获衡阳市表彰。",
    ],
)
def test_places_of_another_county_alone_move_no_report_out_of_its_folder_and_are_told(body: str):
    found = placed("2020年度部门整体支出绩效评价报告", folder="湖南省/岳阳市/华容县/2020", body=body)
    assert (found.county_id, found.place_source) == ("430623", "folder")
    assert "蒸湘区（430408）" in found.conflict and "华容县（430623）" in found.conflict


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("按照岳阳市委和湖南省政府部署，赴长沙市、开福区学习，与衡山县、衡山县、衡山县合作。", ()),
        ("东西部协作：支援衡山县开云镇，衡山县财政局配合。", ()),
        ("我县支援呆鹰岭镇、雨母山镇，华容县自筹。", ()),
        ("支援呆鹰岭镇、雨母山镇、东风路街道，万庾镇自筹。", ()),
        (
            "全县危房改造。",
            (
                "湘财建指〔2020〕40号",
                "岳财预〔2020〕5号",
                "财预〔2020〕10号",
                "国办发〔2020〕1号",
                "常安监发〔2020〕2号",
            ),
        ),
        ("全县危房改造。", ("岳华住建发〔2020〕8号", "衡蒸住建发〔2020〕3号")),
        ("华容县学习外地经验。", ("衡蒸住建发〔2020〕3号",)),
    ],
)
def test_a_report_in_its_folder_may_name_others_and_cite_their_numbers(body: str, numbers: tuple[str, ...]):
    found = placed("2020年度部门整体支出绩效评价报告", folder="湖南省/岳阳市/华容县/2020", body=body, numbers=numbers)
    assert (found.county_id, found.place_source, found.conflict) == ("430623", "folder", "")


def test_a_title_that_agrees_with_the_folder_settles_it():
    body, number = "其中呆鹰岭镇68户，雨母山镇67户", ("衡蒸住建发〔2020〕3号",)
    found = placed("华容县住建局2020年度绩效评价报告", folder="岳阳市/华容县", body=body, numbers=number)
    assert (found.county_id, found.place_source, found.conflict) == ("430623", "heading", "")


def test_a_county_of_the_past_has_no_towns_that_could_speak_against_its_folder():
    assert placed("2015年度报告", folder="湖南省/长沙市/宁乡县", body="金洲镇、夏铎铺镇、回龙铺镇").conflict == ""


def test_a_folder_of_an_invented_county_leaves_the_place_open():
    found = placed("2023年绩效自评报告", folder="raw/河南省/绿野县/2023", body="衡山县、衡山县")
    assert (found.county_id, found.place_source) == ("", "none")
    assert "绿野县" in found.conflict


def test_a_city_department_is_not_placed_in_one_of_its_counties():
    found = placed("长沙市教育局2023年绩效报告", body="开福区、开福区、开福区")
    assert (found.county_id, found.department_name) == ("", "长沙市教育局")


@pytest.mark.parametrize("title", ["棚户区改造服务中心", "城市管理和市场监督管理局", "老旧小区物业服务中心"])
def test_a_word_that_ends_like_a_county_is_no_invented_county(title: str):
    assert placed(f"2023年度{title}报告", folder="青禾县").conflict == ""


def test_a_placeholder_is_no_department():
    assert placed("青禾县2023年度部门整体支出\n单位名称：XX局").department_name == ""


@pytest.mark.parametrize(
    ("heading", "folder", "county", "body"),
    [
        ("旌阳山县教育局2023年度部门决算", "", "", "旌阳山县、旌阳山县。"),
        ("2023年度部门决算", "广东省/旌阳山县/2023", "", ""),
        ("2023年度部门决算", "", "旌阳山县", ""),
        ("2023年度部门决算", "", "", "旌阳山县今年支出5万元，旌阳山县去年支出4万元。"),
    ],
)
def test_an_unknown_county_is_not_the_one_whose_name_it_ends_with(heading: str, folder: str, county: str, body: str):
    assert placed(heading, folder=folder, county=county, body=body).county_id == ""
    assert placed(heading.replace("旌", ""), folder=folder.replace("旌", ""), county=county.replace("旌", ""),
                  body=body.replace("旌", "")).county_id == "441823"  # fmt: skip


def test_a_county_that_one_visits_or_helps_is_not_ones_own():
    assert placed(body="赴安吉县学习，支援安吉县5万元。").place_source == "none"
    assert placed(body="安吉县财政安排5万元。").county_id == "330523"


def test_what_is_of_a_countys_finances_is_of_its_finance_bureau_and_no_other_bureaus_is_taken_away():
    def department(heading: str) -> str:
        return place(Clues("", "", heading, (), "", (), owner_function="FIN")).department_name

    assert department("青禾县2023年财政决算报告") == "青禾县财政局"
    assert department("青禾县人民政府关于2023年财政决算的报告") == "青禾县财政局"
    assert department("广东省2023年财政决算报告") == "广东省财政厅"
    assert department("青禾县大坝镇2023年财政决算报告") == "青禾县大坝镇"
    assert department("2023年财政决算报告") == ""


# --- departments


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("县住建局", "住房和城乡建设"),
        ("青禾县住房和城乡建设局", "住房和城乡建设"),
        ("示例省示例市青禾县教育体育局", "教育"),
        ("青禾县财政局国库集中支付中心", "财政"),
        ("青禾县农业农村局", "农业农村"),
        ("东风路街道", "街道办事处"),
        ("东山镇人民政府", "乡镇人民政府"),
        ("中共青禾县委组织部", "组织"),
        ("青禾县人民武装部", ""),
    ],
)
def test_departments_have_the_same_function_whatever_the_county_calls_them(name: str, function: str):
    assert canonical_department(name, "青禾县")[1] == function


@pytest.mark.parametrize(
    ("heading", "folder", "county_id"),
    [
        ("恭城县教育局", "广西壮族自治区/桂林市/恭城瑶族自治县", "450332"),
        ("恭城县教育局", "广西/桂林/恭城县", "450332"),
        ("新宾县教育局", "", "210422"),
        ("积石山县教育局", "甘肃省/临夏州/积石山保安族东乡族撒拉族自治县", "622927"),
        ("巴里坤县教育局", "", "650521"),
        ("鄂温克旗教育局", "内蒙古自治区/呼伦贝尔市/鄂温克族自治旗", "150724"),
        ("神农架区教育局", "湖北省/神农架林区", "429021"),
        ("喀左县教育局", "辽宁省/朝阳市/喀喇沁左翼蒙古族自治县", "211324"),
        ("科左中旗教育局", "内蒙古自治区/通辽市/科尔沁左翼中旗", "150521"),
        ("甘肃省东乡县教育局", "", "622926"),
        ("恭城教育局", "", "450332"),
        ("2023年度凯里教育局", "", "522601"),
    ],
)
def test_a_county_is_known_by_its_usual_name(heading: str, folder: str, county_id: str):
    found = placed(f"{heading}部门整体支出绩效自评报告", folder=folder)
    [full] = [row["county_name"] for row in seed("counties") if row["county_id"] == county_id]
    assert (found.county_id, found.department_name, found.conflict) == (county_id, f"{full}教育局", "")


def test_the_usual_name_of_another_county_is_still_told():
    found = placed("恭城县教育局绩效自评报告", folder="辽宁省/抚顺市/新宾满族自治县")
    assert "恭城瑶族自治县（450332）" in found.conflict
    assert "喀左县" in placed("喀左县教育局绩效自评报告", folder="辽宁省/朝阳市/建平县").conflict


def test_a_usual_name_that_two_counties_bear_stays_open():
    owners = {
        name: {county.county_name for county in found}
        for name, found in gazetteer().by_name.items()
        if len({county.county_name for county in found}) > 1
    }
    assert owners == {"东乡县": {"东乡县", "东乡族自治县"}}
    assert placed("东乡县教育局绩效自评报告").county_id == ""


@pytest.mark.parametrize("title", ["南湖街道办事处", "友谊医院", "互助养老服务中心", "中山公园管理处"])
def test_a_body_that_bears_a_name_of_a_county_is_not_placed_there(title: str):
    assert placed(f"{title}2023年度绩效自评报告").county_id == ""


def test_a_department_is_written_the_same_way_each_year():
    printed = ("住建局", "县住建局", "青禾县住房和城乡建设局（盖章）")
    assert {full_department(name, "青禾县") for name in printed} == {"青禾县住房和城乡建设局"}


# --- the five reports


@needs_shared
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", Placement("430408", "蒸湘区住房和城乡建设局", "dispatch_number", "")),
        ("001", Placement("430623", "华容县住房和城乡建设局", "heading", "")),
        ("002", Placement("430423", "衡山县住房和城乡建设局", "heading", "")),
        ("003", Placement("430105", "东风路街道", "mentions", "")),
        ("004", Placement("430105", "洪山街道", "mentions", "")),
    ],
)
def test_the_five_reports_are_placed(number: str, expected: Placement):
    [file] = REPORTS.glob(f"{number}_*.txt")
    text = file.read_text(encoding="utf-8")
    heading = "\n".join([line for line in text.splitlines() if line.strip()][:12])
    assert placed(heading, body=text, numbers=tuple(DISPATCH.findall(text))) == expected


def test_a_long_text_is_placed_like_a_short_one():
    body = "其中呆鹰岭镇68户，雨母山镇67户，老城区改造，县级资金到位，社区和街道参与，市政道路硬化。" * 1000
    assert placed(body=body).county_id == "430408"


# --- the seeds


def test_counties_have_unique_codes_of_six_digits():
    rows = [*seed("counties"), *seed("sample_counties")]
    assert not [code for code, count in Counter(row["county_id"] for row in rows).items() if count > 1]
    assert not [row for row in rows if not re.fullmatch(r"[1-9]\d{5}", row["county_id"])]
    assert not [row for row in rows if not row["county_name"] or not row["province_name"] or not row["level"]]


def test_validity_is_a_year_and_does_not_end_before_it_begins():
    for row in seed("counties"):
        assert re.fullmatch(r"(?:(?:19|20)\d\d)?", row["valid_from"]), row
        assert re.fullmatch(r"(?:20\d\d)?", row["valid_to"]), row
        assert not (row["valid_from"] and row["valid_to"]) or row["valid_from"] <= row["valid_to"], row


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("towns", ("town_name", "county_id")),
        ("communities", ("county_id", "town_name")),
        ("department_functions", ("function_code",)),
        ("department_suffixes", ("suffix",)),
        ("issuers", ("kind", "abbreviation")),
        ("generic_places", ("match", "word")),
    ],
)
def test_seeds_have_unique_keys(name: str, key: tuple[str, ...]):
    keys = Counter(tuple(row[column] for column in key) for row in seed(name))
    assert not [found for found, count in keys.items() if count > 1]


@pytest.mark.parametrize("name", ["towns", "communities"])
def test_towns_and_communities_lie_in_known_counties(name: str):
    known = {row["county_id"] for row in seed("counties")}
    assert {row["county_id"] for row in seed(name)} <= known


def test_a_word_of_departments_has_one_function():
    words = Counter(word for row in seed("department_functions") for word in row["words"].split("|"))
    assert not [word for word, count in words.items() if count > 1]


def test_every_issuer_leads_to_a_function_or_a_province():
    functions = {row["function_code"] for row in seed("department_functions")}
    provinces = {row["province_name"] for row in seed("counties")}
    # They have a short name, but no rows among the counties.
    elsewhere = {"台湾省", "香港特别行政区", "澳门特别行政区"}
    for row in seed("issuers"):
        assert (row["function_code"] in functions) == (row["kind"] == "function"), row
        assert (row["province_name"] in provinces | elsewhere) == (row["kind"] == "province"), row


def test_a_first_character_that_belongs_to_the_name_of_a_bureau_is_kept():
    assert full_department("市场监督管理局", "青禾县") == "青禾县市场监督管理局"
    assert full_department("市住房和城乡建设局", "青禾县") == "青禾县住房和城乡建设局"


def test_a_title_that_begins_with_about_names_its_county():
    assert (
        placed("关于青禾县2021年财政决算的报告").county_id == placed("青禾县2021年财政决算的报告").county_id == "990101"
    )
