"""What is filled into the fields of a page: it is text of the page like any other."""

from lxml import etree

# Kinds of input that show what they hold; passwords, what is hidden and buttons are no text.
_TYPED = frozenset({"", "text", "number", "tel", "email", "url", "date", "month", "datetime-local"})
_TICKED = frozenset({"checkbox", "radio"})
_KNOWN = (
    _TYPED | _TICKED | {"password", "hidden", "submit", "button", "reset", "image", "file", "search", "range", "color"}
)
_CHOSEN, _FREE = "☑", "□"


def fill_in(body: etree._Element) -> None:
    """Puts the text of each field in the field's place: what is typed, the options that are chosen, a ticked box."""
    for element in list(body.iter("input", "textarea", "select")):
        text = _text_of(element)
        if text:
            _become_text(element, text)


def _text_of(element: etree._Element) -> str:
    if element.tag == "textarea":
        return (element.text or "").strip("\r\n")
    if element.tag == "select":
        chosen = (option for option in element.iter("option") if option.get("selected") is not None)
        return "、".join(text for option in chosen if (text := "".join(map(str, option.itertext())).strip()))
    kind = element.get("type", "").strip().lower()
    if kind in _TICKED:
        return _CHOSEN if element.get("checked") is not None else _FREE
    return element.get("value", "").strip() if kind in _TYPED or kind not in _KNOWN else ""


def _become_text(element: etree._Element, text: str) -> None:
    """Lines of a field stay lines; whether the field is shown stays as it was."""
    shown = {name: value for name, value in element.attrib.items() if name in {"style", "hidden", "class"}}
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = "span"
    for name, value in shown.items():
        element.set(name, value)
    first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    element.text = first
    for line in others:
        etree.SubElement(element, "br").tail = line
