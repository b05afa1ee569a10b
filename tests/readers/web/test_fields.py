"""What is filled into a page is its text, what is hidden in it is none."""

from pathlib import Path

import pytest

from flows.model.report import Paragraph, Table
from flows.readers.web.html import page_items, read_html


def text(field: str) -> str:
    page = f"<table border=1><tr><td>全年执行数</td><td>{field}</td></tr><tr><td>其他</td><td>9</td></tr></table>"
    [table] = [block for block in page_items(page, Path("a.html")) if isinstance(block, Table)]
    return next(cell.text for cell in table.cells if (cell.row, cell.column) == (0, 1))


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<input value="1,280.50">', "1,280.50"),
        ('<input type="TEXT" value=" 1,280.50 " readonly disabled>', "1,280.50"),
        ('<input type="number" value="5">万元', "5万元"),
        ("<textarea>第一行\n第二行</textarea>", "第一行\n第二行"),
        ("<select><option>优<option selected>良<option>差</select>", "良"),
        ("<select multiple><option selected>甲</option><option selected>乙</option></select>", "甲、乙"),
        ("<input type=radio>优 <input type=radio checked>良", "□优 ☑良"),
        ("<input type=checkbox checked=checked>是", "☑是"),
        ('<input type="password" value="1">', ""),
        ('<input type="hidden" value="1">', ""),
        ('<input type="submit" value="1"><button>2</button>', ""),
        ('<input value="1" style="display:none">', ""),
        ("<select><option>优<option>良</select>", ""),
    ],
)
def test_a_field_shows_what_a_person_sees(field: str, shown: str) -> None:
    assert text(field) == shown


def test_a_form_of_fields_only_is_still_a_table_of_the_page() -> None:
    rows = "".join(f"<tr><td><input value='{name}'></td><td><input value='{name}5'></td></tr>" for name in "甲乙丙")
    [table] = read_html(f"<form><table>{rows}</table></form>".encode(), Path("a.html")).blocks
    assert isinstance(table, Table) and table.row_count == 3


def test_a_table_without_a_page_around_it_keeps_its_title() -> None:
    from flows.readers import read

    page = "青禾县2023年度自评表\n<table border=1><tr><td>甲</td><td>1</td></tr></table>"
    for encoding in ("utf-8", "gb18030"):
        title, table = read(page.encode(encoding), Path("a.xls")).blocks
        assert isinstance(title, Paragraph) and title.text == "青禾县2023年度自评表"
        assert isinstance(table, Table)
