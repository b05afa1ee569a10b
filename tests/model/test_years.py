import re

from flows.model.years import YEAR, is_year, named_years, years_in


def test_a_year_is_four_digits_of_either_width_and_nothing_else():
    assert [text for text in ("2021", "２０２１", "1998", "２021") if is_year(text)] == ["2021", "２０２１", "1998"]
    assert not any(is_year(text) for text in ("2021年", "20213", "3021", "1821", "二〇二一", ""))


def test_years_stand_as_numbers_of_their_own():
    assert years_in("2020年、2021年度和２０２２") == [2020, 2021, 2022]
    assert years_in("电话 120201234，编号12021") == []


def test_a_text_calls_a_year_so_in_figures_or_spelled_out():
    assert named_years("2020 年与２０２１年") == [2020, 2021]
    assert named_years("二〇二〇年、二○一九年、二Ｏ二一年、二零二二年") == [2020, 2019, 2021, 2022]
    assert named_years("2020元，二〇二〇") == []


def test_the_pattern_goes_into_longer_ones_also_as_what_stands_before():
    assert re.sub(rf"(?<={YEAR})年", "", "2021年，２０２１年，去年") == "2021，２０２１，去年"
