"""A sample as a page saved in one file, as Word and browsers save it."""

from email.message import MIMEPart
from email.policy import SMTP

from tests.samples.document import Sample
from tests.samples.write_html import write_html


def write_mht(sample: Sample) -> bytes:
    """The file's bytes."""
    return saved_pages(write_html(sample).decode())


def saved_pages(*pages: str, charset: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    """Pages in one file, with a picture of theirs behind them."""
    whole = MIMEPart(policy=SMTP)
    whole["MIME-Version"] = "1.0"
    whole["Content-Type"] = 'multipart/related; boundary="----=_NextPart_01"; type="text/html"'
    for number, page in enumerate(pages):
        part = MIMEPart(policy=SMTP)
        part.set_content(page.encode(charset), "text", "html", cte=transfer)
        part.set_param("charset", charset)
        part["Content-Location"] = f"file:///C:/pages/page{number}.htm"
        whole.attach(part)
    picture = MIMEPart(policy=SMTP)
    picture.set_content(b"\x89PNG\r\n\x1a\n", "image", "png")
    whole.attach(picture)
    return whole.as_bytes()
