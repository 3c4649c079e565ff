# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: takes that are pictures."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Continue": "Fortsetzen",
    "Go on from the last picture of this take, as the panel says now; both become one take": (
        "Vom letzten Bild dieser Fassung an weiter, wie es jetzt im Panel steht; "
        "aus beiden wird eine Fassung"
    ),
    "Export Pictures": "Bilder exportieren",
    "Write the pictures of this take as PNG files into a folder": (
        "Die Bilder dieser Fassung als PNG-Dateien in einen Ordner schreiben"
    ),
    "PNG": "PNG",
    "Choose a folder for the pictures.": "Wähle einen Ordner für die Bilder.",
    "{count} pictures are in {folder}": "{count} Bilder sind in {folder}",
    "The scene renders its strips now. For its 3D view too, edit in another scene, with "
    "a Scene strip below.": (
        "Die Szene rendert jetzt ihre Streifen. Für ihre 3D-Ansicht dazu schneide in einer "
        "anderen Szene, mit einem Szenenstreifen darunter."
    ),
}
