"""A sample as a page of a county's website: the report between navigation and footer."""

from html import escape

from tests.samples.document import Grid, Line, Sample, place_all

_STYLE = """\
body { margin: 0; color: #222; background: #f4f6f8; }
body { font: 16px/1.8 SimSun, "Songti SC", "Noto Serif CJK SC", serif; }
header { background: #1d4f91; color: #fff; padding: 16px 48px; font-size: 24px; }
nav, footer { padding: 8px 48px; font-size: 14px; color: #555; }
nav a { color: #1d4f91; text-decoration: none; margin-right: 16px; }
main { max-width: 960px; margin: 0 auto; padding: 24px 40px; background: #fff; }
h1 { font-size: 22px; text-align: center; }
h2 { font-size: 17px; margin: 20px 0 4px; }
p { text-indent: 2em; margin: 4px 0; }
p.cover, p.caption { text-indent: 0; }
p.caption { text-align: right; }
table { border-collapse: collapse; width: 100%; margin: 8px 0 20px; font-size: 14px; line-height: 1.5; }
td, th { border: 1px solid #444; padding: 4px 6px; text-align: center; font-weight: normal; }
"""
_TAGS = {
    "title": "h1",
    "heading": "h2",
    "body": "p",
    "cover": 'p class="cover"',
    "caption": 'p class="caption"',
}


def write_html(sample: Sample) -> bytes:
    """The file's bytes, UTF-8."""
    county = sample.path.split("/")[2]
    title = next(block.text for block in sample.blocks if isinstance(block, Line) and block.look == "title")
    body = "".join(_block(block) for block in sample.blocks if isinstance(block, Line | Grid))
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{escape(title)}_{county}人民政府门户网站</title>
<style>
{_STYLE}</style>
</head>
<body>
<header>{county}人民政府</header>
<nav><a href="#">首页</a><a href="#">政务公开</a><a href="#">政务服务</a><a href="#">互动交流</a></nav>
<nav>当前位置：首页 &gt; 政务公开 &gt; 财政信息 &gt; 绩效评价</nav>
<main>
{body}</main>
<footer>【打印本页】【关闭窗口】</footer>
<footer>主办：{county}人民政府办公室　网站地图　隐私声明</footer>
</body>
</html>
""".encode()


def _block(block: Line | Grid) -> str:
    if isinstance(block, Grid):
        return _table(block)
    tag = _TAGS[block.look]
    return f"<{tag}>{escape(block.text)}</{tag.split()[0]}>\n"


def _table(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{100 * width / sum(grid.widths):.1f}%">' for width in grid.widths)
    lines: list[str] = ["" for _ in grid.rows]
    for placed in place_all(grid):
        slot, tag = placed.slot, "th" if placed.row < grid.heading_rows else "td"
        across = f' colspan="{slot.across}"' if slot.across > 1 else ""
        down = f' rowspan="{slot.down}"' if slot.down > 1 else ""
        text = escape(slot.text).replace("\n", "<br>")
        lines[placed.row] += f"<{tag}{across}{down}>{text}</{tag}>"
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<table>\n<colgroup>{columns}</colgroup>\n{body}</table>\n"
