"""Errors in words, each planted alone in a correct document as in `planting`."""

import re
from random import Random

from flows.model.report import Paragraph, Report, Table
from tests.detector.spots import Spot, changed

_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}
_DIRECTION = re.compile("|".join(_TURNED))
_FULL_MARKS = re.compile(r"(?<=计)\d+(?=分)")
_YEAR = re.compile(r"20\d\d(?=年)")
_SAMPLES = ("XX局", "某某单位", "20XX年", "____万元")


def direction(random: Random, spot: Spot) -> Report | None:
    """The words of change turned round."""
    place = spot.comparison.place
    if place is None or spot.comparison.left_value == spot.comparison.right_value:
        return None
    turned = changed(spot.document.report, place, lambda text: _DIRECTION.sub(lambda found: _TURNED[found[0]], text))
    return turned if turned != spot.document.report else None


def grade(random: Random, spot: Spot) -> Report | None:
    """Another grade in words than the score earns."""
    grades = {heading.grade for heading in spot.document.extract.headings} - {""}
    other = random.choice([word for word in ("优秀", "良好", "中等", "差") if word not in grades])
    cells = [
        (block, cell)
        for block in spot.document.report.blocks
        if isinstance(block, Table)
        for cell in block.cells
        if cell.text in grades
    ]
    if len(cells) != 1:
        return None
    [(block, cell)] = cells
    return changed(spot.document.report, block.place_of(cell), lambda text: other)


def copied_rule(random: Random, spot: Spot) -> Report | None:
    """A scoring rule taken over from a form in which the indicator has other full marks."""
    figure = spot.figure
    if figure is None or figure.place.row_no is None:
        return None
    block = spot.document.report.blocks[figure.place.block_no]
    assert isinstance(block, Table)
    other = str(int(spot.comparison.terms[0].value) + random.choice((-2, 3, 5)))
    rules = [cell for cell in block.cells if cell.row == figure.place.row_no and _FULL_MARKS.search(cell.text)]
    if len(rules) != 1:
        return None
    return changed(spot.document.report, block.place_of(rules[0]), lambda text: _FULL_MARKS.sub(other, text))


def rule_of_another_year(random: Random, spot: Spot) -> Report | None:
    """A scoring rule that still speaks of the year it was first written for."""
    place, year = spot.comparison.place, spot.comparison.period_year
    if spot.figure is not None or place is None or year is None or spot.comparison.unit != "年":
        return None
    block = spot.document.report.blocks[place.block_no]
    assert isinstance(block, Table)
    rules = [cell for cell in block.cells if cell.row == place.row_no and f"{year}年" in cell.text]
    if len(rules) != 1:
        return None
    other = f"{year - random.randint(1, 4)}年"
    return changed(spot.document.report, block.place_of(rules[0]), lambda text: text.replace(f"{year}年", other))


def sample_words(random: Random, spot: Spot) -> Report | None:
    """A sentence of the form in which the sample was not written over."""
    lines = [one for one in spot.document.report.blocks if isinstance(one, Paragraph) and one.text.endswith("。")]
    if not lines:
        return None
    sample = random.choice(_SAMPLES)
    return changed(spot.document.report, random.choice(lines).place, lambda text: f"{text}详见{sample}有关说明。")


def another_year(random: Random, spot: Spot) -> Report | None:
    """A title or a date taken over from an earlier year."""
    place = spot.comparison.place
    if place is None:
        return None
    back = random.randint(2, 4)
    return changed(
        spot.document.report, place, lambda text: _YEAR.sub(lambda found: str(int(found[0]) - back), text, count=1)
    )


def mobile_number(random: Random, spot: Spot) -> Report | None:
    """A person's number somewhere among the words, with a label or without."""
    number = f"13900{random.randint(0, 999_999):06}"
    return _beside_words(random, spot.document.report, random.choice((number, f"手机：{number}", f"（{number}）")))


def identity_number(random: Random, spot: Spot) -> Report | None:
    """A person's identity number; nobody has this one, as there is no division 990101."""
    born = f"{random.randint(1960, 1999)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    number = f"990101{born}{random.randint(0, 999):03}{random.choice('0123456789X')}"
    return _beside_words(random, spot.document.report, random.choice((number, f"身份证号：{number}")))


def _beside_words(random: Random, report: Report, words: str) -> Report | None:
    """The report with some words behind a sentence, or in a cell behind what is no number."""
    places = [block.place for block in report.blocks if isinstance(block, Paragraph) and block.text.endswith("。")]
    places += [
        block.place_of(cell)
        for block in report.blocks
        if isinstance(block, Table)
        for cell in block.cells
        if cell.row and cell.text and not any(map(str.isdigit, cell.text))
    ]
    return changed(report, random.choice(places), lambda text: f"{text} {words}") if places else None
