"""How the characters of a Word document look, cut out of its XML before it is parsed.

More than half of `word/document.xml` says in which font, size and colour each run stands. Next to none of it is
read, and the parser takes as long for it as for all the rest.
"""

import re

_OPENING, _CLOSING = b"<w:rPr>", b"</w:rPr>"

# Of the properties of a run, those that only change its looks. What hides a run, strikes it out, prints it in white,
# raises it above the line, marks it as inserted or deleted or names its style is not among them, so that a run with
# such a property keeps them all.
_LOOKS = re.compile(
    rb"(?:<w:(?:rFonts|b|bCs|i|iCs|spacing|w|kern|sz|szCs|highlight|u|bdr|shd|fitText"
    rb"|position(?! [^<>]*[\"'](?:[3-9]|[1-9]\d+)(?:\.\d+)?(?:pt)?[\"'])"
    rb"|vertAlign(?![^<>]*superscript)"
    rb"|color(?! [^<>]*=[\"'](?:[Ff][D-Fd-f]){3}[\"']| [^<>]*[\"'](?:background1|light1)[\"'])"
    rb"|lang|eastAsianLayout|snapToGrid|noProof|em)(?: [^<>]*)?/>)*"
)


def without_looks(content: bytes) -> bytes:
    """The same XML without run properties that only change how characters look.

    Returned as it came where `<` may begin something else than an element (comments, CDATA, a DTD): there the
    cut could hit text.
    """
    if b"!" in content and b"<!" in content:  # the first is a far faster search
        return content
    first, *rest = content.split(_OPENING)
    kept = [first]
    only_looks: dict[bytes, bool] = {}
    for piece in rest:
        properties, closing, following = piece.partition(_CLOSING)
        is_looks = only_looks.get(properties)
        if is_looks is None:
            is_looks = only_looks[properties] = bool(closing) and _LOOKS.fullmatch(properties) is not None
        kept.append(following if is_looks else _OPENING + piece)
    return b"".join(kept)
