"""Chromium: prints a page to PDF with a browser that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from clinreview.errors import ReportError

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
PATIENCE = 120  # seconds for one page
_CLOCK = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


class Chromium:
    """An installed browser with a profile of its own, thrown away afterwards."""

    def __init__(self) -> None:
        self.program = find_chromium()

    def __enter__(self) -> Chromium:
        self._scratch = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scratch.cleanup()

    def print(self, page: Path) -> bytes:
        """Print a page to a tagged PDF with an outline; the same page gives the same bytes.

        Raises
        ------
        ReportError
            The browser gives none.
        """
        pdf = Path(self._scratch.name) / "page.pdf"
        pdf.unlink(missing_ok=True)
        command = [
            self.program, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", f"--user-data-dir={self._scratch.name}/profile", "--no-pdf-header-footer",
            "--export-tagged-pdf", "--generate-pdf-document-outline", f"--print-to-pdf={pdf}", page.absolute().as_uri(),
        ]  # fmt: skip
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.insert(1, "--no-sandbox")  # the sandbox refuses to run as root, as in a container
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReportError(
                self.program, f"did not print ({error})", "use --to html and print that"
            ) from error
        if not pdf.is_file():
            last = (done.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
            raise ReportError(self.program, f"printed nothing ({last})", "use --to html and print that")
        return _CLOCK.sub(rb"\g<1>19700101000000", pdf.read_bytes())


def find_chromium() -> str:
    """The browser to print with: that of CHROME_PATH, else the first one installed.

    Raises
    ------
    ReportError
        There is none.
    """
    named = os.environ.get("CHROME_PATH", "")
    found = next((path for name in ((named,) if named else NAMES) if (path := shutil.which(name))), None)
    found = found or next((path for path in PLACES if not named and Path(path).is_file()), None)
    if not found:
        raise ReportError(
            named or "PDF",
            "no Chromium, Chrome or Edge is installed",
            "install one, name it in CHROME_PATH, or use --to html and print the page from a browser",
        )
    return found
