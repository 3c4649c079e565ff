# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document in front: what the docker is about, and the takes that are its own.

Krita tells plugins little about documents, so it is asked now and then.
"""

from __future__ import annotations

import time

from ...client.client import EngineClient
from ...client.jobs.takes import Take
from ..capture.document import active_document, key_of
from ..write.results import LayerResult, Results
from .job_target import RESULT, ROOT, name_document

LOOK_AGAIN_S = 3.0


class Front:
    """`root` names the open document, `path` its file, "" while it has none."""

    def __init__(self, session: str) -> None:
        self.root = ""
        self.path = ""
        self._session = session
        self._looked = 0.0  # when takes were looked for

    def moved(self, client: EngineClient | None) -> str | None:
        """Looks which document is in front; None when nothing changed.

        Returns the root of a document that got a file just now, "" for any other change. The jobs
        of a document that was saved get its file's name.
        """
        document = active_document()
        root = key_of(document)
        path = document.fileName() if document is not None else ""
        if (root, path) == (self.root, self.path):
            return None
        saved = root if root and root == self.root and path else ""
        if saved and client is not None:
            jobs, session = client.folder(""), self._session
            client.do_in_background(lambda: name_document(jobs, session, root, path))
        self.root, self.path = root, path
        return saved

    def takes(self, client: EngineClient | None) -> tuple[Take, ...]:
        """The takes of the document, newest first: by its file, or by its root while unsaved."""
        if client is None:
            return ()
        return tuple(
            take
            for take in client.takes
            if take.note.belongs_to(self.path, self._session)
            and (take.note.document or take.note.extra.get(ROOT) == self.root)
        )

    def look_for_takes(self, client: EngineClient | None) -> None:
        self._looked = time.monotonic()
        if client is not None:
            client.look_for_takes(document=self.path, session=self._session)

    def look_again(self, client: EngineClient | None) -> None:
        """An engine that lost its Krita is still saving: its job can be resumed soon."""
        if client is None or time.monotonic() - self._looked < LOOK_AGAIN_S:
            return
        if any(t.status == "running" and t.job not in client.jobs for t in self.takes(client)):
            self.look_for_takes(client)

    def learn(self, client: EngineClient | None, results: Results) -> None:
        """Results of earlier runs, which their jobs' notes tell of."""
        for take in self.takes(client):
            layer = take.note.extra.get(RESULT)
            if isinstance(layer, str) and (self.root, layer) not in results.known:
                results.add(LayerResult(take.job, self.root, layer, take.note.object_id))
