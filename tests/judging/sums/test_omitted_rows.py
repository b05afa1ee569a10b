"""A row left out of a table: told where the total lacks it in many columns at once."""

from dataclasses import replace

from flows.model.facts import Comparison
from tests.judging.sheets import Sheet

CODES = ("income_total", "expenditure_total", "expenditure_basic", "expenditure_project")


def failing(*rows: tuple[str, ...]) -> list[Comparison]:
    sheet = Sheet()
    for number, (scope, *printed) in enumerate(rows):
        for code, amount in zip(CODES, printed, strict=True):
            sheet.cell(code, amount, scope=scope, row=number, label=code)
    return [one for one in sheet.judged("A04") if one.status == "fail"]


def test_a_total_that_lacks_a_unit_in_most_columns_says_what_the_unit_would_hold():
    found = failing(
        ("合计", "120.50", "120.50", "80.00", "40.50"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "0.00"),
    )
    assert [
        one.suggestion.startswith("疑似漏列一行：该合计行有 3 栏都大于所列各行之和，依次少 20.5、20.5、20.5")
        for one in found
    ] == [True] * 3
    assert not any("错格" in one.suggestion or "则相符" in one.suggestion for one in found)


def test_two_wrong_columns_or_rows_that_exceed_their_total_are_no_row_left_out():
    two = failing(
        ("合计", "120.50", "120.50", "80.00", "20.00"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "0.00"),
    )
    beyond = failing(
        ("合计", "90.00", "90.00", "70.00", "20.00"),
        ("局机关", "70.00", "70.00", "50.00", "20.00"),
        ("二级机构", "30.00", "30.00", "30.00", "5.00"),
    )
    assert len(two) == 2 and len(beyond) == 4
    assert not any("漏列一行" in one.suggestion for one in (*two, *beyond))


def classes(*rows: tuple[str, ...]) -> list[str]:
    sheet = Sheet()
    for row, (item_code, *printed) in enumerate(rows):
        for column, (code, amount) in enumerate(zip(CODES[1:], printed, strict=False), 1):
            number = sheet.cell(code, amount, scope="", label=f"科目{item_code}" if item_code else "合计")
            figure = sheet.figures[number]
            place = replace(figure.place, row_no=row, column_no=column)
            sheet.figures[number] = replace(figure, place=place, item_code=item_code, item_name=f"科目{item_code}")
    return [one.suggestion for one in sheet.judged("A22") if one.status == "fail"]


def test_a_class_that_two_columns_lack_alike_was_left_out():
    alike = classes(("205", "100.50", "80.50"), ("20501", "60.00", "40.00"))
    assert [words.startswith("疑似漏列一行：该合计行有 2 栏") for words in alike] == [True] * 2
    unlike = classes(("205", "100.50", "80.50"), ("20501", "60.00", "45.00"))
    assert len(unlike) == 2 and not any("漏列" in words for words in unlike)
