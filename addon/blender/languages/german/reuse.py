# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: results that go on, motions between drawings, and motions used again."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Continue": "Fortsetzen",
    "Continue from Frame {frame}": "Ab Bild {frame} fortsetzen",
    "Before Here": "Davor",
    "Before": "Davor",
    "Lead to that pose instead; everything after it stays": (
        "Führt stattdessen zu dieser Pose hin; alles danach bleibt"
    ),
    "Go on from the pose that this take has in the current frame, with what the sentence says. "
    "Everything before stays as it is.\n\nIt becomes a take of its own": (
        "Geht von der Pose weiter, die diese Fassung im aktuellen Bild hat, mit dem, was der Satz "
        "sagt. Alles davor bleibt, wie es ist.\n\nEs wird eine eigene Fassung"
    ),
    "Lead to the pose that this take has in the current frame, with what the sentence says. "
    "Everything after it stays as it is.\n\nIt becomes a take of its own": (
        "Führt zu der Pose hin, die diese Fassung im aktuellen Bild hat, mit dem, was der Satz "
        "sagt. Alles danach bleibt, wie es ist.\n\nEs wird eine eigene Fassung"
    ),
    "Select a take of moved strokes first": "Wähle zuerst eine Fassung mit bewegten Strichen aus",
    "Together that is {count} frames; {most} is the most.": (
        "Zusammen sind das {count} Bilder; höchstens {most} sind möglich."
    ),
    "Make the new motion shorter.": "Mach die neue Bewegung kürzer.",
    "The result to go on from is of another drawing.": (
        "Das Ergebnis, das fortgesetzt werden soll, gehört zu einer anderen Zeichnung."
    ),
    "The result to go on from has frames 0 to {last} only.": (
        "Das Ergebnis, das fortgesetzt werden soll, hat nur die Bilder 0 bis {last}."
    ),
    'The take "{take}" is still there, as it was.': (
        "Die Fassung „{take}“ ist noch da, wie sie war."
    ),
    'All keys are new: what you changed in the take "{take}" stays there.': (
        "Alle Keys sind neu: Was du in der Fassung „{take}“ geändert hast, bleibt dort."
    ),
}
