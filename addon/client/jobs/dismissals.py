# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes that the user is done with, in each of the files that share them.

It is in the `extra` of a job's note: a list of files, or True for all of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from ...contract.strict_json import JSON

DISMISSED = "dismissed"  # the key


def same_path(first: str, second: str) -> bool:
    """Return whether two paths are of one file."""
    return os.path.normcase(os.path.abspath(first)) == os.path.normcase(os.path.abspath(second))


def is_dismissed(extra: Mapping[str, JSON], document: str) -> bool:
    """Return whether the user is done with a take in a document; "" is one without a file."""
    found = extra.get(DISMISSED, [])
    return _among(document, found) if isinstance(found, list) else bool(found)


def dismissed(extra: Mapping[str, JSON], document: str) -> dict[str, JSON]:
    """Return the extra with a take dismissed in a document.

    One without a file has the take alone: it is dismissed for good.
    """
    found = extra.get(DISMISSED, [])
    if not document or not isinstance(found, list):
        return {**extra, DISMISSED: True}
    return {**extra, DISMISSED: [*_without(document, found), document]}


def wanted(extra: Mapping[str, JSON], document: str, files: Iterable[str]) -> dict[str, JSON]:
    """Return the extra with a take that isn't dismissed in a document. files: all that share it."""
    found = extra.get(DISMISSED, [])
    everywhere = [*files] if found else []
    left = _without(document, found if isinstance(found, list) else everywhere)
    kept = {name: value for name, value in extra.items() if name != DISMISSED}
    return {**kept, DISMISSED: left} if left and document else kept


def saved_as(
    extra: Mapping[str, JSON], before: str, document: str, files: Iterable[str]
) -> dict[str, JSON]:
    """Return the extra once a document was saved as another file, which is as it is."""
    if is_dismissed(extra, before):
        return dict(extra) if is_dismissed(extra, document) else dismissed(extra, document)
    return wanted(extra, document, files)


def _among(document: str, files: Iterable[JSON]) -> bool:
    return bool(document) and any(same_path(str(file), document) for file in files)


def _without(document: str, files: Iterable[JSON]) -> list[JSON]:
    return [file for file in files if not same_path(str(file), document)]
