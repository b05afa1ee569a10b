"""A night on a folder that holds what folders hold."""

import shutil
from pathlib import Path

import pytest

from tests.nights import lay_out, read, run

pytestmark = pytest.mark.long


def test_junk_costs_nothing_but_itself_and_an_empty_folder_publishes_nothing(tmp_path: Path):
    raw, warehouse = lay_out(tmp_path / "raw"), tmp_path / "warehouse"
    (raw / "空.docx").write_bytes(b"")
    (raw / "坏.docx").write_bytes(b"no archive")
    (raw / "目录.docx").mkdir()
    (raw / "无表.txt").write_text(
        "某局绩效自评报告\n\n本年收入合计12万元，账号123456789012345678901234567890元。\n", encoding="utf-8"
    )
    code, output, messages = run(raw, warehouse)
    assert code == 0, messages
    assert "未读文件 │ 3" in output
    unread = read(warehouse, "select source_path from quality.outcomes where not is_ok order by all")
    assert unread == [("坏.docx",), ("目录.docx",), ("空.docx",)]
    taken = {path for (path,) in read(warehouse, "select distinct source_path from marts.fct_figures")}
    assert taken == {"无表.txt", *(path.relative_to(raw).as_posix() for path in raw.rglob("示例省/**/*.*"))}

    before = (warehouse / "jixiao.duckdb").read_bytes()
    shutil.rmtree(raw)
    raw.mkdir()
    code, _, messages = run(raw, warehouse)
    assert code == 1
    assert "不见了" in messages
    assert "--accept-losses" in messages
    assert (warehouse / "jixiao.duckdb").read_bytes() == before
