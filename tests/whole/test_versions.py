"""Several files of one report count once, whenever they came, and reports that are alike count each."""

import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.settings import Settings
from flows.pages.site import write_report
from flows.store.report_data import read_report_data
from flows.store.summary import summarize
from tests.dbt_project.building import Rows
from tests.published import FOLDER
from tests.samples.catalogue import WRITERS
from tests.samples.qinghe_roads import ROADS_2019
from tests.whole.test_history import Story

pytestmark = pytest.mark.long

REPORT = """青禾县{bureau}2020年度部门整体支出绩效自评报告
2020年收入合计1000万元，其中：一般公共预算财政拨款800万元，政府性基金预算财政拨款150万元，其他收入50万元。
2020年三公经费决算数{sum}万元，其中公务接待费2.00万元、公务用车运行维护费10.00万元。
2020年会议费3万元。
"""
FORM = """项目支出绩效自评表
（2020年度）
{label}：{school}
主管部门：青禾县教育局
年初预算数10万元，全年执行数9万元，执行率90%，得分9分。
"""
NAMELESS = """项目支出绩效自评表
（2020年度）
主管部门：青禾县司法局
本表说明{project}的情况。
年初预算数10万元，全年执行数9万元，执行率90%，得分9分。
"""
SCHOOLS = ("第一小学", "第二小学", "第三小学", "第四小学", "第五小学", "第六小学")
HOUR = 3_600


def wrong(bureau: str) -> str:
    return REPORT.format(bureau=bureau, sum="13.00")


def mended(bureau: str) -> str:
    return REPORT.format(bureau=bureau, sum="12.00")


def lay_at(story: Story, name: str, text: str, hours_ago: int = 2) -> None:
    story.lay(name, text)
    path = story.settings.raw / FOLDER / name
    moment = 1_900_000_000 - hours_ago * HOUR
    os.utime(path, (moment, moment))


def counted(story: Story, words: str) -> list[str]:
    """The files that count, by name."""
    rows = story.ask(
        f"select source_path from marts.dim_documents where is_primary and source_path like '%{words}%' order by all"
    )
    return [Path(str(path)).name for (path,) in rows]


def repeated(story: Story, words: str) -> Rows:
    """File, relation, what decided, and the file that counts."""
    rows = story.ask(
        "select source_path, relation, decided_by, counted_path from quality.repeated_files "
        f"where source_path like '%{words}%' order by all"
    )
    return [(Path(path).name, relation, decided, Path(counted).name) for path, relation, decided, counted in rows]


def page(story: Story, folder: Path) -> str:
    write_report(read_report_data(story.settings.published), folder)
    return (folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory, prefect_api: None) -> tuple[Story, Story]:
    """The same warehouse after a first night and, its folder copied, after a second one."""
    folder = tmp_path_factory.mktemp("versions")
    first = Story(
        Settings(folder / "first" / "raw", folder / "first" / "warehouse", True, Decimal(1), settle_seconds=0)
    )
    lay_at(first, "教育局自评报告.txt", wrong("教育局"))
    lay_at(first, "教育局自评报告（修改稿4.20）.txt", mended("教育局"))
    lay_at(first, "民政局自评报告4.25.txt", wrong("民政局"))
    lay_at(first, "民政局自评报告4.8.txt", mended("民政局"))
    lay_at(first, "水利局自评报告.txt", wrong("水利局"))
    lay_at(first, "水利局部门自评报告.txt", mended("水利局"))
    lay_at(first, "财政局自评报告.txt", wrong("财政局"))
    lay_at(first, "财政局部门自评报告.txt", mended("财政局"))
    lay_at(first, "审计局自评报告.txt", wrong("审计局"), hours_ago=200)
    lay_at(first, "审计局部门自评报告.txt", mended("审计局"))
    for name in ("体育局自评报告", "体育局部门自评报告"):
        lay_at(first, f"{name}.txt", wrong("体育局") + f"本报告由{name[:3]}填报。" * len(name))
    for project in ("校舍维修", "营养改善"):
        lay_at(first, f"无名{project}.txt", NAMELESS.format(project=project))
    lay_at(first, "统计局自评报告.txt", wrong("统计局"))
    lay_at(first, "卫生健康局自评报告（终稿）.txt", wrong("卫生健康局"))
    lay_at(first, "商务局自评报告.txt", wrong("商务局"))
    lay_at(first, "商务局自评报告 - 副本.txt", wrong("商务局"))
    for suffix in (".docx", ".html"):
        path = first.settings.raw / FOLDER.parent / "2019" / f"交通运输局{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[suffix](ROADS_2019))
    for number, school in enumerate(SCHOOLS):
        lay_at(first, f"部门{school}.txt", mended(school))
        lay_at(first, f"实施{number}.txt", FORM.format(label="实施单位", school=f"青禾县{school}"))
        lay_at(first, f"项目{number}.txt", FORM.format(label="项目名称", school=f"{school}校舍维修"))
        lay_at(first, f"正文{number}.txt", FORM.format(label="本表由以下学校填报", school=school))
    first.night()
    shutil.copytree(folder / "first", folder / "second")
    second = Story(
        Settings(folder / "second" / "raw", folder / "second" / "warehouse", True, Decimal(1), settle_seconds=0),
        list(first.nights),
    )
    lay_at(second, "统计局自评报告（修订）.txt", mended("统计局"))
    lay_at(second, "卫生健康局自评报告（更正）.txt", mended("卫生健康局"))
    lay_at(second, "商务局自评报告（初稿）.txt", mended("商务局"))
    (second.settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year,is_counted\n"
        f"{FOLDER}/水利局部门自评报告.txt,,,,是\n"
        f"{FOLDER}/财政局自评报告.txt,,,,\n"
        f"{FOLDER}/审计局自评报告.txt,,,,是\n"
        f"{FOLDER}/体育局自评报告.txt,,,,是\n"
        f"{FOLDER}/体育局部门自评报告.txt,,,,是\n",
        encoding="utf-8",
    )
    second.night()
    return first, second


def test_a_revised_report_counts_alone_though_both_came_in_one_night(stories: tuple[Story, Story]) -> None:
    first, _ = stories
    assert counted(first, "教育局自评") == ["教育局自评报告（修改稿4.20）.txt"]
    assert repeated(first, "教育局自评") == [
        ("教育局自评报告.txt", "version", "words", "教育局自评报告（修改稿4.20）.txt")
    ]
    failing = (
        "select count(*) from quality.findings join marts.dim_documents using (document_id) "
        "where status = 'fail' and is_primary and findings.source_path like '%教育局自评%' and rule_code = 'A07'"
    )
    assert first.ask(failing) == [(0,)]


def test_dates_in_the_names_are_compared_as_dates(stories: tuple[Story, Story]) -> None:
    assert counted(stories[0], "民政局") == ["民政局自评报告4.25.txt"]
    assert [decided for _, _, decided, _ in repeated(stories[0], "民政局")] == ["date"]


def test_the_time_of_the_change_decides_last_and_the_page_says_so(stories: tuple[Story, Story], tmp_path: Path) -> None:
    assert counted(stories[0], "审计局") == ["审计局部门自评报告.txt"]
    assert [decided for _, _, decided, _ in repeated(stories[0], "审计局")] == ["modified"]
    assert "文件的修改时间（复制、解压会改变它，请核对）" in page(stories[0], tmp_path)


@pytest.mark.parametrize("bureau", ["水利局", "财政局"])
def test_where_nothing_decides_one_counts_and_the_page_asks(
    bureau: str, stories: tuple[Story, Story], tmp_path: Path
) -> None:
    first, _ = stories
    assert len(counted(first, bureau)) == 1
    [(_, relation, decided, _)] = repeated(first, bureau)
    assert (relation, decided) == ("version", "open")
    assert "同一部门、年度、类型有 2 份，请选定" in page(first, tmp_path)
    assert summarize(first.settings.published).undecided == 3


def test_a_row_of_the_manifest_answers(stories: tuple[Story, Story], tmp_path: Path) -> None:
    """One that says which counts, or one that only names the file; also against what was decided."""
    _, second = stories
    assert counted(second, "水利局") == ["水利局部门自评报告.txt"]
    assert counted(second, "财政局") == ["财政局自评报告.txt"]
    assert counted(second, "审计局") == ["审计局自评报告.txt"]
    assert {decided for *_, decided, _ in repeated(second, "部门自评")} | {
        decided for *_, decided, _ in repeated(second, "水利局")
    } == {"manifest"}
    assert "请选定：" not in page(second, tmp_path)
    assert summarize(second.settings.published).undecided == 0


def test_a_person_who_lets_both_count_says_that_they_are_two_reports(stories: tuple[Story, Story]) -> None:
    first, second = stories
    assert len(counted(first, "体育局")) == 1
    assert len(counted(second, "体育局")) == 2


def test_forms_that_name_no_project_go_by_the_names_of_their_files(stories: tuple[Story, Story]) -> None:
    assert len(counted(stories[0], "无名")) == 2


def test_what_came_in_a_later_night_is_the_later_version_unless_its_name_says_draft(
    stories: tuple[Story, Story],
) -> None:
    first, second = stories
    assert counted(first, "统计局") == ["统计局自评报告.txt"]
    assert counted(second, "统计局") == ["统计局自评报告（修订）.txt"]
    assert counted(first, "卫生健康局") == ["卫生健康局自评报告（终稿）.txt"]
    assert counted(second, "卫生健康局") == ["卫生健康局自评报告（更正）.txt"]
    assert {decided for bureau in ("统计局", "卫生健康局") for *_, decided, _ in repeated(second, bureau)} == {"night"}
    assert counted(second, "商务局") == ["商务局自评报告.txt"]
    assert ("商务局自评报告（初稿）.txt", "version", "words", "商务局自评报告.txt") in repeated(second, "商务局")


def test_copies_and_renditions_are_told_file_by_file(stories: tuple[Story, Story], tmp_path: Path) -> None:
    first, _ = stories
    assert repeated(first, "商务局") == [("商务局自评报告 - 副本.txt", "copy", None, "商务局自评报告.txt")]
    assert repeated(first, "交通运输局") == [("交通运输局.html", "rendition", None, "交通运输局.docx")]
    shown = page(first, tmp_path)
    assert "内容完全相同的副本" in shown
    assert "同一内容的另一格式" in shown


@pytest.mark.parametrize("group", ["部门第", "实施", "项目", "正文"])
def test_forms_of_six_schools_are_six_reports(group: str, stories: tuple[Story, Story]) -> None:
    """Whether the school is the department, named behind a label, in the project, or in the text alone."""
    assert len(counted(stories[0], group)) == len(SCHOOLS)
    assert repeated(stories[0], group) == []


def test_what_changed_between_two_versions_of_one_night_is_listed(stories: tuple[Story, Story]) -> None:
    first, _ = stories
    replaces = first.ask(
        "select later.source_path from marts.dim_documents as later join marts.dim_documents as earlier "
        "on later.replaces = earlier.document_id where earlier.source_path like '%教育局自评报告.txt'"
    )
    assert [Path(str(path)).name for (path,) in replaces] == ["教育局自评报告（修改稿4.20）.txt"]
