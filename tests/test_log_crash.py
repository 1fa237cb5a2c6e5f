"""Crashes: the writer is killed again and again, and no decision it acknowledged is lost.

``CLINREVIEW_KILLS`` sets how often (40 by default; hundreds before a release).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinreview.log import read_log

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KILLS = int(os.environ.get("CLINREVIEW_KILLS", "40"))
DRIVER = Path(__file__).parent / "crash_driver.py"


@pytest.mark.parametrize("how", ["anywhere", "in the write"])
def test_killed_writers_lose_no_acknowledged_decision(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "x.md.reviews"
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(folder), how, str(KILLS)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["killed"] == KILLS
    logs = [read_log(path) for path in folder.iterdir()]
    assert all(log.ok for log in logs)
    kept = {d.id for log in logs for d in log.decisions}
    assert set(told["acknowledged"]) <= kept
    assert len(told["acknowledged"]) >= KILLS // 4
    if how == "in the write":
        assert told["repaired"] > 0
