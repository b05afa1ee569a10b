"""How sure a figure is: as sure as its reading, and less where its label is not known."""

from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.model.report import Cell, Paragraph, Report, Table


def confidences(*blocks: Paragraph | Table) -> dict[str, Decimal]:
    found = extract(Report("image", blocks), SourceClues("甲"))
    return {figure.printed: figure.confidence for figure in found.figures}


def test_a_figure_of_prose_is_as_sure_as_its_paragraph():
    sure = Paragraph(0, "2020年收入合计5057万元。")
    unsure = Paragraph(1, "2020年支出合计5061万元。", confidence=Decimal("0.931"))
    assert confidences(sure, unsure) == {"5057": Decimal(1), "5061": Decimal("0.931")}


def test_a_figure_of_a_table_is_as_sure_as_its_own_cell():
    table = Table(
        0,
        0,
        3,
        2,
        (
            Cell(0, 0, "项目"),
            Cell(0, 1, "金额（万元）", confidence=Decimal("0.6")),
            Cell(1, 0, "收入合计"),
            Cell(1, 1, "50.5", confidence=Decimal("0.987")),
            Cell(2, 0, "支出合计"),
            Cell(2, 1, "50.6"),
        ),
    )
    assert confidences(table) == {"50.5": Decimal("0.987"), "50.6": Decimal(1)}


def test_a_label_nobody_knows_makes_it_less_sure():
    known = Paragraph(0, "某某物品共计12件。")
    doubtful = Paragraph(0, "某某物品共计12件。", confidence=Decimal("0.5"))
    assert confidences(doubtful) == {number: value / 2 for number, value in confidences(known).items()}
    assert set(confidences(known).values()) == {Decimal("0.8")}
