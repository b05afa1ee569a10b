"""Any table with headings above and at the side gives back its triples: row path, column path, value."""

from hypothesis import given, settings

from flows.extraction import SourceClues, extract
from tests.extraction.printed_tables import report
from tests.extraction.tables.drawn_tables import Drawn, drawn_tables


@settings(max_examples=300, deadline=None)
@given(drawn_tables())
def test_a_table_gives_back_the_label_path_value_and_unit_of_every_cell(drawn: Drawn):
    blocks = [drawn.above, drawn.table] if drawn.above else [drawn.table]
    found = extract(report(*blocks), SourceClues("表.docx"))
    assert [(f.label, f.value, f.unit) for f in found.figures] == list(drawn.wanted)
