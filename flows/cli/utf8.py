"""Every text in UTF-8, whatever the locale: dbt and other libraries read our files in the locale's encoding."""

import locale
import os
import subprocess
import sys

_CHINESE = "绩效"


def run_in_utf8() -> None:
    """Start this command again in Python's UTF-8 mode where the locale is another; comes back where it need not.

    Variables say so, so that the processes of the night are in that mode too.
    """
    if sys.flags.utf8_mode or _is_utf8() or os.environ.get("PYTHONUTF8") == "1":
        return
    os.environ["PYTHONUTF8"] = "1"
    if _shows_chinese(locale.getencoding()):  # the terminal goes on being written to as it reads
        os.environ.setdefault("PYTHONIOENCODING", f"{locale.getencoding()}:backslashreplace")
    command = [sys.executable, *sys.orig_argv[1:]]
    if os.name == "nt":  # where a process cannot become another one
        raise SystemExit(subprocess.run(command, check=False).returncode)
    os.execv(sys.executable, command)


def _is_utf8() -> bool:
    return locale.getencoding().lower().replace("-", "") == "utf8"


def _shows_chinese(encoding: str) -> bool:
    try:
        return bool(_CHINESE.encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False
