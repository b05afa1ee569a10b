"""What a cell shows for a number, by the codes that Chinese workbooks use."""

import pytest

from flows.readers.sheets.number_format import shown, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1234.5, "General", "1234.5"),
        (1234.5, "G/通用格式", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (0.00000015, "General", "0.00000015"),
        (12, 'General"元"', "12元"),
        (0.95, "0.00%", "95.00%"),
        (0.95, "0%", "95%"),
        (0.99995, "0.00%", "100.00%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.675, "0.00", "2.68"),
        (-2.675, "0.00", "-2.68"),
        (-0.001, "0.00", "0.00"),
        (0.5, "#.##", ".5"),
        (1.5, "0.0##", "1.5"),
        (303001, "000000", "303001"),
        (42, "000000", "000042"),
        (5, '0"户"', "5户"),
        (12345678, "#,##0,", "12,346"),
        (123456, '0!.0,"万"', "12.3万"),
        (13812345678, "000\\-0000\\-0000", "138-1234-5678"),
        (-12.3, ACCOUNTING, "-12.30"),
        (0, ACCOUNTING, "-"),
        (-3.5, "0.00_);[Red]\\(0.00\\)", "(3.50)"),
        (0, ";;;", ""),
        (5, "[>=10]0.0;0.00", "5.00"),
        (15, "[>=10]0.0;0.00", "15.0"),
        (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
        (0.25, "# ?/?", "0.25"),
        (12345, "0.00E+00", "12345"),
        (3, "@", "3"),
        (44196, "yyyy-mm-dd", "2020-12-31"),
        (44196, "m/d/yy", "2020-12-31"),
        (44196, 'yyyy"年"m"月"d"日"', "2020-12-31"),
        (44196, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2020-12-31"),
        (44196.5, "yyyy/m/d h:mm", "2020-12-31 12:00"),
        (44196.5, "yyyy/m/d h:mm:ss", "2020-12-31 12:00:00"),
        (44196, 'yyyy"年"m"月"', "2020年12月"),
        (44196, 'yyyy"年"', "2020年"),
        (0.25, "h:mm", "6:00"),
        (0.75, "上午/下午h", "下午18"),
        (1.5, "[h]:mm", "36:00"),
        (-5, "yyyy-mm-dd", "-5"),
        (1e9, "yyyy-mm-dd", "1000000000"),
        (float("nan"), "0.00", ""),
    ],
)
def test_a_number_is_shown_by_its_code(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_a_workbook_of_the_other_epoch_shows_the_same_day() -> None:
    assert shown(44196 - 1462, "yyyy-mm-dd", is_1904=True) == "2020-12-31"


def test_a_text_is_shown_as_it_is_unless_its_code_adds_words() -> None:
    assert shown_text("35", "@") == "35"
    assert shown_text("35", "0.00") == "35"
    assert shown_text("35", '0;0;0;"约"@"人"') == "约35人"
    assert shown_text("35", "0;-0;;0") == "35"


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (";;;", ()),
        ("0;-0;;@", (-4, 5, "甲")),
        ("0;;", (5, "甲")),
        (";;0;@", (0, "甲")),
        ("_ ;_ ;_ ;_ ", ()),
        ("**;**;**;**", ()),
        ('[>1]"";0', (-4, 0, "甲")),
    ],
)
def test_an_empty_section_shows_nothing(code: str, seen: tuple[object, ...]) -> None:
    values = (-4, 0, 5, "甲")
    told = [shown_text(value, code) if isinstance(value, str) else shown(value, code) for value in values]
    assert tuple(value for value, text in zip(values, told, strict=True) if text.strip()) == seen
