"""The groups of a rich text file by the word that they begin with: which hold text of the page, and of what part."""

from collections.abc import Mapping

from flows.model.report import Part

FONTS, FIELD_CODE, TWICE, IN_UNICODE = "fonttbl", "fldinst", "upr", "ud"
LABELS = frozenset({"listtext", "pntext"})
SHAPES = frozenset({"shp", "shpinst", "shpgrp"})
STORIES: Mapping[str, Part] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
    "shptxt": "textbox",
}
# An exponent and half of a fraction: 10 to the 4th must not become 104, nor 1 over 2 become 12.
MATHS: Mapping[str, str] = {"msup": "^", "mden": "/"}

_PICTURES = ("pict", "nonshppict", "mmathPict")
_OBJECTS = ("objdata", "objclass", "objname", "oleclsid", "blipuid", "picprop")
# What is drawn, and the same once more for old programs; tables for programs that know no nested ones.
_DRAWN = ("sp", "shprslt", "do", "nonesttables")
_TABLES = (
    "colortbl", "filetbl", "latentstyles", "listoverridetable", "listtable", "pgdsctbl", "revtbl", "rsidtbl",
    "stylesheet", "xmlnstbl",
)  # fmt: skip
_ABOUT = (
    "colorschememapping", "docvar", "factoidname", "generator", "info", "mmathPr", "private", "template", "themedata",
    "userprops", "wgrffmtfilter",
)  # fmt: skip
_ASIDE = (
    "aftncn", "aftnsep", "aftnsepc", "annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref",
    "atntime", "atrfend", "atrfstart", "bkmkend", "bkmkstart", "datafield", "formfield", "ftncn", "ftnsep", "ftnsepc",
    "pnseclvl", "pntxta", "pntxtb", "tc", "xe",
)  # fmt: skip
UNREAD = frozenset((*_PICTURES, *_OBJECTS, *_DRAWN, *_TABLES, *_ABOUT, *_ASIDE))

# Groups that programs may pass over where they do not know them, and that hold text of the page.
KNOWN = frozenset({"shpinst", "shptxt", "nesttableprops", "shppict", "background", "moMath", "moMathPara"})
