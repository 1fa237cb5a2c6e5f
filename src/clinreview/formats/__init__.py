"""Formats: the result of a check as text and for machines; one file each, with ``write(gate, out)``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from clinreview.gate import Gate

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "csv")


def write(gate: Gate, out: TextIO, format: str = "text") -> None:
    """Write the result of a check.

    Parameters
    ----------
    format
        One of ``FORMATS``. A machine format of the same input is the same, byte for byte.
    """
    importlib.import_module(f"clinreview.formats.{format}").write(gate, out)
