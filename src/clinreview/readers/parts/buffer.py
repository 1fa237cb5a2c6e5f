"""Buffer: the text of a block as it grows, with the place of each character in the source."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Buffer:
    """Text under way, and where each of its characters stands."""

    __slots__ = ("breaks", "offsets", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.offsets = array("I")
        self.breaks = False  # whether a line break the reader sees is in it

    def add(self, text: str, offsets: Sequence[int]) -> None:
        """Append text that stands at these places."""
        self.parts.append(text)
        self.offsets.extend(offsets)

    def add_at(self, text: str, place: int) -> None:
        """Append text that comes from one place, such as a decoded entity."""
        self.parts.append(text)
        self.offsets.extend([place] * len(text))

    def add_break(self, place: int) -> None:
        """Append a line break the reader sees."""
        self.breaks = True
        self.add_at("\n", place)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)

    def clear(self) -> None:
        """Start again."""
        self.parts = []
        self.offsets = array("I")
        self.breaks = False
