"""Where each report of a file belongs, by what it and the file's path say: its place, its department and its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from flows.extraction.covers import IMPLEMENTER, REPORTING, SUPERIOR, Cover, cover, heading_text
from flows.extraction.dividing.claimed import Claimed
from flows.extraction.dividing.reports import Division
from flows.extraction.frames import is_frame
from flows.extraction.kinds import kind_of_head, owner_function
from flows.model.characters import seen
from flows.model.report import Block, Paragraph, Place
from flows.model.years import YEAR
from flows.places.clues import Clues, in_folder
from flows.places.placing import Placement, place

_DISPATCH = re.compile(rf"[\u4e00-\u9fff]{{2,12}}[〔（(\[【]\s*{YEAR}\s*[〕）)\]】]\s*(?:第)?\s*\d+\s*号")
_BUNDLE_END = re.compile(r"(?:\.zip|\.eml)?!$", re.IGNORECASE)
_LENGTH_OF_HEAD = 400
_LABELS_OF_DEPARTMENTS = {SUPERIOR: "主管部门", IMPLEMENTER: "实施单位"}


@dataclass(frozen=True, slots=True)
class SourceClues:
    """What is known of a file besides its text: its path below raw/ and its row in manifest.csv, '' where none."""

    source_path: str
    manifest_county: str = ""
    manifest_department: str = ""
    manifest_year: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders above the file, the outermost first; a bundle is one, under its name without .zip or .eml."""
        return self.parts[:-1]

    @property
    def parts(self) -> tuple[str, ...]:
        """The folders above the file and its own name."""
        return tuple(_BUNDLE_END.sub("", seen(part)) for part in PurePosixPath(self.source_path).parts)


def names_county(clues: SourceClues) -> bool:
    """Whether the folders above the file tell which county it belongs to."""
    return in_folder(Clues("", "", "", clues.folders, "", ())).county is not None


def text_of(blocks: Sequence[Block]) -> str:
    """All that a report says, without what a web site prints around it."""
    shown = (block for block in blocks if not (isinstance(block, Paragraph) and is_frame(block.text)))
    return "\n".join(text for block in shown for text, _ in texts_of(block))


def texts_of(block: Block) -> list[tuple[str, Place]]:
    """The texts of a block with their places: the paragraph, or cell by cell."""
    if isinstance(block, Paragraph):
        return [(block.text, block.place)]
    return [(cell.text, block.place_of(cell)) for cell in block.cells]


def placements(
    owns: Sequence[Sequence[Block]], body: str, clues: SourceClues, division: Division
) -> dict[int, Placement]:
    """Where the first report of the file belongs, and each other that names a department of its own."""
    placed: dict[int, Placement] = {}
    are_several = len({claimed.department for claimed in division.claims} - {""}) > 1
    of_each = replace(clues, manifest_department="")
    for number, (own, claimed) in enumerate(zip(owns, division.claims, strict=True)):
        department, line = _department_line(claimed, cover(own), are_several=are_several)
        if not number or department or (claimed.is_summary and are_several):
            of_file = of_each if department and are_several else clues
            text = text_of(own) if are_several else body
            owner = owner_function(kind_of_report(number, own, text, division))
            found = place(_clues(own, text, line, of_file, owner))
            if claimed.sheet_department and not found.department_name:
                found = place(_clues(own, text, f"部门名称：{claimed.sheet_department}", of_file, owner))
            placed[number] = found
    return placed


def _department_line(claimed: Claimed, own: Cover, *, are_several: bool) -> tuple[str, str]:
    """The department that a report's labelled lines tell, and as a line with the label that it stands behind.

    Who hands the report in is told by its title too, and goes before the department that a form in it is of.
    """
    is_nearer = own.rank != REPORTING and own.department_name and claimed.department
    if are_several or (is_nearer and claimed.department != own.department_name):
        return claimed.department, f"部门名称：{claimed.department}" if claimed.department else ""
    label = _LABELS_OF_DEPARTMENTS.get(own.rank, "部门名称")
    return own.department_name, f"{label}：{own.department_name}" if own.department_name else ""


def kind_of_report(number: int, own: Sequence[Block], text: str, division: Division) -> str:
    """The kind of a report by its title, without one by its first lines."""
    first = division.opening(number)
    return first.kind if first.title else kind_of_head(own, text[:_LENGTH_OF_HEAD])


def _clues(own: Sequence[Block], body: str, line: str, clues: SourceClues, owner: str) -> Clues:
    heading = heading_text(own)
    return Clues(
        manifest_county=clues.manifest_county,
        manifest_department=clues.manifest_department,
        heading_text=f"{line}\n{heading}" if line else heading,
        folder_parts=clues.folders,
        body_text=body,
        dispatch_numbers=tuple(_DISPATCH.findall(body)) if "号" in body else (),
        owner_function=owner,
    )
