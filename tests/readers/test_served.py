"""What servers send in a report's place is refused; a report that speaks of such things is read."""

from pathlib import Path

import pytest

from flows.model.exceptions import NoReport
from flows.readers import read

REPORT = "<h1>青禾县水利局2023年度部门决算</h1><p>本年收入合计500.00万元，支出合计490.00万元。</p>"


def page(body: str, title: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "data",
    [
        page("<h1>404 Not Found</h1>", "404 Not Found"),
        page("<p>抱歉，您访问的页面不存在或已被删除！</p><a href=/>返回首页</a>"),
        page("<p>系统错误，请联系管理员</p><p>错误编号：20240311</p>"),
        page("<p>您没有权限访问该文件。</p>", "访问被拒绝"),
        page("<p>很抱歉，由于您访问的URL有可能对网站造成威胁，您的访问被阻断。</p><p>请求ID是: 76b20f6c17</p>"),
        page("<p>请完成下列验证后继续</p>", "安全验证"),
        page("<div>请登录</div><script>location.href='/login'</script>"),
        page("<form><p>账号</p><input><p>密码</p><input type=PASSWORD></form>", "预算绩效管理平台"),
        "您尚未登录或登录已超时，请重新登录！".encode(),
        '{"code":401,"msg":"未登录","data":null}'.encode(),
        b'<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>',
        page("", "").replace(b"<body>", b"<body><div id=app></div><script src=a.js></script>"),
    ],
)
@pytest.mark.parametrize("name", ["自评报告.docx", "自评报告.html", "自评报告.pdf"])
def test_a_servers_answer_is_no_report_whatever_it_is_called(data: bytes, name: str):
    with pytest.raises(NoReport, match="不是报告"):
        read(data, Path(name))


@pytest.mark.parametrize(
    "body",
    [
        f"<form><input name=u><input type=password></form>{REPORT}",
        f"<p>用户登录</p>{REPORT}<p>系统错误</p>",
        "<h1>绩效自评报告</h1><p>平台全年未发生系统错误，请登录平台查看。</p>",
        "<h1>工作总结</h1><p>全年共处理群众反映的网站打不开、页面不存在等问题并逐一回复，没有再发生。</p>",
    ],
)
def test_a_report_beside_a_login_or_about_errors_is_read(body: str):
    assert read(page(body), Path("报告.html")).blocks


def test_a_page_of_frames_names_the_file_that_holds_the_text():
    frames = (
        '<frameset rows="*,39"><frame src="%E8%A1%A8.files/sheet001.htm"><noframes><body>不支持框架</body></noframes>'
    )
    with pytest.raises(NoReport, match=r"表\.files/sheet001\.htm.*另存为 \.xlsx"):
        read(f"<html><head></head>{frames}</frameset></html>".encode(), Path("表.htm"))
    with pytest.raises(NoReport, match="只有框架"):
        read(page('<iframe src="content.html"></iframe>'), Path("表.html"))
    assert read(page(f'{REPORT}<iframe src="counter.html"></iframe>'), Path("表.html")).blocks


def test_attachments_that_a_page_leads_to_are_noted_once_and_those_of_the_site_are_not():
    report = read(
        page(
            '<h1>决算公开</h1><nav><a href="app.pdf">网站手册.pdf</a></nav><p><a href="/a.pdf">决算公开表.pdf</a></p>'
            '<p><a href="/b/%E8%A1%A8.xlsx?id=1">点击下载</a><a href="/b/%E8%A1%A8.xlsx">再次下载</a></p>'
            '<iframe src="/viewer.html?file=%2Fup%2Fc.docx"></iframe>'
        ),
        Path("公开.html"),
    )
    assert report.notes == (
        "网页带有附件（决算公开表.pdf、表.xlsx、c.docx），附件未读取：报告在附件中的，请取出附件后放入",
    )
    assert read(page(REPORT), Path("公开.html")).notes == ()
    with pytest.raises(NoReport, match=r"a\.pdf.*请下载该文件"):
        read(page('<embed src="a.pdf">'), Path("公开.html"))
