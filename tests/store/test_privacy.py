"""The net below the masks finds what belongs to a person, and neither amounts nor codes nor document numbers."""

from pathlib import Path

import duckdb
import pytest

from flows.store.privacy import mask_leftovers

# Of nobody: a county that does not exist, with the check digit that GB 11643 gives.
_IDENTITY = "990101198001010014"


def _warehouse(folder: Path, text: str) -> Path:
    path = folder / "jixiao.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema marts; create table marts.told (told_id varchar, words varchar, amount decimal)"
        )
        connection.execute("insert into marts.told values (?, ?, 13900010001), ('1', '收入合计', 1)", [_IDENTITY, text])
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"身份证{_IDENTITY}。",
        "王主任13900010001",
        "联系人 13900010001，",
        "电话：84560001",
        "传真:0999-8456006",
        "办公电话 (13900010001)",
    ],
)
def test_a_column_with_a_number_of_a_person_is_named_without_the_number(tmp_path: Path, text: str):
    assert mask_leftovers(_warehouse(tmp_path, text)) == ["marts.told.words（1 处）"]


@pytest.mark.parametrize(
    "text",
    [
        "收入合计13900010001元",
        "收入13900010001.50元",
        "13900010001",
        '{"value": "13900010001"}',
        "湘财预字13900010001号",
        "凭证第13900010001号",
        "电话费12345678元",
        "手机 5 部",
        "项目编码990101198001010017",
        "统一社会信用代码914306001234567890",
        "1390001000155",
        "84560001",
    ],
)
def test_amounts_codes_and_document_numbers_raise_nothing(tmp_path: Path, text: str):
    assert mask_leftovers(_warehouse(tmp_path, text)) == []


def test_a_number_that_got_through_is_masked_and_stops_nothing(tmp_path: Path):
    path = _warehouse(tmp_path, f"联系人 13900010001，身份证{_IDENTITY}；编码990101198001010017；电话：0999-84560001")
    assert mask_leftovers(path) == ["marts.told.words（3 处）"]
    with duckdb.connect(str(path)) as connection:
        texts = connection.execute("select words from marts.told order by all").fetchall()
    assert texts == [("收入合计",), ("联系人 ***，身份证***；编码990101198001010017；电话：***",)]
    assert mask_leftovers(path) == []
