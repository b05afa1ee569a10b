"""What a night tells the staging file of files, documents and waivers, a row each."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of raw/, or one inside a bundle, as last seen: where, how large, when changed, and what bytes
    (sha256) it held.

    `reading_key` tells the version and the limits it was taken with; `bundle_id` the bundle's bytes, '' where
    the file lies on the disk itself. A file in a bundle that cannot be taken out has an id of its own.
    """

    source_path: str
    content_id: str
    size_bytes: int
    modified_ns: int
    reading_key: str = ""
    bundle_id: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was understood; `clues` is what was known of it besides its bytes.

    `substance` is a code of the seed substances, `shortfall` what keeps it from being a whole report, '' for one.
    """

    document_id: str
    source_path: str
    format: str
    size_bytes: int
    content_fingerprint: str
    figures_fingerprint: str
    is_recognised: bool
    notes: str
    extractor_version: str
    clues: str
    wording_fingerprint: str = ""
    substance: str = "whole"
    shortfall: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why bytes cannot be read with this version and these limits: the same bytes would fail again."""

    document_id: str
    reading_key: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings that somebody accepted, or a number that its department knows to be wrong, until a day (included).

    A finding is meant where everything that is given fits it: its id, its rule, the path of its report or how the
    content's id begins, a figure it compares. `correct_value` is what should have been printed at the figure, as
    written; the figure itself stays as it is. '' where nothing is given.
    """

    line_no: int
    finding_id: str
    rule_code: str
    source_path: str
    document_id: str
    figure_id: str
    correct_value: str
    reason: str
    approved_by: str
    expires_on: date
