"""A night whose machine is set up against it, and whose warehouse somebody damaged, publishes all the same."""

from pathlib import Path

import pytest

from tests.nights import lay_out, read, run

pytestmark = pytest.mark.long

AGAINST_IT = {
    "HTTP_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "socks5://127.0.0.1:9",
    "PREFECT_API_URL": "http://127.0.0.1:9/api",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "HOME": "/dev/null/home",
}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str, str]:
    folder = tmp_path_factory.mktemp("against")
    raw, warehouse = lay_out(folder / "raw"), folder / "wh[/b]仓库\x1b[31m"
    (raw / "a\x1b[2J\x07[bold]b\r.docx").write_bytes(b"this is no zip archive")
    (warehouse / ".prefect").mkdir(parents=True)
    (warehouse / ".prefect" / "prefect.db").write_text("no database" * 1000)
    (warehouse / "jixiao.duckdb").write_text("no database" * 1000)
    return warehouse, *run(raw, warehouse, environment=AGAINST_IT)


def test_it_publishes(night: tuple[Path, int, str, str]) -> None:
    warehouse, code, _, messages = night
    assert code == 0, messages
    assert read(warehouse, "select is_published from quality.runs") == [(True,)]
    [(names,)] = read(warehouse, "select count(*) from marts.fct_figures where label = '收入合计'")
    assert names
    assert {path.name for path in warehouse.iterdir()} >= {"jixiao.duckdb.damaged", ".prefect.damaged"}


def test_what_it_prints_is_what_names_say_and_moves_no_cursor(night: tuple[Path, int, str, str]) -> None:
    _, _, output, messages = night
    assert "wh[/b]仓库\\x1b[31m/jixiao.duckdb" in output
    assert "a\\x1b[2J\\x07[bold]b\\r.docx：文件已损坏" in output
    assert not any(character in output + messages for character in "\x1b\x07\r")
    assert "Traceback" not in messages
