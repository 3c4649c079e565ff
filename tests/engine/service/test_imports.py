# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import threading

from engine.service.imports import IMPORTING
from engine.service.live import known_drawings


def test_a_thread_waits_while_another_one_imports() -> None:
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(known_drawings()))
    with IMPORTING:
        thread.start()
        thread.join(0.3)
        assert thread.is_alive() and not answers
    thread.join(60.0)
    assert len(answers) == 1
