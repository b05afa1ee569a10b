"""Directions of change, closed lists of counts, and scoring rules copied from another form."""

from tests.judging.sheets import Sheet


def vehicles(whole: str, last: str, *, quote: str = "共有车辆5辆，其中公务用车2辆、其他用车2辆") -> Sheet:
    sheet = Sheet()
    total = sheet.word(None, whole, "辆", label="车辆")
    parts = (sheet.word(None, "2", "辆", label="公务用车"), sheet.word(None, "2", "辆", label=last))
    sheet.claim("part_of", whole=total, parts=parts, quote=quote)
    return sheet


def test_a_list_of_counts_that_ends_in_others_makes_up_the_whole():
    assert vehicles("4", "其他用车").statuses("A21") == ["pass"]
    [comparison] = vehicles("5", "其他用车").judged("A21")
    assert (comparison.status, comparison.severity) == ("fail", "warn")
    assert "车辆 5 ≠ 公务用车 2 + 其他用车 2" in comparison.explanation


def test_a_list_that_may_go_on_is_not_added_up():
    assert vehicles("5", "特种用车").statuses("A21") == []


def test_a_list_within_the_list_leaves_the_question_open():
    nested = "共5件，其中建议2件（主办1件，会办1件），其他2件"
    assert vehicles("5", "其他", quote=nested).statuses("A21") == ["not_applicable"]


def compared(now: str, before: str, direction: str) -> Sheet:
    sheet = Sheet()
    if before:
        sheet.word("sangong_total", before, period=2020)
    this_year = sheet.word("sangong_total", now)
    sheet.claim("direction", subject="三公经费", code="sangong_total", limit=direction, whole=this_year)
    return sheet


def test_a_direction_is_that_of_the_numbers():
    assert compared("5.85", "6.20", "down").statuses("C01") == ["pass"]
    [comparison] = compared("6.20", "5.85", "down").judged("C01")
    assert (comparison.status, "比上年减少" in comparison.suggestion) == ("fail", True)
    assert compared("6.20", "5.85", "up").statuses("C01") == ["pass"]
    assert compared("5.85", "6.20", "up").statuses("C01") == ["fail"]
    assert compared("6.20", "5.85", "same").statuses("C01") == ["fail"]


def test_a_direction_without_last_year_is_left_open():
    assert compared("6.20", "", "up").statuses("C01") == ["not_applicable"]
