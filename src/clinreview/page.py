"""Page: what stands around the pieces of a report, and what such a page may do."""

from __future__ import annotations

import base64
import hashlib


def policy(sheet: str, script: str = "") -> str:
    """Content security policy of a page: this style, this script, pictures inside the page, nothing else."""
    scripts = f" script-src '{_hash(script)}';" if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(sheet)}';{scripts} "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
