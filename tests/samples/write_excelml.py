"""A sample as a workbook of one sheet in the XML of Excel 2003: merged cells kept, amounts as numbers."""

import re
from html import escape

from tests.samples.document import Grid, Line, Sample, place_all

_AMOUNT = re.compile(r"-?\d{1,12}\.\d{1,6}")
_BORDERS = "".join(
    f'<Border ss:Position="{side}" ss:LineStyle="Continuous" ss:Weight="1"/>'
    for side in ("Bottom", "Left", "Right", "Top")
)


def workbook(*sheets: str, styles: str = "") -> bytes:
    return f"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>{styles}</Styles>{"".join(sheets)}</Workbook>""".encode()


def write_excelml(sample: Sample) -> bytes:
    """The file's bytes, UTF-8."""
    rows: list[str] = []
    decimals: set[int] = set()
    for block in sample.blocks:
        if isinstance(block, Line):
            rows.append(f'<Row><Cell><Data ss:Type="String">{escape(block.text)}</Data></Cell></Row>')
        elif isinstance(block, Grid):
            cells: list[list[str]] = [[] for _ in block.rows]
            for placed in place_all(block):
                slot = placed.slot
                places = len(slot.text.partition(".")[2]) if _AMOUNT.fullmatch(slot.text) else 0
                decimals.add(places)
                merged = f'ss:MergeAcross="{slot.across - 1}" ss:MergeDown="{slot.down - 1}"'
                kind = "Number" if places else "String"
                text = escape(slot.text).replace("\n", "&#10;")
                cells[placed.row].append(
                    f'<Cell ss:Index="{placed.column + 1}" ss:StyleID="s{places}" {merged}>'
                    f'<Data ss:Type="{kind}">{text}</Data></Cell>'
                )
            rows += [f"<Row>{''.join(row)}</Row>" for row in cells]
    styles = "".join(
        f'<Style ss:ID="s{places}"><Borders>{_BORDERS}</Borders>'
        f'<NumberFormat ss:Format="{"0." + "0" * places if places else "General"}"/></Style>'
        for places in sorted(decimals)
    )
    return workbook(f'<Worksheet ss:Name="自评表"><Table>{"".join(rows)}</Table></Worksheet>', styles=styles)
