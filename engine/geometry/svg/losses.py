# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drawing can't keep of an SVG file, as sentences for the artist."""

from __future__ import annotations

from collections.abc import Mapping

from addon.contract.messages import Message

#: Element -> what is said of it.
LEFT_OUT: Mapping[str, Message] = {
    "foreignObject": Message("Embedded web content is not drawn."),
}
BACKGROUND = Message("The page's background colour is left out.")
BLENDING = Message("Blend modes are left out: colours lie over each other as they are.")
CLIP_TEXT = Message("Text in clipping paths is left out.")
DAMAGED_PATH = Message("A path has an error; it is drawn up to there.")
FILTERS = Message("Filters (shadows, blur, glow) are left out.")
FINE_CLIP = Message("A clipping path of very many curves is left out.")
FINE_DASHES = Message("Very fine dashes are drawn as full lines.")
FINE_PATTERN = Message("A pattern of very many tiles is left out.")
GRADIENTS = Message("Gradients are drawn in their mean colour.")
GROUP_OPACITY = Message(
    "A group's opacity is given to each of its strokes, which show through each other."
)
GREY_PATTERN = Message("Patterns of lines, and those in markers or copies, are drawn in grey.")
LOST_COPY = Message("A copy (<use>) refers to nothing in this file.")
NO_LINE_ART = Message(
    "A picture in the file is not drawn: it is in a file of its own, or it is no line art."
)
TRACED = Message("A picture in the file was traced: its lines have become strokes.")
ODD_CLIP = Message("A clipping path or mask is left out, as it isn't a path in this file.")
ODD_JOIN = Message("Arcs and clipped mitres at corners are drawn as mitres.")
SOFT_MASK = Message("Soft masks are drawn with a hard edge.")
SHAPED_TEXT = Message("Very long text, and text whose letters join, is not drawn.")
TEXT = Message("Text is not drawn; turn it into paths first.")
TEXT_PATH = Message("Text on a path is not drawn; turn it into paths first.")
UNUSUAL_TEXT = Message("Text is set straight: turns and stretches of letters are left out.")
UNEVEN = Message("A line that is scaled unevenly gets one width.")


def unknown_paint(text: str) -> Message:
    """Return what is said of a paint that isn't one."""
    return Message("The paint “{text}” is not known and was left out.", text=text[:40])


def other_font(wanted: str, used: str) -> Message:
    """Return what is said of text whose font isn't here."""
    return Message(
        "The font “{wanted}” is not here; its text is drawn in “{used}”.",
        wanted=wanted[:40],
        used=used[:40],
    )
