# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A captured drawing on its way into a job's folder. The files are written by the client's desk."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...client.client import EngineClient
from ...client.jobs import takes
from ...client.jobs.takes import HostNote
from ...contract.request import Request
from ..capture.capture import Captured
from ..capture.document import find_node, id_of, key_of
from ..write.frame_compose import REST, save_picture
from .job_target import Commission


def drawn_node(document: Any, original_of: Callable[[str], str]) -> Any:
    """The active layer; where that is a result, the layer it came from. None without one."""
    node = document.activeNode()
    return None if node is None else find_node(document, original_of(id_of(node))) or node


def commission_of(document: Any, found: Captured, start: int, request: Request) -> Commission:
    """Whose job it is, and where its result goes."""
    return Commission(
        found.layer_id,
        found.layer_name,
        key_of(document),
        document.fileName(),
        start,
        found.size,
        request.prompt,
        request.path,
        request.task,
    )


def hand_over(client: EngineClient, request: Request, found: Captured, note: HostNote) -> str:
    """Queues the writing of the drawing and the job that takes it; returns the job."""
    if found.drawing is not None:
        job = client.submit(request, found.drawing, note)
    else:
        kind = ".svg" if found.svg else ".png"
        source = client.folder("") / f".drawing-{secrets.token_hex(4)}{kind}"
        client.do_in_background(lambda: _write(found, source))
        job = client.submit(request, source, note)
        client.do_in_background(lambda: source.unlink(missing_ok=True))
    rest = found.rest
    if rest is not None:
        client.do_in_background(lambda: save_picture(rest, client.folder(job) / REST))
    return job


def carry_over(client: EngineClient, job: str, variant: str, commission: Commission) -> None:
    """Gives a variant of a job what only this host knows of it."""
    original, copy = client.folder(job), client.folder(variant)

    def work() -> None:
        takes.note_extra(copy, **commission.extra())
        if (original / REST).is_file():
            (copy / REST).write_bytes((original / REST).read_bytes())

    client.do_in_background(work)


def _write(found: Captured, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if found.svg:
        path.write_text(found.svg, encoding="utf-8")
    elif found.picture is not None:
        save_picture(found.picture, path)
