import csv
import io
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.asking.answers import as_csv, as_json, write_xlsx
from flows.store.query import Answer


def sheet(path: Path, answer: Answer):
    write_xlsx(answer, path)
    return load_workbook(path)["查询结果"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@sum(a1)", "https://example.invalid/", "007"])
def test_text_stays_text_in_excel(tmp_path: Path, text: str):
    cell = sheet(tmp_path / "a.xlsx", Answer(["printed"], [(text,)]))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_dates_and_blanks_keep_their_kind_in_excel(tmp_path: Path):
    moment = datetime(2031, 1, 5, 2)
    row = (Decimal("20353.71000000"), 3, None, True, moment, [1, 2])
    cells = [cell.value for cell in sheet(tmp_path / "a.xlsx", Answer(list("abcdef"), [row]))[2]]
    assert cells == [20353.71, 3, None, True, moment, "[1, 2]"]


def test_a_number_that_excel_would_round_is_written_as_text(tmp_path: Path):
    value = Decimal("12345678901234567.12")
    assert sheet(tmp_path / "a.xlsx", Answer(["value"], [(value,)]))["A2"].value == "12345678901234567.12"


def test_csv_keeps_numbers_and_disarms_formulas():
    answer = Answer(["a", "b", "c", "d"], [("=1+1", "-12.5", "－", Decimal("1000.00000000"))])
    assert list(csv.reader(io.StringIO(as_csv(answer)))) == [
        ["a", "b", "c", "d"],
        ["'=1+1", "-12.5", "－", "1000"],
    ]


@pytest.mark.parametrize("text", ["＝1+1", "＋cmd|' /C calc'!A0", "－2+3", "＠sum(a1)", "﹢a", "\n=1+1", "=1+1"])
def test_csv_disarms_what_a_chinese_spreadsheet_takes_for_a_formula_in_cells_and_headings(text: str):
    [heading, cell] = csv.reader(io.StringIO(as_csv(Answer([text], [(text,)])), newline=""))
    assert (heading, cell) == ([f"'{text}"], [f"'{text}"])


def test_a_full_width_minus_before_a_number_is_no_formula():
    assert list(csv.reader(io.StringIO(as_csv(Answer(["a"], [("－12.5",)]))))) == [["a"], ["－12.5"]]


def test_json_keeps_numbers_exact():
    row = (
        Decimal("20353.71000000"),
        Decimal("5.00"),
        Decimal("12345678901234567.12"),
        None,
        datetime(2031, 1, 5),
    )
    [found] = json.loads(as_json(Answer(list("abcde"), [row])))
    assert found == {
        "a": 20353.71,
        "b": 5,
        "c": "12345678901234567.12",
        "d": None,
        "e": "2031-01-05 00:00:00",
    }
