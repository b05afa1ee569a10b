"""Tables whose column of this year repeats last year's."""

from tests.judging.sheets import Sheet

ITEMS = ("办公费", "印刷费", "水费", "电费", "邮电费", "差旅费", "维修费", "会议费", "培训费", "劳务费")


def told(*printed: str, last: tuple[str, ...] = (), rows: int = 10) -> list[str]:
    sheet = Sheet(fiscal_year=2021)
    for row, (now, before) in enumerate(zip(printed[:rows], (last or printed)[:rows], strict=True)):
        sheet.cell(None, before, label=f"{ITEMS[row]} / 上年决算数", row=row, period=2020, kind="finance")
        sheet.cell(None, now, label=f"{ITEMS[row]} / 本年决算数", row=row, period=2021, kind="finance")
    return [f"{one.status} {one.severity}" for one in sheet.judged("V11")]


AMOUNTS = ("10.50", "2.10", "1.80", "6.40", "0.90", "12.00", "3.30", "4.70", "5.00", "7.25")


def test_a_column_that_was_copied_is_asked_about_once():
    assert told(*AMOUNTS) == ["fail warn"]


def test_a_column_of_which_one_row_changed_is_no_copy():
    assert told(*AMOUNTS, last=("10.60", *AMOUNTS[1:])) == ["pass warn"]


def test_few_rows_may_be_the_same():
    assert told(*AMOUNTS, rows=7) == []


def test_a_table_of_noughts_says_nothing():
    assert told(*["0.00"] * 10) == told(*["1.00"] * 10) == []
