"""The ingest stage on bundles: each file in one is a document with a path, an outcome and a history of its own."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from flows.model.allowances import BundleLimits
from flows.model.exceptions import RawFolderLost
from flows.model.settings import Settings
from flows.night.workers import WorkerPool
from flows.store.schema import FACTS
from tests.ingesting import REPORT, Night, current, nights_of, put, read, report, settings_in
from tests.jobs import hang
from tests.samples.qinghe_water import RESERVOIRS
from tests.samples.write_docx import write_docx
from tests.zips import encrypted, named_in_gbk, zipped

pytestmark = pytest.mark.usefixtures("prefect_api")

READ = [("read", True), ("extract", True), ("judge", True), ("load", True)]
UNCHANGED = [("read", True, "内容未变，沿用已有结果")]
TABLES = (*FACTS, "files", "documents", "document_paths", "rejections")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def night(settings: Settings) -> Night:
    return nights_of(settings)


def text(department: str, amount: int = 100) -> bytes:
    return REPORT.format(department=department, amount=amount).encode()


def stages(outcomes: list[tuple[str, bool, str]]) -> list[tuple[str, bool]]:
    return [outcome[:2] for outcome in outcomes]


def test_a_bundle_is_the_files_in_it(settings: Settings, night: Night):
    inner = named_in_gbk(("民政局.txt", text("民政局")))
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局")), ("里.zip", inner)))
    outcomes = night()
    assert outcomes["报送.zip"] == [("read", True, "压缩包，已逐个处理其中 2 个文件")]
    assert stages(outcomes["报送.zip!/教育局.txt"]) == READ
    assert stages(outcomes["报送.zip!/里.zip!/民政局.txt"]) == READ
    assert current(settings) == ["报送.zip!/教育局.txt", "报送.zip!/里.zip!/民政局.txt"]
    assert read(settings, "select size_bytes from documents order by source_path limit 1") == [(len(text("教育局")),)]


def test_folders_in_a_bundle_and_its_own_name_tell_the_county(settings: Settings, night: Night):
    bare = "部门整体支出绩效自评报告\n\n2020年度收入合计{}万元。\n"
    put(settings.raw / "报送.zip", zipped(("湖南省/岳阳市/华容县/2020/甲.txt", bare.format(1).encode())))
    put(settings.raw / "华容县.zip", zipped(("乙.txt", bare.format(2).encode())))
    night()
    assert read(settings, "select county_id, place_source from headings") == [("430623", "folder")] * 2


def test_an_unchanged_bundle_is_not_opened_again(settings: Settings, night: Night, monkeypatch: pytest.MonkeyPatch):
    damaged = zipped(("坏.txt", b"1" * 60), ("教育局.txt", text("教育局"))).replace(b"1" * 60, b"2" * 60)
    put(settings.raw / "报送.zip", damaged)
    put(settings.raw / "加密.zip", encrypted(zipped(("甲.txt", b"1")), 0))
    first = night()
    before = {table: read(settings, f"from {table} order by all") for table in TABLES}

    def opened(*_: object) -> None:
        raise AssertionError("opened again")

    def run(pool: WorkerPool, work: object, jobs: Iterable[object]) -> Iterator[object]:
        assert list(jobs) == []
        return iter(())

    monkeypatch.setattr("flows.night.contents.settled", opened)
    monkeypatch.setattr(WorkerPool, "run", run)
    outcomes = night()
    assert {table: read(settings, f"from {table} order by all") for table in TABLES} == before
    assert outcomes["报送.zip!/教育局.txt"] == UNCHANGED
    for path in ("报送.zip!/坏.txt", "加密.zip"):
        assert stages(outcomes[path]) == [("read", False)]
        assert outcomes[path] == first[path]


def test_of_a_changed_bundle_only_what_changed_is_read(settings: Settings, night: Night):
    names = ("教育局", "民政局", "水利局")
    put(settings.raw / "报送.zip", zipped(*((f"{name}.txt", text(name)) for name in names)))
    night()
    changed = zipped(
        ("教育局.txt", text("教育局")), ("民政局.txt", text("民政局", 200)), ("财政局.txt", text("财政局"))
    )
    put(settings.raw / "报送.zip", changed, 1)
    outcomes = night(accepts_losses=True)
    assert outcomes["报送.zip!/教育局.txt"] == UNCHANGED
    assert stages(outcomes["报送.zip!/民政局.txt"]) == READ
    assert stages(outcomes["报送.zip!/财政局.txt"]) == READ
    assert outcomes["报送.zip!/水利局.txt"] == [("read", True, "文件已撤下，不再计入当前")]
    assert current(settings) == [f"报送.zip!/{name}.txt" for name in sorted(("教育局", "民政局", "财政局"))]
    versions = read(settings, "select count(*) from document_paths where source_path = '报送.zip!/民政局.txt'")
    assert versions == [(2,)]


def test_a_bad_file_in_a_bundle_costs_nothing_but_itself(settings: Settings, night: Night):
    data = zipped(
        ("好.txt", text("教育局")),
        ("密.docx", b"secret"),
        ("坏.txt", b"1" * 60),
        ("../逃.txt", b"out"),
        ("空.docx", b""),
        ("深.zip", zipped(("更深.zip", zipped(("底.txt", text("民政局")))))),
        ("断.zip", zipped(("断.txt", b"x" * 500))[:300]),
        ("旧.rar", b"Rar!\x1a\x07\x01\x00"),
    ).replace(b"1" * 60, b"2" * 60)
    put(settings.raw / "报送.zip", encrypted(data, 1))
    outcomes = night()
    reasons = {path.removeprefix("报送.zip!/"): told[0][2] for path, told in outcomes.items() if not told[0][1]}
    assert sorted(reasons) == sorted(
        ("密.docx", "坏.txt", "../逃.txt", "空.docx", "深.zip!/更深.zip", "断.zip", "旧.rar")
    )
    assert "已加密" in reasons["密.docx"]
    assert "校验和不符" in reasons["坏.txt"]
    assert "指向包外" in reasons["../逃.txt"]
    assert "文件是空的" in reasons["空.docx"]
    assert reasons["深.zip!/更深.zip"] == "压缩包（.zip）再套在压缩包或邮件里，没有打开：请换成解压后的文件后重新放入"
    assert "没有下载完" in reasons["断.zip"]
    assert reasons["旧.rar"] == "暂不支持这种压缩包（.rar、.7z、.tar、.gz 等）：请另存为 .zip 后重新放入"
    assert current(settings) == ["报送.zip!/好.txt"]


def test_a_bundle_that_is_a_document_is_read_as_one(settings: Settings, night: Night):
    put(settings.raw / "报告.zip", write_docx(RESERVOIRS))
    assert stages(night()["报告.zip"]) == READ


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (BundleLimits(most_files=1), "压缩包内的文件数为 2，超过上限 1"),
        (BundleLimits(most_bytes=99), "解压后的字节数"),
    ],
)
def test_a_bundle_over_a_limit_is_one_outcome_until_the_limit_is_raised(
    settings: Settings, night: Night, limits: BundleLimits, reason: str
):
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局")), ("民政局.txt", text("民政局"))))
    for _ in range(2):
        outcomes = night(bundles=limits)
        assert list(outcomes) == ["报送.zip"]
        [(stage, is_ok, said)] = outcomes["报送.zip"]
        assert (stage, is_ok) == ("read", False)
        assert said.startswith(reason)
    assert stages(night()["报送.zip!/民政局.txt"]) == READ


def test_a_bundle_that_is_damaged_later_keeps_what_was_read_of_it(settings: Settings, night: Night):
    data = zipped(("教育局.txt", text("教育局")), ("民政局.txt", text("民政局")))
    put(settings.raw / "报送.zip", data)
    night()
    put(settings.raw / "报送.zip", data[:-40], 1)
    for _ in range(2):
        assert list(night()) == ["报送.zip"]
        assert len(current(settings)) == 2
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局"))), 2)
    assert night(accepts_losses=True)["报送.zip!/民政局.txt"] == [("read", True, "文件已撤下，不再计入当前")]
    assert current(settings) == ["报送.zip!/教育局.txt"]


def test_a_bundle_counts_by_what_lies_in_it(settings: Settings, night: Night):
    bundle = zipped(*((f"局{number}.txt", text(f"局{number}", number + 1)) for number in range(10)))
    path = put(settings.raw / "报送.zip", bundle)
    report(settings.raw, "教育局.txt")
    night()
    path.unlink()
    with pytest.raises(RawFolderLost, match="原有的 11 个文件有 10 个不见了"):
        night()
    assert len(current(settings)) == 11
    outcomes = night(accepts_losses=True)
    assert outcomes["报送.zip!/局3.txt"] == [("read", True, "文件已撤下，不再计入当前")]
    assert current(settings) == ["教育局.txt"]


def test_a_bundle_that_is_unpacked_is_not_lost(settings: Settings, night: Night):
    path = put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局")), ("民政局.txt", text("民政局"))))
    night()
    shutil.unpack_archive(path, settings.raw / "报送")
    path.unlink()
    outcomes = night()
    assert outcomes["报送.zip!/教育局.txt"] == [("read", True, "已不在此处，相同内容现在 报送/教育局.txt")]
    assert current(settings) == ["报送/教育局.txt", "报送/民政局.txt"]


def test_a_file_that_also_lies_loose_is_one_document(settings: Settings, night: Night):
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局"))))
    put(settings.raw / "青禾县" / "教育局.txt", text("教育局"))
    outcomes = night()
    assert outcomes["报送.zip!/教育局.txt"] == [("read", True, "与 青禾县/教育局.txt 内容相同")]
    assert current(settings) == ["青禾县/教育局.txt"]


def test_the_manifest_names_a_file_in_a_bundle_or_all_of_them(settings: Settings, night: Night):
    put(settings.raw / "报送.zip", zipped(("甲.txt", b"2020\n\n" + text("教育局")), ("乙.txt", text("民政局"))))
    (settings.raw / "manifest.csv").write_text(
        "source_path,county_id,department_name,fiscal_year\n"
        "报送.zip,430623,,\n报送.zip!/甲.txt,430602,教育局,2020\n报送.zip!/丙.txt,430623,,\n",
        encoding="utf-8",
    )
    outcomes = night()
    assert read(
        settings, "select source_path, county_id from headings join documents using (document_id) order by 1"
    ) == [("报送.zip!/乙.txt", "430623"), ("报送.zip!/甲.txt", "430602")]
    assert [path for path, told in outcomes.items() if told[0][0] == "manifest"] == ["报送.zip!/丙.txt"]


@pytest.mark.long
def test_a_bundle_that_hangs_is_stopped_and_not_tried_again(
    settings: Settings, night: Night, monkeypatch: pytest.MonkeyPatch
):
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局"))))
    report(settings.raw, "民政局.txt")
    with monkeypatch.context() as changed:
        changed.setattr("flows.night.ingest.look_into", hang)
        outcomes = night(document_seconds=6)
    assert stages(outcomes["报送.zip"]) == [("read", False)]
    assert stages(outcomes["民政局.txt"]) == READ
    assert night(document_seconds=6)["报送.zip"] == outcomes["报送.zip"]
    assert stages(night(document_seconds=60)["报送.zip!/教育局.txt"]) == READ


def test_a_bundle_that_is_still_being_copied_keeps_what_was_read_of_it(
    settings: Settings, night: Night, monkeypatch: pytest.MonkeyPatch
):
    path = put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局"))))
    night()
    import flows.night.ingest

    real = flows.night.ingest.take_contents

    def grow_first(*arguments: object) -> object:
        with path.open("ab") as file:
            file.write(b"more")
        return real(*arguments)

    monkeypatch.setattr(flows.night.ingest, "take_contents", grow_first)
    put(path, zipped(("教育局.txt", text("教育局", 2))), 1)
    assert night() == {"报送.zip": [("read", False, "文件正在写入：下一次运行再取")]}
    assert current(settings) == ["报送.zip!/教育局.txt"]


def test_a_folder_that_reads_like_the_inside_of_a_bundle_is_told(settings: Settings, night: Night):
    put(settings.raw / "报送.zip", zipped(("教育局.txt", text("教育局"))))
    report(settings.raw, "报送.zip!/教育局.txt", 7)
    report(settings.raw, "重要!/民政局.txt", 7)
    outcomes = night()
    assert outcomes["报送.zip!"] == [("read", False, "与 报送.zip 内文件的路径相混：请给文件夹改名")]
    assert current(settings) == ["报送.zip!/教育局.txt", "重要!/民政局.txt"]
    assert read(
        settings, "select distinct value from figures join documents using (document_id) where source_path like '报送%'"
    ) == [(1000000,)]
