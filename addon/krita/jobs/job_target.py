# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a job besides its state: whose it is, and where its result goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from ...client.jobs.takes import HostNote, find_takes
from ...contract.request import Request
from ...contract.strict_json import JSON

HOST = "krita"
START, ROOT, RESULT, SIZE = "start", "root", "result", "size"  # in a note's extra


@dataclass(frozen=True)
class Commission:
    """A job of a document. `root` names the open document, `document` its file, "" for none."""

    layer_id: str
    layer_name: str
    root: str
    document: str
    start: int
    size: tuple[int, int]
    prompt: str
    path: str
    task: str = "animate"

    @classmethod
    def of_note(cls, note: HostNote, request: Request) -> Commission:
        """The commission of a job that was found on disk."""
        size = note.extra.get(SIZE)
        pair = size if isinstance(size, list) and len(size) == 2 else [0, 0]
        start = note.extra.get(START)
        return cls(
            note.object_id,
            note.object_name,
            str(note.extra.get(ROOT, "")),
            note.document,
            start if isinstance(start, int) else 0,
            (int(cast(int, pair[0])), int(cast(int, pair[1]))),
            request.prompt,
            request.path,
            request.task,
        )

    def extra(self) -> dict[str, JSON]:
        return {START: self.start, ROOT: self.root, SIZE: list(self.size)}

    def note(self, session: str) -> HostNote:
        return HostNote(
            host=HOST,
            document=self.document,
            session=session,
            object_name=self.layer_name,
            object_id=self.layer_id,
            extra=self.extra(),
        )


def name_document(jobs: Path, session: str, root: str, document: str) -> None:
    """Gives the jobs of a document that was unsaved its file: those with this root, no others."""
    for take in find_takes(jobs, session=session):
        if not take.note.document and take.note.extra.get(ROOT) == root:
            replace(take.note, document=document).write(take.folder)
