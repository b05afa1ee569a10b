"""A sample as rich text, its characters by number and its tables by the edges of their cells."""

from tests.samples.document import Grid, Line, Sample, covering

_WIDTH = 9400  # twentieths of a point


def write_rtf(sample: Sample) -> bytes:
    """The file's bytes."""
    parts = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            parts.append(_table(block))
        elif isinstance(block, Line):
            parts.append(f"\\pard {escaped(block.text)}\\par\n")
        else:
            parts.append("\\page\n")
    head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\\uc1\n"
    return f"{head}{''.join(parts)}}}".encode("ascii")


def escaped(text: str) -> str:
    """The text with its characters by number, ends of lines as such."""
    return "".join(_character(character) for character in text)


def _character(character: str) -> str:
    if character == "\n":
        return "\\line "
    if character in "\\{}":
        return f"\\{character}"
    if character < "\x80":
        return character
    units = character.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)


def _table(grid: Grid) -> str:
    """Merged cells as Word writes them: across by the edge of the last, down by marks."""
    edges = [_WIDTH * sum(grid.widths[: at + 1]) // sum(grid.widths) for at in range(len(grid.widths))]
    rows = []
    for row_no, row in enumerate(covering(grid)):
        definition, cells = "\\trowd\\trleft0", ""
        for column, placed in enumerate(row):
            if placed.column != column:
                continue
            is_first = placed.row == row_no
            mark = ("\\clvmgf" if is_first else "\\clvmrg") if placed.slot.down > 1 else ""
            definition += f"{mark}\\cellx{edges[column + placed.slot.across - 1]}"
            said = "\\par ".join(map(escaped, placed.slot.text.split("\n"))) if is_first else ""
            cells += f"\\pard\\intbl {said}\\cell "
        rows.append(f"{definition}\n{cells}\\row\n")
    return "".join(rows) + "\\pard\\par\n"
