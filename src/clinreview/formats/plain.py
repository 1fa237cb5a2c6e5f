"""Plain: text of strangers as it can be shown anywhere."""

from __future__ import annotations

# What a terminal, a spreadsheet or an XML reader would act on instead of showing: control characters, and the
# marks that turn the direction of text around.
_CONTROLS = (*range(9), *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF)
_TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HIDDEN = dict.fromkeys(_CONTROLS, "�") | {code: f"[U+{code:04X}]" for code in _TURNS}


def shown(text: str) -> str:
    """Text of an author as it can be shown anywhere: on one line, with nothing hidden in it."""
    return " ".join(text.translate(_HIDDEN).split())
