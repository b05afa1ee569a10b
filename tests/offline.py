"""What a page would ask of the network or of files beside it, for tests of pages that lie on a stick."""

import re
from pathlib import Path

from lxml import html

_LOADING = ("src", "href", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest")
_IN_STYLES = re.compile(r"url\(\s*['\"]?([^'\")]*)|@import\s+['\"]([^'\"]*)", re.IGNORECASE)


def references(page: Path) -> list[str]:
    """Every address that the page's elements and styles name."""
    root = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
    addresses = [value for element in root.iter() for name, value in element.attrib.items() if name in _LOADING]
    styles = [element.text_content() for element in root.iter("style")]
    styles += [element.get("style") for element in root.iter() if element.get("style")]
    return addresses + [next(filter(None, found), "") for style in styles for found in _IN_STYLES.findall(style)]


def scripts(page: Path) -> list[str]:
    """The page's scripts, each as it stands."""
    root = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
    handlers = [value for element in root.iter() for name, value in element.attrib.items() if name.startswith("on")]
    return [script.text_content() for script in root.iter("script")] + handlers


def elsewhere(page: Path) -> list[str]:
    """The addresses on which a page needs a network."""
    return [
        address for address in references(page) if re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE)
    ]


def broken(page: Path) -> list[str]:
    """The addresses of a page that lead to no file, or to no such place in it."""
    return [address for address in references(page) if not _leads(page, address)]


def _leads(page: Path, address: str) -> bool:
    name, _, anchor = address.partition("#")
    target = page.parent / name if name else page
    if not target.is_file():
        return False
    root = html.parse(str(target), html.HTMLParser(encoding="utf-8")).getroot()
    return not anchor or bool(root.xpath("//*[@id = $anchor]", anchor=anchor))
