"""A draft checked by itself: what is told of it, in which form, and that nothing of the night takes part."""

import json
import resource
import subprocess
import sys
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from flows.asking.checking import check
from flows.cli import app
from flows.extraction import SourceClues
from flows.model.exceptions import UnopenedBundle
from flows.night.limits import MEMORY_LIMIT
from tests.letters import letter
from tests.zips import zipped

_TITLE = "<h1>华容县住房和城乡建设局2020年度部门整体支出绩效自评报告</h1>"


def jixiao(*words: object) -> Result:
    return CliRunner().invoke(app, ["check", *(str(word) for word in words)])


def draft(folder: Path, basic: str = "30", project: str = "60", said: str = "", name: str = "自评.html") -> Path:
    """A report whose expenditure of 90 万元 is made of two parts."""
    file = folder / name
    file.write_text(
        f"""<meta charset="utf-8">{_TITLE}<p>单位：万元</p><table>
        <tr><td>单位名称</td><td>支出合计</td><td>基本支出</td><td>项目支出</td></tr>
        <tr><td>局机关</td><td>90</td><td>{basic}</td><td>{project}</td></tr></table><p>{said}</p>""",
        encoding="utf-8",
    )
    return file


def test_a_draft_without_errors_ends_with_0(tmp_path: Path):
    result = jixiao(draft(tmp_path))
    assert result.exit_code == 0, result.output
    assert "华容县住房和城乡建设局  2020年" in result.stdout
    assert "错误 0，警告 0，提示 0；相符 4；不适用 0" in result.stdout


def test_a_finding_shows_both_sides_place_quote_and_the_way_out(tmp_path: Path):
    result = jixiao(draft(tmp_path, project="69"))
    assert result.exit_code == 1
    for words in (
        "错误（必须改）  1/1  A02 支出合计等于基本支出加项目支出",
        "支出合计 90 ≠ 基本支出 30 + 项目支出 69 = 99（万元）；相差 9",
        "  第 1 个表格第 2 行「局机关」行「支出合计」栏（第2格）",
        "「局机关 | 90 | 30 | 69」",
        "建议：",
    ):
        assert words in result.stdout


def test_a_cell_of_a_workbook_is_told_by_its_address_though_a_column_before_it_is_hidden(tmp_path: Path):
    book = openpyxl.Workbook()
    paper = book.active
    assert paper is not None
    paper.title = "1、收支"
    for row in (
        [_TITLE.removeprefix("<h1>").removesuffix("</h1>")],
        ["单位：万元"],
        [],
        ["单位名称", "支出合计", "备用", "基本支出", "项目支出"],
        ["局机关", 90, None, 30, 69],
        ["房产中心", 10, None, 4, 6],
    ):
        paper.append(row)
    paper.column_dimensions["C"].hidden = True
    file = tmp_path / "自评.xlsx"
    book.save(file)
    told = jixiao(file).stdout
    assert "  单元格 '1、收支'!B5（「局机关」行「支出合计」栏）" in told
    assert "单元格 '1、收支'!D5（「局机关」行「基本支出」栏）" in told
    [finding] = [one for one in json.loads(jixiao("--json", file).stdout)["files"][0]["findings"]]
    assert [(place["sheet"], place["cell_address"]) for place in finding["places"]] == [
        ("1、收支", "B5"),
        ("1、收支", "D5"),
        ("1、收支", "E5"),
    ]


def test_json_tells_a_program_the_same(tmp_path: Path):
    result = jixiao(draft(tmp_path, project="69"), "--json")
    assert result.exit_code == 1
    [told] = json.loads(result.stdout)["files"]
    assert told["counts"]["fail"] == {"error": 1, "warn": 0, "info": 0}
    assert told["reports"][0]["county_name"] == "华容县"
    [finding] = told["findings"]
    assert (finding["rule_code"], finding["left_value"], finding["right_value"]) == (
        "A02",
        "900000.0000",
        "990000.0000",
    )
    assert finding["difference"] == "-90000.0000"
    assert [(spot["sign"], spot["row_no"], spot["column_no"]) for spot in finding["places"]] == [
        (1, 1, 1), (-1, 1, 2), (-1, 1, 3),
    ]  # fmt: skip


def test_every_number_is_counted_once(tmp_path: Path):
    tally = check(
        draft(tmp_path, said="联系电话：0730-4222333，见附件9。").read_bytes(), SourceClues("自评.html")
    ).tally
    checked = check(draft(tmp_path).read_bytes(), SourceClues("自评.html"))
    assert checked.tally.figures == len(checked.found.figures) == 3
    assert tally.figures + tally.ignored + tally.unexplained > 3
    assert tally.unexplained == 0


def test_clues_may_be_given_or_stand_in_the_path(tmp_path: Path):
    file = tmp_path / "华容县" / "2020" / "表.txt"
    file.parent.mkdir(parents=True)
    file.write_text("收入合计100万元。", encoding="utf-8")
    [by_path] = json.loads(jixiao(file, "--json").stdout)["files"][0]["reports"]
    assert (by_path["county_id"], by_path["fiscal_year"]) == ("430623", 2020)
    given = jixiao(file, "--json", "--county", "430623", "--department", "水利局", "--year", 2019)
    [by_option] = json.loads(given.stdout)["files"][0]["reports"]
    assert (by_option["department_name"], by_option["fiscal_year"]) == ("水利局", 2019)


def test_one_unreadable_file_keeps_no_other_from_being_checked(tmp_path: Path):
    empty = tmp_path / "空.docx"
    empty.touch()
    result = jixiao(tmp_path / "没有.docx", empty, tmp_path, draft(tmp_path, project="69"))
    assert result.exit_code == 2
    assert "没有.docx：文件不存在：请核对文件名" in result.stderr
    assert "空.docx：文件是空的" in result.stderr
    assert "不是文件" in result.stderr
    assert "A02" in result.stdout


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("关于开展2023年度绩效自评工作的通知\n\n各单位：请于3月底前报送。\n", "这是通知"),
        ("教育局部门整体支出绩效自评报告\n\n各项任务全面完成。\n", "没有读到任何数字"),
        ("教育局2023年度部门决算\n\n行政运行\n\n1200.50\n\n1180.30\n", "2 个数字中只读懂 0 个"),
    ],
)
def test_nothing_understood_is_not_told_as_nothing_wrong(tmp_path: Path, said: str, told: str):
    file = tmp_path / "报告.txt"
    file.write_text(said, encoding="utf-8")
    result = jixiao(file, draft(tmp_path))
    assert result.exit_code == 2
    assert told in result.stdout
    assert result.stdout.count("错误 0") == 1  # of the other file
    [first, second] = json.loads(jixiao(file, draft(tmp_path), "--json").stdout)["files"]
    assert not first["is_compared"] and told in first["reason"] and first["reason"] in first["notes"]
    assert (second["substance"], second["is_report"], second["is_compared"], second["reason"]) == (
        "whole",
        True,
        True,
        "",
    )


@pytest.mark.parametrize(
    "words", [[], ["a.docx", "--county", "没有这个县"], ["a.docx", "--year", "20"], ["a.docx", "-x"]]
)
def test_wrong_use_ends_with_2(words: list[str]):
    assert jixiao(*words).exit_code == 2


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_document_cannot_steer_the_terminal(tmp_path: Path, form: list[str]):
    evil = "\x1b[2J\x9b31m\u202e[bold]欺骗[/bold]&#27;]0;x&#7;"
    file = draft(tmp_path, project="69").read_text(encoding="utf-8").replace("局机关", f"局{evil}机关")
    (tmp_path / "自评.html").write_text(file, encoding="utf-8")
    result = jixiao(tmp_path / "自评.html", *form)
    assert result.exit_code == 1
    assert not [character for character in result.stdout if character in "\x07\x1b\x9b\u202e"]
    assert "[bold]欺骗[/bold]" in result.stdout


def test_nothing_of_the_night_is_imported(tmp_path: Path):
    """The whole command starts no server and no dbt and opens no database; the check itself does not know the store."""
    heavy = ("dbt", "prefect", "great_expectations", "pandas", "flows.night.ingest", "flows.night.nightly")
    whole = (
        "import sys; from flows.cli import app; app(['check', sys.argv[1]], standalone_mode=False);"
        f"print('loaded', [name for name in {(*heavy, 'duckdb', 'jinja2', 'xlsxwriter')} if name in sys.modules])"
    )
    alone = (
        "import sys; from pathlib import Path; from flows.asking.checking import check; from flows.extraction import SourceClues;"
        "check(Path(sys.argv[1]).read_bytes(), SourceClues(sys.argv[1]));"
        f"print('loaded', [name for name in {(*heavy, 'duckdb', 'flows.store')} if name in sys.modules])"
    )
    for program, file in product((whole, alone), (draft(tmp_path), draft(tmp_path, project="69", name="错.html"))):
        run = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
        assert run.stdout.splitlines()[-1] == "loaded []", run.stderr


def test_a_draft_that_asks_for_all_memory_is_told_no_and_the_next_one_is_checked(tmp_path: Path, monkeypatch):
    limits = resource.getrlimit(resource.RLIMIT_AS)
    with monkeypatch.context() as patched:
        patched.setattr("flows.cli.checking.check", lambda data, clues: bytearray(MEMORY_LIMIT + 2**30))
        result = jixiao(draft(tmp_path))
    assert (result.exit_code, "处理所需内存超过上限" in result.stderr) == (2, True)
    assert resource.getrlimit(resource.RLIMIT_AS) == limits
    assert jixiao(draft(tmp_path)).exit_code == 0


def test_an_archive_and_a_letter_are_checked_file_by_file(tmp_path: Path):
    page = draft(tmp_path, project="69").read_bytes()
    packed = zipped(
        ("甲/自评.html", page), ("乙.html", page.replace(b"69", b"60")), ("深.zip", zipped(("丙.zip", zipped())))
    )
    (tmp_path / "全县.zip").write_bytes(packed)
    (tmp_path / "报送.eml").write_bytes(letter(("自评.html", page)))
    result = jixiao(tmp_path / "全县.zip", tmp_path / "报送.eml", "--json")
    assert result.exit_code == 2  # the archive in the archive's archive
    told = json.loads(result.stdout)["files"]
    named = [one["source_path"].removeprefix(f"{tmp_path.as_posix()}/") for one in told]
    assert named == ["全县.zip!/甲/自评.html", "全县.zip!/乙.html", "全县.zip!/深.zip!/丙.zip", "报送.eml!/自评.html"]
    assert [one["counts"]["fail"]["error"] if one["is_readable"] else one["reason"] for one in told] == [
        1, 0, "压缩包（.zip）再套在压缩包或邮件里，没有打开：请换成解压后的文件后再检查", 1,
    ]  # fmt: skip


def test_an_archive_that_cannot_be_opened_is_told_by_its_own_name(tmp_path: Path):
    (tmp_path / "坏.zip").write_bytes(zipped(("甲.html", b"x" * 99))[:-30])
    result = jixiao(tmp_path / "坏.zip", draft(tmp_path))
    assert result.exit_code == 2
    assert "坏.zip：文件已损坏" in result.output
    assert "相符 4" in result.stdout


def test_an_archive_handed_over_as_one_file_is_refused_with_the_way_out():
    with pytest.raises(UnopenedBundle, match="请改用解压后的文件，或把它整个放入 raw/"):
        check(zipped(("甲.html", b"x")), SourceClues("全县.zip"))
