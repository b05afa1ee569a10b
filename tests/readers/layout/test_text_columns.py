"""Two columns of text on a page."""

from tests.readers.pdf.drawn import Page, texts

PROSE = "本单位上年度收入总计一千二百三十四万元，支出总计一千二百万元，收支相抵后有结余。"


def column(x: float, step: float, count: int = 12, width: int = 22) -> tuple[Page, str]:
    text = (PROSE * 12)[: width * count]
    return [(x, 140 + step * place, text[width * place :][:width]) for place in range(count)], text


def test_two_columns_are_read_one_after_the_other():
    for step in (16, 17.5):
        (left, first), (right, second) = column(60, 16), column(310, step)
        page = [(200, 80, "第一部分"), *left, *right, (60, 500, "以上数据已经核对。")]
        assert texts(page) == ["第一部分", first + second, "以上数据已经核对。"]


def test_a_rule_across_the_gutter_a_narrow_column_and_numbers_speak_against_columns():
    (left, _), (right, _) = column(60, 16), column(310, 16)
    rules = [(50, 132 + 16 * place, 540, 132 + 16 * place) for place in range(13)]
    labels = [(60, 140 + 16 * place, "指标名称") for place in range(12)]
    numbers = [(310, 140 + 16 * place, f"{place},100.00") for place in range(12)]
    for page in ([*left, *right, *rules], [*labels, *column(240, 16)[0]], [*left, *numbers]):
        first = texts(page)[0]
        begun = first if isinstance(first, str) else " ".join(first[0])
        assert begun.startswith(("本单位", "指标名称")) and " " in begun
