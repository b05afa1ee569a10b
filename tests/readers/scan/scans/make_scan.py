"""Draws scan.png, a page of Chinese as a scanner sees it; needs Pillow and a Chinese font, given as an argument."""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 an inch
XS = (120, 180, 460, 660, 860, 1120)
YS = (420, 490, 560, 640, 720, 800, 880)


def draw(font_file: str) -> Image.Image:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)

    def text(x: float, y: float, words: str, size: int = 22) -> None:
        """Words around a point."""
        pen.text((x, y), words, fill=20, font=ImageFont.truetype(font_file, size, index=2), anchor="mm")

    def line(x0: int, y0: int, x1: int, y1: int) -> None:
        pen.line((x0, y0, x1, y1), fill=20, width=2)

    text(WIDTH / 2, 130, "青禾县教育局2021年度部门整体支出绩效自评报告", 34)
    body = (
        "    2021年我局年初预算数为1234.56万元，全年预算数为1300万元，全年执行",
        "数为1287.90万元，预算执行率为99.07%，比上年增加45.6万元，增长3.67%。其",
        "中：基本支出887.90万元，项目支出400万元。",
    )
    for number, words in enumerate(body):
        font = ImageFont.truetype(font_file, 28, index=2)
        pen.text((120, 200 + 50 * number), words.replace("    ", "\u3000\u3000"), fill=20, font=font)
    text(1020, 390, "金额单位：万元")

    for y in (YS[0], YS[2], YS[-1]):
        line(XS[0], y, XS[-1], y)
    line(XS[2], YS[1], XS[4], YS[1])  # 预算金额 stands over two columns
    for y in YS[3:-1]:
        line(XS[1], y, XS[-1], y)  # the label written downwards spans the rows
    for x in (XS[0], XS[1], XS[2], XS[4], XS[5]):
        line(x, YS[0], x, YS[-1])
    line(XS[3], YS[1], XS[3], YS[-1])

    def cell(column: int, row: int, words: str, columns: int = 1, rows: int = 1, size: int = 22) -> None:
        text((XS[column] + XS[column + columns]) / 2, (YS[row] + YS[row + rows]) / 2, words, size)

    cell(0, 0, "类别", rows=2)
    cell(1, 0, "项目名称", rows=2)
    cell(2, 0, "预算金额", columns=2)
    cell(4, 0, "支出金额", rows=2)
    cell(2, 1, "年初预算数")
    cell(3, 1, "全年预算数")
    for number, character in enumerate("经常性项目"):
        text((XS[0] + XS[1]) / 2, YS[2] + 70 + number * 44, character)
    rows = (
        ("校舍维修", "180.5", "200", "199.95"),
        ("学生资助", "1", "7", "0"),
        ("营养改善计划", "150", "163.05", "163.05"),
        ("合计", "331.5", "370.05", "363.00"),
    )
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            cell(1 + column, 2 + row, value)
    text(WIDTH / 2, 1690, "1")
    return page


if __name__ == "__main__":
    draw(sys.argv[1]).quantize(8).save(Path(__file__).with_name("scan.png"), optimize=True)
