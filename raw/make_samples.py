"""Writes the sample reports below this folder, the same bytes each time: `python raw/make_samples.py`.

What they say stands in `tests/samples`; which figures are real and which errors are planted is told in
README.md. Writing the PDFs needs reportlab.
"""

import sys
from pathlib import Path

RAW = Path(__file__).resolve().parent
sys.path.insert(0, str(RAW.parent))

from tests.samples.catalogue import SAMPLES, render  # noqa: E402


def main() -> None:
    """Writes every sample and names it."""
    for sample in SAMPLES:
        target = RAW / sample.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(render(sample))
        print(sample.path)


if __name__ == "__main__":
    main()
