"""Different reports count each, however alike they are, and no earlier file counts in silence before a later one."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.settings import Settings
from flows.store.changes import read_changes
from tests.published import FOLDER
from tests.samples.catalogue import WRITERS
from tests.samples.qinghe_roads import ROADS_2019
from tests.whole.test_history import Story
from tests.whole.test_versions import REPORT, counted, lay_at, mended, page, repeated, wrong

pytestmark = pytest.mark.long

FORM = """项目支出绩效自评表
（2020年度）
主管部门：青禾县{bureau}
{text}
年初预算数10万元，全年执行数{spent}万元，执行率90%，得分9分。
"""
TWINS = {
    "教育局": ("项目名称：1号桥加固", "项目名称：2号桥加固"),
    "自然资源局": ("道路硬化（1）", "道路硬化（2）"),
    "农业农村局": ("（1标段）", "（2标段）"),
    "住房和城乡建设局": ("标段：1", "标段：2"),
    "退役军人事务局": ("项目编号：2020-01-02", "项目编号：2020-02-01"),
    "应急管理局": ("实施地点：一、村组", "实施地点：二、村组"),
    "市场监督管理局": ("“3·15”活动", "“5·12”活动"),
}


def of_unit(text: str) -> str:
    """The report of a unit, whose title names nobody."""
    return text.replace("青禾县水利局2020", "2020").replace("报告\n", "报告\n主管部门：青禾县水利局\n", 1)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, prefect_api: None) -> Story:
    """A warehouse after two nights."""
    folder = tmp_path_factory.mktemp("apart")
    story = Story(Settings(folder / "raw", folder / "warehouse", True, Decimal(1), settle_seconds=0))
    for bureau, twins in TWINS.items():
        for folder_name, text in zip("甲乙", twins, strict=True):
            lay_at(story, f"{bureau}{folder_name}/自评表.txt", FORM.format(bureau=bureau, text=text, spent=9))
    for number, name in enumerate(("自评表", "自评表(1)", "自评表(2)")):
        lay_at(story, f"司法/{name}.txt", FORM.format(bureau="司法局", text="本表自评。", spent=7 + number))
    for number, name in enumerate(("项目自评表", "项目自评表（社区矫正）")):
        lay_at(story, f"民政/{name}.txt", FORM.format(bureau="民政局", text="本表自评。", spent=7 + number))
    for name in ("统计局自评报告.txt", "统计局自评报告(1).txt"):
        lay_at(story, name, wrong("统计局"))
    lay_at(story, "两个单位/水库管理所.txt", of_unit(wrong("水利局")))
    lay_at(story, "两个单位/河道管理站.txt", of_unit(mended("水利局")))
    lay_at(story, "财政局自评报告.txt", wrong("财政局"))
    lay_at(story, "财政局部门自评报告.txt", mended("财政局"))
    for suffix in ("（城区站）", "（山区所）", ""):
        text = wrong("审计局") + "本报告自评。" * len(suffix)
        lay_at(story, f"审计{len(suffix)}{suffix[1:2]}/审计局.txt", text.replace("报告\n", f"报告{suffix}\n", 1))
    lay_at(story, "商务局自评报告.txt", wrong("商务局"))
    lay_at(story, "商务局自评表.txt", mended("商务局").replace("自评报告\n", "自评表\n"))
    lay_at(story, "卫生健康局自评报告（终稿）.txt", wrong("卫生健康局"))
    lay_at(story, "交通运输局自评报告.txt", REPORT.format(bureau="交通运输局", sum="12.00"))
    swapped = mended("交通运输局").replace("800万", "某万").replace("50万", "800万").replace("某万", "50万")
    lay_at(story, "交通运输局自评报告（更正）.txt", swapped)
    lay_at(story, "体育局自评报告.txt", wrong("体育局"))
    lay_at(story, "体育局自评报告（终稿）.txt", mended("体育局"))
    lay_at(story, "林业局自评报告.txt", mended("林业局"))
    for suffix in (".docx", ".html"):
        path = story.settings.raw / FOLDER.parent / "2019" / f"道路{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[suffix](ROADS_2019))
    with zipfile.ZipFile(story.settings.raw / FOLDER / "报送.zip", "w") as bundle:
        bundle.writestr("公安局自评报告.txt", mended("公安局"))
    (story.settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year,is_counted\n"
        f"{FOLDER}/体育局自评报告.txt,,,,否\n"
        f"{FOLDER}/体育局自评报告（终稿）.txt,,,,否\n"
        f"{FOLDER}/林业局自评报告.txt,,,,否\n"
        f"{FOLDER.parent}/2019/道路.docx,,,,是\n"
        f"{FOLDER.parent}/2019/道路.html,,,,是\n"
        f"{FOLDER}/报送.zip,,,,否\n",
        encoding="utf-8",
    )
    story.night()
    lay_at(story, "统计局自评报告.txt", mended("统计局"), hours_ago=1)
    story.lay("卫生健康局自评报告（终稿）.txt", None)
    lay_at(story, "卫生健康局自评报告.txt", mended("卫生健康局"))
    story.night()
    return story


@pytest.mark.parametrize("bureau", TWINS)
def test_forms_that_differ_in_a_number_are_two_reports(bureau: str, story: Story) -> None:
    assert len(counted(story, f"/{bureau}")) == 2


def test_a_form_downloaded_three_times_is_asked_about(story: Story) -> None:
    assert len(counted(story, "司法/")) == 1
    assert [decided for _, _, decided, _ in repeated(story, "司法/")] == ["open", "open"]


def test_a_remark_in_the_name_of_a_nameless_form_is_another_report(story: Story) -> None:
    assert len(counted(story, "民政/")) == 2


def test_an_old_download_does_not_count_before_the_corrected_file(story: Story) -> None:
    assert counted(story, "统计局") == ["统计局自评报告.txt"]
    assert repeated(story, "统计局") == [("统计局自评报告(1).txt", "version", "night", "统计局自评报告.txt")]
    assert changed_amounts(story, "统计局") == [("13.00万元", "12.00万元")]


def test_two_units_whose_titles_name_nobody_are_two_reports(story: Story) -> None:
    assert counted(story, "两个单位") == ["水库管理所.txt", "河道管理站.txt"]
    assert changed_amounts(story, "两个单位") == []


def test_what_is_undecided_corrects_nothing(story: Story) -> None:
    assert [decided for _, _, decided, _ in repeated(story, "财政局")] == ["open"]
    assert changed_amounts(story, "财政局") == []


def test_a_report_that_goes_with_two_makes_no_one_of_them(story: Story) -> None:
    """Two count and one is asked about; what counts in its place counts itself."""
    assert len(counted(story, "/审计局")) == 2
    assert [decided for _, _, decided, _ in repeated(story, "/审计局")] == ["open"]


def test_a_form_and_a_report_of_one_department_count_both(story: Story) -> None:
    assert len(counted(story, "商务局")) == 2


def test_a_correction_that_swaps_two_amounts_counts(story: Story) -> None:
    assert counted(story, "交通运输局") == ["交通运输局自评报告（更正）.txt"]


def test_what_is_gone_is_older_than_what_came_later(story: Story) -> None:
    assert counted(story, "卫生健康局") == ["卫生健康局自评报告.txt"]
    assert changed_amounts(story, "卫生健康局") == [("13.00万元", "12.00万元")]


@pytest.mark.parametrize("bureau", ["体育局", "林业局", "公安局"])
def test_a_no_takes_a_file_out_whatever_else_stands(bureau: str, story: Story, tmp_path: Path) -> None:
    """On all versions, on a single file and on a bundle."""
    assert counted(story, bureau) == []
    assert {(relation, decided) for _, relation, decided in excluded(story, bureau)} == {("excluded", "manifest")}
    assert "manifest.csv 中填了不计入" in page(story, tmp_path)


def test_two_formats_that_a_person_lets_count_are_two_reports(story: Story) -> None:
    assert counted(story, "道路.") == ["道路.docx", "道路.html"]


def excluded(story: Story, words: str) -> list[tuple[object, ...]]:
    return story.ask(
        "select source_path, relation, decided_by from quality.repeated_files "
        f"where source_path like '%{words}%' and counted_path is null"
    )


def changed_amounts(story: Story, words: str) -> list[tuple[object, object]]:
    """What diff lists as changed between files of these names, before and after."""
    answer = read_changes(story.settings.published, None)
    kind, file, old, new = (answer.columns.index(name) for name in ("变化", "新文件", "原印数字", "新印数字"))
    return [(row[old], row[new]) for row in answer.rows if row[kind] == "改动" and words in str(row[file])]
