# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to damage a file: bytes, JSON values, safetensors headers and numbers, PNG chunks, SVG."""

from __future__ import annotations

import copy
import json
import re
import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

#: Texts that have broken other programs: paths outwards, devices, shells, formats, odd characters.
#: BAIT stands in a file beside the folder that is being read; nothing may open it.
BAIT = "bait-outside"
TEXTS = (
    "", "..", f"../{BAIT}", f"..\\{BAIT}", f"file:../{BAIT}", "/etc/passwd",
    "C:\\windows\\x", "con",
    "$(touch pwned)", "`touch pwned`", "; rm -rf x", "%s%n", "{0.__class__}", "{x!r:>99999}",
    "\0", "\u202e", "\ud7ff", "\U0001f41f" * 9, "a" * 5000, "nan", "1e999",
    "\N{COMBINING ACUTE ACCENT}" * 50,
    "__class__", "url(#a)", "true", "0", "animate", "draft", "rig", "raster",
)  # fmt: skip
NUMBERS = (0, -1, 1, 2, 2**31 - 1, 2**31, -(2**31), 2**53, 2**63, 2**64, -(2**64), 10**30, 1e308,
           -1e308, 5e-324, 0.5, 1e9, 255, 256, 65536)  # fmt: skip
FLOATS = (float("nan"), float("inf"), -float("inf"), 3e38, -3e38, 1e-45, 0.0, -0.0, 1e9, 256.0)


def mutate_bytes(data: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Change bytes in one to four places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        end = min(len(changed), place + chance.choice((1, 2, 4, 8, 64, 1024)))
        way = chance.randrange(7)
        if way == 0 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif way == 1:
            changed[place:end] = chance.randbytes(end - place)
        elif way == 2:
            del changed[place:end]
        elif way == 3:
            changed[place:place] = changed[place:end] * chance.randint(1, 3)
        elif way == 4:
            changed[place:end] = chance.choice(NUMBERS[:8]).to_bytes(12, "little", signed=True)[:8]
        elif way == 5 and other:
            start = chance.randrange(len(other))
            changed[place:end] = other[start : start + chance.randint(1, 256)]
        elif chance.random() < 0.2:
            del changed[place:]
    return bytes(changed)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of every value below `value`."""
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        item = stack.pop()
        keys = list(item) if isinstance(item, dict) else range(len(item))
        for key in keys:
            found.append((item, key))
            if isinstance(item[key], (dict, list)):
                stack.append(item[key])
    return found


def _strange(old: Any, chance: Random) -> Any:
    """Return another value, often of the same kind."""
    way = chance.randrange(8)
    if way == 0:
        return chance.choice((None, True, False, [], {}, [[]], {"": None}))
    if way == 1 and isinstance(old, (int, float)):
        return old * chance.choice((-1, 2, 1000, 0.5)) + chance.choice((0, 1, -1))
    if way == 2 and isinstance(old, str):
        return old + chance.choice(TEXTS)
    if way == 3 and isinstance(old, list):
        return old * chance.choice((0, 2, 50))
    if way == 4:
        deep: Any = old
        for _ in range(chance.choice((2, 40, 70, 400))):
            deep = [deep]
        return deep
    return chance.choice(TEXTS) if chance.random() < 0.5 else chance.choice(NUMBERS)


def mutate_json(value: Any, chance: Random) -> Any:
    """Return a JSON value with one to three of its values changed, removed, added or swapped."""
    changed = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        places = _places(changed) if isinstance(changed, (dict, list)) else []
        if not places:
            return _strange(changed, chance)
        owner, key = chance.choice(places)
        way = chance.randrange(6)
        if way == 0:
            del owner[key]
        elif way == 1 and isinstance(owner, dict):
            owner[chance.choice(TEXTS) or "x"] = owner[key]
        elif way == 2:
            other, there = chance.choice(places)
            try:
                owner[key] = copy.deepcopy(other[there])
            except (KeyError, IndexError, RecursionError):  # gone, or too deep already
                continue
        else:
            owner[key] = _strange(owner[key], chance)
    return changed


def json_bytes(value: Any) -> bytes:
    """Return JSON, with NaN and half characters where they are asked for."""
    try:
        return json.dumps(value).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return b"[" * 5000


def mutate_json_file(data: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Change a JSON file, mostly in its values."""
    if chance.random() < 0.25:
        return mutate_bytes(data, chance, other)
    return json_bytes(mutate_json(json.loads(data), chance))


def mutate_safetensors(data: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Change bytes, the header, the metadata or the numbers of a safetensors file."""
    way = chance.randrange(4)
    (size,) = struct.unpack("<Q", data[:8])
    body = bytearray(data[8 + size :])
    header = json.loads(data[8 : 8 + size])
    if way == 0:
        return mutate_bytes(data, chance, other)
    if way == 1:
        header = mutate_json(header, chance)
    elif way == 2 and "__metadata__" in header:
        header["__metadata__"] = _strange_metadata(header["__metadata__"], chance)
    else:
        _strange_numbers(header, body, chance)
    text = json_bytes(header)
    return struct.pack("<Q", len(text)) + text + bytes(body)


def _strange_metadata(metadata: dict[str, str], chance: Random) -> dict[str, Any]:
    """Change metadata; those that hold JSON often inside of it."""
    changed: dict[str, Any] = dict(metadata)
    key = chance.choice(sorted(changed))
    try:
        changed[key] = json_bytes(mutate_json(json.loads(changed[key]), chance)).decode()
    except ValueError:
        changed[key] = str(_strange(changed[key], chance))
    return changed


def _strange_numbers(header: dict[str, Any], body: bytearray, chance: Random) -> None:
    """Put strange numbers in place of numbers of one to three arrays."""
    names = [name for name in header if name != "__metadata__"]
    for _ in range(chance.randint(1, 3)):
        entry = header[chance.choice(names)]
        begin, end = entry["data_offsets"]
        form = {"F32": "<f", "F64": "<d", "I32": "<i", "I64": "<q"}.get(entry["dtype"], "<B")
        width = struct.calcsize(form)
        if end - begin < width:
            continue
        place = begin + width * chance.randrange((end - begin) // width)
        if form in ("<f", "<d"):
            struct.pack_into(form, body, place, chance.choice(FLOATS))
        else:
            top = 256 if width == 1 else 2 ** (8 * width - 1)
            number = int(chance.choice(NUMBERS)) % top
            if width > 1 and chance.random() < 0.5:
                number = -number
            struct.pack_into(form, body, place, number)


def mutate_png(data: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Change bytes, or one chunk of a PNG whose checksum is made right again."""
    if chance.random() < 0.3:
        return mutate_bytes(data, chance, other)
    chunks, place = [], 8
    while place + 12 <= len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        chunks.append([data[place + 4 : place + 8], data[place + 8 : place + 8 + size]])
        place += 12 + size
    index = chance.randrange(len(chunks))
    kind, inner = chunks[index]
    if kind == b"IHDR" and chance.random() < 0.5:
        sides = [chance.choice((0, 1, 3, 64, 4000, 20000, 2**31 - 1)) for _ in range(2)]
        inner = struct.pack(">II", *sides) + mutate_bytes(inner[8:], chance)[:5].ljust(5, b"\0")
    elif kind == b"IDAT" and chance.random() < 0.5:
        inner = zlib.compress(mutate_bytes(zlib.decompress(inner), chance))
    else:
        inner = mutate_bytes(inner, chance)
    chunks[index][1] = inner
    if chance.random() < 0.2:
        text = b"x\0\0" + zlib.compress(b"a" * chance.choice((9, 10**6, 3 * 10**7)))
        chunks.insert(1, [b"zTXt", text])
    return data[:8] + b"".join(
        struct.pack(">I", len(inner)) + kind + inner + struct.pack(">I", zlib.crc32(kind + inner))
        for kind, inner in chunks
    )


_ENTITIES = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)
)
_PIECES = (
    '<use href="#a"/>', '<g id="a"><use href="#a"/></g>', f'<image href="../{BAIT}"/>',
    f'<use href="../{BAIT}#x"/>', "<script>alert(1)</script>",
    f"<style>@import '../{BAIT}';</style>",
    '<path d="M0 0' + "l1 1" * 4000 + '"/>', '<path d="M0 0A1e308 1e-308 0 1 1 9 9"/>',
    '<path d="M1e999 nanL.-5"/>', '<text x="1">words</text>', "<g>" * 300,
    '<rect width="-5" height="1e30"/>', '<circle r="nan"/>',
    '<line x2="1e300" stroke-width="1e9"/>',
    '<polyline points="1 2 3"/>',
    '<clipPath id="c"><path clip-path="url(#c)" d="M0 0h9v9z"/></clipPath>',
    '<pattern id="p" width="1e-9" height="1e-9"><path fill="url(#p)" d="M0 0h9v9z"/></pattern>',
    '<marker id="m" markerWidth="9"><path marker-start="url(#m)" d="M0 0h9"/></marker>',
    '<path d="M0 0h90" stroke="#000" stroke-dasharray="1e-9"/>', "<style>*{fill:url(#p);}</style>",
    '<path transform="matrix(1e200 0 0 1e200 0 0)" d="M0 0h9v9z"/>', "<!--" + "-" * 99,
)  # fmt: skip


def mutate_svg(data: bytes, chance: Random, other: bytes = b"") -> bytes:
    """Change bytes, numbers or words of an SVG, or put strange elements into it."""
    if chance.random() < 0.25:
        return mutate_bytes(data, chance, other)
    text = data.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 3)):
        way = chance.randrange(4)
        if way == 0:
            text = _replaced(
                text, r"-?\d+\.?\d*", lambda: str(chance.choice((*NUMBERS, "nan", ""))), chance
            )
        elif way == 1:
            text = _replaced(text, r'"[^"<>]*"', lambda: f'"{chance.choice(TEXTS)}"', chance)
        elif way == 2:
            place = text.find(">", chance.randrange(len(text) + 1)) + 1
            text = text[:place] + chance.choice(_PIECES) + text[place:]
        elif chance.random() < 0.3:
            text = _ENTITIES + "]>" + text.replace("</svg>", "<text>&j;</text></svg>")
    return text.encode("utf-8", "replace")


def _replaced(text: str, pattern: str, new: Callable[[], str], chance: Random) -> str:
    """Replace one match of a pattern."""
    matches = list(re.finditer(pattern, text))
    if not matches:
        return text
    match = chance.choice(matches)
    return text[: match.start()] + new() + text[match.end() :]
