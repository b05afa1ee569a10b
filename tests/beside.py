"""Where the repository is, and what may lie beside it or be installed: a test that needs what is not there skips and says so."""

from pathlib import Path

import pytest

from flows.readers.recognition import recogniser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "samples"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared beside the repository")
needs_ocr = pytest.mark.skipif(not recogniser(), reason="needs the extra `ocr`")
