"""Every sample, and the writer of each format."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from tests.samples.document import Sample
from tests.samples.hengshan import HOUSING as HENGSHAN
from tests.samples.huarong import HOUSING as HUARONG
from tests.samples.kaifu import STREET as KAIFU
from tests.samples.qinghe_civil import CIVIL_AFFAIRS
from tests.samples.qinghe_education import EDUCATION
from tests.samples.qinghe_health import PUBLIC_HEALTH
from tests.samples.qinghe_roads import ROADS_2019, ROADS_2020
from tests.samples.qinghe_water import RESERVOIRS
from tests.samples.write_docx import write_docx
from tests.samples.write_html import write_html
from tests.samples.write_pdf import write_pdf
from tests.samples.write_text import write_text
from tests.samples.write_xlsx import write_xlsx
from tests.samples.zhengxiang import HOUSING as ZHENGXIANG

SAMPLES: tuple[Sample, ...] = (
    HUARONG,
    HENGSHAN,
    KAIFU,
    ZHENGXIANG,
    ROADS_2019,
    ROADS_2020,
    EDUCATION,
    RESERVOIRS,
    PUBLIC_HEALTH,
    CIVIL_AFFAIRS,
)

WRITERS: Mapping[str, Callable[[Sample], bytes]] = {
    ".docx": write_docx,
    ".html": write_html,
    ".pdf": write_pdf,
    ".txt": write_text,
    ".xlsx": write_xlsx,
}


def render(sample: Sample) -> bytes:
    """The bytes of the sample's file, the same on every run."""
    return WRITERS[PurePosixPath(sample.path).suffix](sample)
