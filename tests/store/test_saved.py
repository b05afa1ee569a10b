"""A saved question says in its first lines what it answers; what is given to it stays a value."""

import re
from pathlib import Path

import duckdb
import pytest

from flows.store.query import NotAQuestion
from flows.store.saved import QUERIES, ask_saved, read_query, saved_queries
from tests.benchmarks.queries_in_pandas import ANSWERS

_HEADER = """-- title: 县
-- description: 名字是这个的县
-- parameter name text: 县名；不填为全部
-- parameter least integer = 1: 至少几个
"""
_SQL = """select name, place from marts.counties
where (cast($name as text) is null or name = $name) and place >= $least
order by name
"""
_CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "counties.sql").write_text(_HEADER + _SQL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "jixiao.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.counties as select '甲' as name, 0 as place union select '乙', 2")
    return path


def test_the_first_lines_give_title_description_and_parameters(folder: Path):
    [query] = saved_queries(folder).values()
    assert (query.name, query.title, query.description) == ("counties", "县", "名字是这个的县")
    assert [(one.name, one.kind, one.words, one.default) for one in query.parameters] == [
        ("name", "text", "县名；不填为全部", None),
        ("least", "integer", "至少几个", "1"),
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("-- title: 县\n", "no description"),
        ("-- description: 县\n", "no title"),
        ("", "no title and no description"),
        ("-- title:\n-- description: 县\n", "no title"),
        ("-- title: 县\n-- just a remark\n-- description: 县\n", "just a remark"),
        (_HEADER + "-- parameter year number: 年度\n", "year number"),
        (_HEADER + "-- parameter integer: 年度\n", "parameter integer"),
        (_HEADER + "-- parameter year integer 2020: 年度\n", "year integer 2020"),
    ],
)
def test_a_file_that_does_not_say_what_it_answers_is_named(tmp_path: Path, header: str, message: str):
    path = tmp_path / "unclear.sql"
    path.write_text(header + "select 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"unclear\.sql.*{message}"):
        read_query(path)


def test_remarks_below_the_first_lines_are_sql(tmp_path: Path):
    path = tmp_path / "remarked.sql"
    path.write_text("-- title: 一\n-- description: 二\nselect 1\n-- as ever\n", encoding="utf-8")
    assert read_query(path).sql.endswith("-- as ever\n")


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({}, [("乙", 2)]),
        ({"least": "0"}, [("乙", 2), ("甲", 0)]),
        ({"least": "-5", "name": "甲"}, [("甲", 0)]),
        ({"name": "甲"}, []),
    ],
)
def test_what_is_not_given_has_its_default_or_means_everything(
    folder: Path, warehouse: Path, given: dict[str, str], rows: list[tuple[str, int]]
):
    assert ask_saved(warehouse, "counties", given, folder).rows == rows


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"year": "2020"}, "counties 没有参数 year；可用：name、least"),
        ({"least": "两个"}, "least（至少几个）应为整数，不是“两个”"),
        ({"least": ""}, "应为整数"),
        ({"least": "1.5"}, "应为整数"),
        ({"least": "1 or 1=1"}, "应为整数"),
        ({"least": "1); drop table marts.counties"}, "应为整数"),
        ({"least": "12345678901234567890"}, "应为整数"),
        ({"least": "1\n"}, "应为整数"),
    ],
)
def test_an_unknown_parameter_or_no_number_is_refused_in_words(
    folder: Path, warehouse: Path, given: dict[str, str], message: str
):
    with pytest.raises(NotAQuestion, match=re.escape(message)):
        ask_saved(warehouse, "counties", given, folder)


def test_an_unknown_question_is_refused_with_those_that_are_known(folder: Path, warehouse: Path):
    with pytest.raises(NotAQuestion, match="没有名为 county 的问题；可用：counties"):
        ask_saved(warehouse, "county", {}, folder)


@pytest.mark.parametrize("name", ["../counties", "counties.sql", "", str(QUERIES / "completeness")])
def test_a_name_is_no_path(folder: Path, warehouse: Path, name: str):
    with pytest.raises(NotAQuestion):
        ask_saved(warehouse, name, {}, folder)


@pytest.mark.parametrize(
    "text",
    [
        "' or '1' = '1",
        "甲' --",
        "甲'; drop table marts.counties; --",
        "$least",
        "%",
        "null",
        "甲\x00",
        "');--",
        "\\' or 1",
    ],
)
def test_sql_given_as_a_value_stays_a_value(folder: Path, warehouse: Path, text: str):
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("insert into marts.counties values (?, 7)", [text])
    assert ask_saved(warehouse, "counties", {"name": text}, folder).rows == [(text, 7)]
    assert len(ask_saved(warehouse, "counties", {"least": "-1"}, folder).rows) == 3


@pytest.mark.parametrize("name", saved_queries())
def test_every_question_is_described_in_chinese_and_declares_what_it_uses(name: str):
    query = saved_queries()[name]
    body = re.sub(r"(?m)--.*$", "", query.sql)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert _CHINESE.search(query.title)
    assert len(query.description) > 20 and query.description.endswith("。")
    assert all(_CHINESE.search(parameter.words) for parameter in query.parameters)
    assert set(re.findall(r"\$(\w+)", body)) == {parameter.name for parameter in query.parameters}


def test_every_question_is_answered_in_pandas_too_to_be_measured_beside_it():
    assert set(ANSWERS) == set(saved_queries())
