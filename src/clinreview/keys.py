"""Keys: what a claim says, as a short name that survives moving and retyping."""

from __future__ import annotations

import hashlib
import unicodedata

_PLAIN = {
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ´`"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "‐‑"), "-"),
    ord("…"): "...",
}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))


def normalise(text: str) -> str:
    """Return the text with white space, quotation marks and invisible characters made alike.

    Case, digits, dashes and every letter stay: a change in one of them may change what a patient reads.

    Examples
    --------
    >>> normalise("It’s\\n  “safe”") == normalise('It\\'s "safe"')
    True
    >>> normalise("US") == normalise("us")
    False
    """
    if text.isascii():  # most texts: the same, and four times as fast
        return " ".join(text.replace("`", "'").split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).translate(_PLAIN).split())


def claim_key(text: str, lead: str = "") -> str:
    """Return the key of a sentence, with its list lead-in or table header where it has one."""
    return _digest("sentence", normalise(lead).rstrip(" :."), normalise(text))


def wide_key(rule: str, scope: str, heading: str) -> str:
    """Return the key of a finding about a section or the whole article."""
    return _digest(scope, rule, normalise(heading))


def _digest(*parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"c{digest[:15]}"  # a letter first: spreadsheets read 12345e67 as a number
