"""XML that others wrote, parsed without trust: no entities, no DTD, nothing from elsewhere, no bottomless depth."""

from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport


def parse_xml(content: bytes, name: str, source: Path) -> etree._Element:
    """The root of a document that people are told of as `name`.

    Raises `DamagedReport` where it is cut off, not well-formed, too deep or declares a DTD.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        faults = {entry.type_name for entry in parser.error_log}
        if "ERR_NO_MEMORY" in faults:
            raise MemoryError from error
        if "ERR_RESOURCE_LIMIT" in faults:
            raise DamagedReport(source, f"{name} 嵌套过深、内容过长或含有实体炸弹") from error
        raise DamagedReport(source, f"{name} 第 {error.lineno} 行不是合法的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        # Office never writes one: it can only be there to define entities.
        raise DamagedReport(source, f"{name} 含有不应有的 DTD 声明")
    return root
