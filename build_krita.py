# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Krita plugin: a zip for Krita's "Import Python Plugin from File". Standard library only.

Krita looks for NAME.desktop, a directory entry NAME/ with an __init__.py, and NAME.action; the
manual that its plugin manager shows is made from the user guide's sections on Krita.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from build_licences import ATTRIBUTION, attribution
from build_zip import write_zip

NAME = "sketch_motion"
OWN = "addon/krita/"
BLENDER = "addon/blender/"
ENTRY = '''# SPDX-License-Identifier: GPL-3.0-or-later
"""Krita loads the plugin by this file; the plugin lives in addon/krita."""

from .addon.krita.extension import register

register()
'''


def write_plugin(root: Path, files: Sequence[str], target: Path) -> None:
    """Write the plugin's zip from the packaged `files` (names below `root`)."""
    members = {f"{NAME}/__init__.py": ENTRY.encode()}
    members[f"{NAME}/{ATTRIBUTION}"] = attribution(root).encode()
    for name in ("LICENSE", *files):
        if not name.startswith(BLENDER):
            members[f"{NAME}/{name}"] = (root / name).read_bytes()
    for suffix in ("desktop", "action"):
        members[f"{NAME}.{suffix}"] = members.pop(f"{NAME}/{OWN}{NAME}.{suffix}")
    guide = (root / "docs" / "user-guide.md").read_text(encoding="utf-8")
    members[f"{NAME}/Manual.html"] = manual(guide).encode()
    # Krita's importer finds a plugin by the entry of its folder.
    write_zip(target, members, _folders(members))


def _folders(names: Sequence[str] | dict[str, bytes]) -> list[str]:
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    return sorted(folders - {"."})


# --- the manual -----------------------------------------------------------------------------


def manual(guide: str) -> str:
    """Return the user guide's sections on Krita as one HTML page, without its pictures."""
    body = "\n".join(_blocks(_for_krita(guide)))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>Sketch Motion</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _for_krita(guide: str) -> str:
    """Return the title and the sections with Krita in their heading."""
    head, *parts = re.split(r"^(?=## )", guide, flags=re.MULTILINE)
    own = [part for part in parts if "Krita" in part.split("\n")[0]]
    return "\n\n".join((head.split("\n")[0], *own))


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, headings, lists, tables and code of plain Markdown as HTML."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.split("\n")
        if all(line.startswith("    ") for line in lines):
            yield "<pre>" + html.escape("\n".join(line[4:] for line in lines)) + "</pre>"
        elif lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            yield f"<h{level}>{_words(lines[0].lstrip('# '))}</h{level}>"
            if lines[1:]:
                yield from _blocks("\n".join(lines[1:]))
        elif lines[0].startswith("|"):
            yield from _table(lines)
        elif re.match(r"(-|\d+\.) ", lines[0]):
            yield from _list(lines)
        elif words := _words(" ".join(lines)):
            yield f"<p>{words}</p>"


def _table(lines: Sequence[str]) -> Iterator[str]:
    rows = [[_words(cell) for cell in re.split(r"(?<!\\)\|", line.strip("| "))] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in row)]
    if not any(any(row) for row in rows[1:]):
        return  # pictures only
    yield "<table>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _list(lines: Sequence[str]) -> Iterator[str]:
    kind = "ul" if lines[0].startswith("-") else "ol"
    items: list[str] = []
    for line in lines:
        mark = re.match(r"(-|\d+\.) ", line)
        if mark:
            items.append(line[mark.end() :])
        else:
            items[-1] += " " + line.strip()
    yield f"<{kind}>" + "".join(f"<li>{_words(item)}</li>" for item in items) + f"</{kind}>"


def _words(text: str) -> str:
    """Return the Markdown inside of a line as HTML; pictures are left out."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = html.escape(text.strip(), quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", text)
    return re.sub(r"(?<![\w*])\*([^*]+)\*(?![\w*])", r"<i>\1</i>", text)
