"""OFD: text and lines where the page places them, whatever programs make of the format."""

import time
from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, EmptyReport, EncryptedReport, OversizedReport, UnsupportedFormat
from flows.model.report import Report, Table
from flows.readers.ofd import document, objects
from flows.readers.ofd.document import read_ofd
from flows.readers.ofd.numbers import box_of, distances, outlines_of
from tests.fixtures.making.archives import zipped
from tests.samples.write_ofd import box, ofd, page, text

HERE = Path("报告.ofd")
_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SAID = text(30, 30, "青禾县教育局2020年绩效自评报告")


def texts(report: Report) -> list[str]:
    return [
        "|".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in report.blocks
    ]


def read(*pages: str, **more: str) -> list[str]:
    return texts(read_ofd(ofd(*pages, **more), HERE))


def test_text_in_outlines_is_a_table_with_its_merged_cells() -> None:
    cells = box(20, 20, 60, 10) + box(20, 30, 30, 10) + box(50, 30, 30, 10)
    said = text(22, 27, "预算（万元）") + text(22, 37, "支出") + text(52, 37, "120.5")

    [table] = read_ofd(ofd(cells + said), HERE).blocks

    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.column_span, cell.text) for cell in table.cells] == [
        (0, 0, 2, "预算（万元）"),
        (1, 0, 1, "支出"),
        (1, 1, 1, "120.5"),
    ]


def test_a_place_is_told_in_points_from_the_upper_left() -> None:
    [line] = read_ofd(ofd(text(25.4, 25.4, "收入")), HERE).blocks

    assert (line.page_no, line.box and line.box[0], line.box and line.box[3]) == (1, 72, 73)


@pytest.mark.parametrize(
    ("printed", "count", "expected"),
    [
        ("1 2 3", 3, [1, 2, 3]),
        ("g 3 2.5 4", 4, [2.5, 2.5, 2.5, 4]),
        ("g 999999999 3", 5, [3] * 5),
        ("g -4 3 1", 2, [1]),
        ("g", 2, []),
        ("1e999 nan x", 3, [0, 0, 0]),
    ],
)
def test_distances_repeat_no_more_than_there_are_characters(printed: str, count: int, expected: list[float]) -> None:
    assert distances(printed, count) == expected


def test_a_number_larger_than_any_page_is_none() -> None:
    assert box_of("0 0 210 1e308") == (0, 0, 210, 0)
    assert box_of("0 0 nan -1e99") == (0, 0, 0, 0)


def test_a_path_is_cut_at_its_arcs_and_goes_back_where_it_closes() -> None:
    found = list(outlines_of("S 1 1 M 0 0 L 5 0 B 6 0 7 1 7 2 C M 9 9 A 2 2 0 0 1 12 12 L 20 12", 100))

    assert found == [
        [(1, 1)],
        [(0, 0), (5, 0), (6, 0), (7, 1), (7, 2), (0, 0)],
        [(9, 9)],
        [(12, 12), (20, 12)],
    ]


def test_a_path_has_no_more_points_than_are_allowed() -> None:
    assert sum(map(len, outlines_of("M 0 0" + " L 1 1" * 1000, 50))) == 51


def test_a_transformation_scales_and_moves_text() -> None:
    small = '<ofd:TextObject Boundary="20 20 100 10" Size="1" CTM="4 0 0 4 0 0"><ofd:TextCode X="1" Y="1" DeltaX="1 1 .5">收入12</ofd:TextCode></ofd:TextObject>'

    assert read(small) == ["收入12"]
    [line] = read_ofd(ofd(small), HERE).blocks
    assert line.box is not None and line.box[2] - line.box[0] == 34  # three heights of four millimetres


def test_text_without_distances_is_as_wide_as_its_characters() -> None:
    bare = '<ofd:TextObject Boundary="20 20 100 10" Size="4"><ofd:TextCode X="0" Y="4">决算120.5万元</ofd:TextCode></ofd:TextObject>'

    assert read(bare) == ["决算120.5万元"]


def test_characters_set_apart_keep_the_gap() -> None:
    apart = '<ofd:TextObject Boundary="20 20 100 10" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4 4 2 2 20 2">决算12034</ofd:TextCode></ofd:TextObject>'

    assert read(apart) == ["决算120 34"]


def test_a_page_lying_on_its_side_is_read_upright() -> None:
    turned = "".join(
        f'<ofd:TextObject Boundary="{x} 20 10 200" Size="4" CTM="0 1 -1 0 0 0"><ofd:TextCode X="0" Y="0" DeltaX="g 9 4">{said}</ofd:TextCode></ofd:TextObject>'
        for x, said in ((150, "青禾县教育局"), (140, "年初预算如下"))
    )

    assert "".join(read(turned)) == "青禾县教育局年初预算如下"


@pytest.mark.parametrize(
    ("attributes", "inside"),
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ('Fill="false"', ""),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        ("", '<ofd:FillColor Value="255 255 255"/>'),
    ],
)
def test_text_that_nobody_sees_is_noted_and_left_out(attributes: str, inside: str) -> None:
    report = read_ofd(ofd(SAID + text(30, 60, "120.5", attributes=attributes, inside=inside)), HERE)

    assert texts(report) == ["青禾县教育局2020年绩效自评报告"]
    assert report.notes == ("有 5 个看不见的字符（隐藏文字，或在页面之外）未读取",)


def test_white_text_on_a_dark_ground_is_seen() -> None:
    ground = box(20, 50, 60, 15, 'Fill="true" Stroke="false"', '<ofd:FillColor Value="0 0 128"/>')

    assert read(ground + text(30, 60, "预算", inside='<ofd:FillColor Value="255 255 255"/>')) == ["预算"]


def test_white_lines_make_no_table() -> None:
    pale = box(20, 50, 60, 15, inside='<ofd:StrokeColor Value="255 255 255"/>')

    assert read(pale + text(30, 60, "预算")) == ["预算"]


def test_templates_print_on_the_pages_that_name_them() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    data = ofd("", SAID, common=common, **{
        "Doc_0/Tpls/Tpl_0/Content.xml": page(text(30, 50, "附表")).encode(),
        "Doc_0/Pages/Page_0/Content.xml": page(text(30, 80, "支出"), '<ofd:Template TemplateID="7" ZOrder="Background"/>').encode(),
    })  # fmt: skip

    assert texts(read_ofd(data, HERE)) == ["附表", "支出", "青禾县教育局2020年绩效自评报告"]


def test_objects_lie_in_blocks_and_in_drawings_that_are_shared() -> None:
    block = f"<ofd:PageBlock><ofd:PageBlock>{text(30, 30, '块')}</ofd:PageBlock></ofd:PageBlock>"
    shared = f'<ofd:Res {_NAMES}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9"><ofd:Content>{text(0, 10, "图")}<ofd:CompositeObject ResourceID="9"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    data = ofd(
        block + '<ofd:CompositeObject ResourceID="9" Boundary="30 50 20 20"/>',
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        **{"Doc_0/PublicRes.xml": shared.encode()},
    )

    assert texts(read_ofd(data, HERE)) == ["块", "图"]


def test_notes_laid_over_a_page_are_read_and_watermarks_are_counted() -> None:
    laid = (
        f'<ofd:PageAnnot {_NAMES}><ofd:Annot Type="Stamp"><ofd:Appearance Boundary="20 90 50 20">{text(0, 10, "同意")}</ofd:Appearance></ofd:Annot>'
        f'<ofd:Annot Type="Watermark"><ofd:Appearance Boundary="0 0 210 297">{text(20, 40, "样张")}</ofd:Appearance></ofd:Annot>'
        f'<ofd:Annot Type="Stamp" Visible="false"><ofd:Appearance Boundary="0 0 210 297">{text(20, 140, "密")}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>'
    )
    listing = f'<ofd:Annotations {_NAMES}><ofd:Page PageID="0"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    data = ofd(SAID, more="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>", **{
        "Doc_0/Annots/Annotations.xml": listing.encode(), "Doc_0/Annots/Page_0.xml": laid.encode(),
    })  # fmt: skip
    report = read_ofd(data, HERE)

    assert texts(report) == ["青禾县教育局2020年绩效自评报告", "同意"]
    assert len(report.notes) == 2


def test_attachments_are_named() -> None:
    listing = f'<ofd:Attachments {_NAMES}><ofd:Attachment Name="附表.xlsx"/><ofd:Attachment Name="说明.docx"/></ofd:Attachments>'
    data = ofd(SAID, more="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>", **{
        "Doc_0/Attachs/Attachments.xml": listing.encode(),
    })  # fmt: skip

    assert read_ofd(data, HERE).notes == (
        "OFD 带有附件（附表.xlsx、说明.docx），附件未读取：报告在附件中的，请取出附件后放入",
    )


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("/Doc_0/Document.xml", "Doc_0/Document.xml"),
        ("doc_0\\DOCUMENT.XML", "Doc_0/Document.xml"),
        ("./Doc_0/../Doc_0/Document.xml", "/Doc_0/Document.xml"),
        ("../../Doc_0/Document.xml", "Doc_0/Document.xml"),
    ],
)
def test_parts_are_found_however_their_paths_are_written(written: str, stored: str) -> None:
    root = '<Document xmlns="http://x.org"><Pages><Page ID="1" BaseLoc="Doc_0/第一页/Content.xml"/></Pages></Document>'
    files = {
        "OFD.xml": f"<OFD><DocBody><DocRoot> {written}\n</DocRoot></DocBody></OFD>",
        stored: root,
        "Doc_0/第一页/content.xml": page(SAID),
    }

    report = read_ofd(zipped({name: said.encode() for name, said in files.items()}), HERE)
    assert texts(report) == ["青禾县教育局2020年绩效自评报告"]


def test_several_documents_in_one_file_follow_each_other() -> None:
    body = "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>"
    data = ofd(SAID, **{"OFD.xml": f"<OFD>{body}{body}</OFD>".encode()})

    assert [block.page_no for block in read_ofd(data, HERE).blocks] == [1, 2]


def test_a_page_that_is_a_picture_is_named_with_the_way_out() -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>'

    assert read_ofd(ofd(SAID, picture), HERE).notes == (
        "第 2 页（共 1 页）是图片，未读取：请用 OFD 阅读软件另存为 PDF 后重新放入",
    )
    with pytest.raises(UnsupportedFormat, match="只有图片的 OFD 版式文档"):
        read_ofd(ofd(picture), HERE)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (zipped({"a.xml": b"<a/>"}), DamagedReport),
        (zipped({"OFD.xml": b"<OFD/>"}), DamagedReport),
        (zipped({"OFD.xml": b"<OFD><DocBody><DocRoot>x</DocRoot></DocBody></OFD>"}), DamagedReport),
        (zipped({"OFD.xml": b"<OFD><DocBody><DocRoot>x</DocRoot></DocBody></OFD>", "Encryptions.xml": b"<a/>"}), EncryptedReport),
        (zipped({"OFD.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><OFD><DocBody/></OFD>"}), DamagedReport),
        (ofd(), DamagedReport),
        (ofd(""), EmptyReport),
        (b"PK\x03\x04", DamagedReport),
    ],
)  # fmt: skip
def test_what_is_no_whole_document_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_ofd(data, HERE)


def test_a_template_of_thousands_of_objects_on_every_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MOST_OBJECTS", 5_000)
    many = page(box(0, 0, 1, 1) * 1_000).encode()
    content = page("", '<ofd:Template TemplateID="7"/>').encode()
    data = ofd(*[""] * 9, common='<ofd:TemplatePage ID="7" BaseLoc="T.xml"/>', **{
        "Doc_0/T.xml": many, **{f"Doc_0/Pages/Page_{number}/Content.xml": content for number in range(9)},
    })  # fmt: skip

    with pytest.raises(OversizedReport, match="版面对象数"):
        read_ofd(data, HERE)


def test_pages_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_PAGES", 2)
    with pytest.raises(OversizedReport, match="页数为 3"):
        read_ofd(ofd(SAID, SAID, SAID), HERE)


def test_the_same_large_part_on_every_page_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.readers.ofd.parts.MOST_INFLATED", 20_000)
    entries = '<Page BaseLoc="P.xml"/>' * 300
    data = ofd(SAID, **{
        "Doc_0/Document.xml": f"<Document><Pages>{entries}</Pages></Document>".encode(), "Doc_0/P.xml": page(SAID).encode(),
    })  # fmt: skip
    started = time.process_time()

    with pytest.raises(OversizedReport, match="解压后的字节数"):
        read_ofd(data, HERE)
    assert time.process_time() - started < 5
