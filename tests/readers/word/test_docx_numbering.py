"""List numbers of Word: each test writes a list's definition and asks for what the page shows."""

import pytest

from flows.model.report import Paragraph
from flows.readers.word.docx import read_docx
from flows.readers.word.list_numbers import list_number
from tests.readers.word.test_docx import deleted_end
from tests.readers.word.written import HERE, package


def level(number: int, text: str, number_format: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


NOTHING_BEHIND = '<w:suff w:val="nothing"/>'
LIST = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "%1、", "chineseCountingThousand", NOTHING_BEHIND)
    + level(1, "（%2）", "chineseCounting", NOTHING_BEHIND)
    + level(2, "%1.%2.%3", "decimal", "<w:isLgl/>")
    + "</w:abstractNum>"
)
NUM = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def item(text: str, number: int = 0, list_id: str = "1") -> str:
    place = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def shown(body: str, definition: str = LIST + NUM, styles: str = "") -> list[str]:
    found = read_docx(package(body, {"numbering": definition, "styles": styles}), HERE).blocks
    assert all(isinstance(block, Paragraph) for block in found)
    return [block.text for block in found if isinstance(block, Paragraph)]


def test_levels_count_and_begin_anew_below_a_higher_one():
    body = item("概况") + item("收入", 1) + item("支出", 1) + item("绩效") + item("产出", 1) + item("数量", 2)
    assert shown(body) == ["一、概况", "（一）收入", "（二）支出", "二、绩效", "（一）产出", "2.1.1 数量"]


def test_a_paragraph_between_does_not_break_the_list_and_0_takes_it_away():
    body = item("甲") + "<w:p><w:r><w:t>文字</w:t></w:r></w:p>" + item("乙", list_id="0") + item("丙")
    assert shown(body) == ["一、甲", "文字", "乙", "二、丙"]


def test_an_override_starts_the_list_anew_once():
    again = '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    body = item("甲") + item("乙", list_id="2") + item("丙", list_id="2") + item("丁")
    assert shown(body, LIST + NUM + again) == ["一、甲", "五、乙", "六、丙", "七、丁"]


def test_an_override_may_bring_a_level_of_its_own():
    own = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">{level(0, "%1)", "lowerLetter")}</w:lvlOverride></w:num>'
    assert shown(item("甲", list_id="2"), LIST + own) == ["a) 甲"]


def test_a_level_that_never_begins_anew():
    going_on = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "%1.")
        + level(1, "%2)", more='<w:lvlRestart w:val="0"/>')
        + "</w:abstractNum>"
    )
    body = item("甲") + item("a", 1) + item("乙") + item("b", 1)
    assert shown(body, going_on + NUM) == ["1. 甲", "1) a", "2. 乙", "2) b"]


def test_bullets_and_hidden_numbers_are_not_text():
    plain = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "●", "bullet")
        + level(1, "%2.", more="<w:rPr><w:vanish/></w:rPr>")
        + "</w:abstractNum>"
    )
    assert shown(item("甲") + item("乙", 1), plain + NUM) == ["甲", "乙"]


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it():
    headings = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "第%1章", "chineseCounting", '<w:pStyle w:val="H1"/>')
        + level(1, "%1.%2", more='<w:isLgl/><w:pStyle w:val="H2"/>')
        + "</w:abstractNum>"
    )
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:basedOn w:val="{base}"/><w:pPr>{numbered}</w:pPr></w:style>'
        for name, base, numbered in (
            ("H1", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("H2", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("mine", "H1", ""),
        )
    )
    body = styled("概况", "H1") + styled("收入", "H2") + styled("绩效", "mine")
    assert shown(body, headings + NUM, styles) == ["第一章 概况", "1.1 收入", "第二章 绩效"]


def test_an_item_whose_end_was_deleted_is_not_counted():
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    removed = deleted_end("").replace("<w:pPr>", f"<w:pPr>{place}")
    assert shown(item("甲") + removed + item("乙")) == ["一、甲", "二、乙"]


def test_a_list_that_is_defined_nowhere_or_in_circles_has_no_numbers():
    circle = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = (
        '<w:style w:styleId="L"><w:basedOn w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert shown(item("甲", list_id="9")) == ["甲"]
    assert shown(item("甲") + styled("乙", "L"), circle + NUM, styles) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("number", "number_format", "printed"),
    [
        (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"), (1001, "chineseCounting", "一千零一"),
        (2, "chineseLegalSimplified", "贰"), (12, "chineseLegalSimplified", "壹拾贰"), (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircleChinese", "21"), (7, "decimalZero", "07"), (12, "decimalZero", "12"),
        (2, "ideographTraditional", "乙"), (27, "lowerLetter", "aa"), (1994, "upperRoman", "MCMXCIV"), (4, "lowerRoman", "iv"),
        (5, "decimalFullWidth", "５"), (8, "someday", "8"), (0, "upperRoman", "0"), (99999, "upperRoman", "99999"),
    ],
)  # fmt: skip
def test_each_format_prints_its_numerals(number: int, number_format: str, printed: str):
    assert list_number(number, number_format) == printed
