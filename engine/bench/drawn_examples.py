# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small drawings of lines and paint, as an animator might bring on paper."""

from __future__ import annotations

from addon.contract.drawing import Drawing
from engine.geometry.svg.reader import parse_svg

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" fill="none" stroke="#000" '
    'stroke-width="5" stroke-linecap="round" stroke-linejoin="round">'
)

EXAMPLES = {
    "fish": (
        '<path fill="#f08a24" d="M130 240C190 130 360 130 440 240C360 350 190 350 130 240Z"/>'
        '<path fill="#3f7fd0" d="M440 240L540 160C520 210 520 270 540 320Z"/>'
        '<path d="M180 225a9 9 0 1 0 18 0a9 9 0 1 0 -18 0Z"/>'
        '<path d="M140 265C165 280 185 280 200 268M250 190C275 220 275 260 250 290'
        'M310 180C335 215 335 265 310 300"/>'
    ),
    "house": (
        '<path d="M180 400L180 220L440 220L440 400Z"/>'
        '<path fill="#c23b3b" d="M150 220L310 90L470 220Z"/>'
        '<path fill="#7ba84a" d="M275 400L275 300L345 300L345 400Z"/>'
        '<path d="M205 255L250 255L250 300L205 300ZM370 255L415 255L415 300L370 300Z"/>'
        '<path d="M60 400L580 400M520 400L520 310C490 260 550 260 520 310"/>'
    ),
    "cat": (
        '<path d="M250 170C230 120 240 90 250 70L290 110C310 105 340 105 360 110L400 70'
        'C410 90 415 130 400 170C400 220 250 220 250 170Z"/>'
        '<path d="M285 155C290 148 300 148 305 155M345 155C350 148 360 148 365 155'
        'M318 178L332 178L325 186ZM200 175L275 182M200 200L277 192M450 175L377 182"/>'
        '<path d="M270 215C230 270 220 350 240 410L410 410C430 350 420 270 380 215"/>'
        '<path d="M412 395C480 400 520 340 490 280C480 260 500 240 515 255"/>'
        '<path d="M295 410L295 320M355 410L355 320"/>'
    ),
    "flower": (
        '<path fill="#e05a9c" d="M320 150C270 60 230 130 285 175C190 170 200 250 285 215'
        "C240 290 310 310 320 235C350 310 410 280 355 215C440 240 440 165 355 175"
        'C410 120 360 60 320 150Z"/>'
        '<path fill="#f2cf3a" d="M290 195a30 30 0 1 0 60 0a30 30 0 1 0 -60 0Z"/>'
        '<path d="M320 240C330 310 318 370 322 440"/>'
        '<path fill="#4f9a4a" d="M322 370C370 300 430 320 450 350C420 390 360 400 322 370Z"/>'
        '<path d="M318 400C270 345 220 360 200 385"/>'
    ),
}


def example(name: str) -> Drawing:
    """Return one of the drawings, 640 x 480 pixels."""
    return parse_svg(f"{_HEAD}{EXAMPLES[name]}</svg>".encode(), objects="none").drawing
