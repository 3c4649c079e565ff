# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job is called in the docker: its sentence, its layer, its seed, and its document."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs.side_jobs import CLEAN, COLOUR, OBJECTS, RIG, SUGGEST
from ...contract.messages import Message
from .session import session

LONGEST = 40  # characters of a sentence


def job_title(job: str) -> str:
    """Return the name of a job; with its document where another one is in front."""
    target = session.target(job)
    if target is None:
        return ""
    layer = target.object_name
    kind = session.side_job_kind(job)
    if kind in (OBJECTS, RIG):
        name = Message("Looking at {layer}", layer=layer)
    elif kind is CLEAN:
        name = Message("{name}: {text}", name=layer, text=Message("Clean Up"))
    elif kind is SUGGEST:
        name = Message("{name}: {text}", name=layer, text=Message("Suggest"))
    elif kind is COLOUR:
        name = Message("{name}: {text}", name=layer, text=Message("Colour"))
    else:
        prompt = shortened(target.prompt)
        name = Message(
            "“{prompt}”, {layer}, seed {seed}", prompt=prompt, layer=layer, seed=target.seed
        )
    if target.root == session.document.root:
        return name
    return Message("{name}, in {document}", name=name, document=document_title(job))


def document_title(job: str) -> str:
    """Return the file name of a job's document, or that it has none."""
    target = session.target(job)
    if target is None or not target.document:
        return Message("a drawing that isn't saved")
    return Path(target.document).name


def shortened(text: str) -> str:
    """Return a sentence that fits into a line of the docker."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
