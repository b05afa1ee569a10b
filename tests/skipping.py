"""A plugin of pytest: a run that skipped tests says in its closing lines why, counted by reason."""

from collections import Counter
from collections.abc import Sequence

import pytest

_MARK = "Skipped: "


def reasons(reports: Sequence[pytest.TestReport]) -> Counter[str]:
    """Why tests were skipped, and how many for each reason."""
    told = (
        report.longrepr[2] if isinstance(report.longrepr, (tuple, list)) else str(report.longrepr) for report in reports
    )
    return Counter(reason.removeprefix(_MARK) for reason in told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a reason; other processes of a run have sent theirs."""
    for reason, times in sorted(reasons(terminalreporter.getreports("skipped")).items()):
        terminalreporter.write_line(f"{times} skipped: {reason}", yellow=True)
