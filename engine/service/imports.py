# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock under which the threads of `serve` import torch.

Two threads that import it at the same time may each find it half made.
"""

from __future__ import annotations

import threading

#: Held while torch, or what needs it, is imported for the first time.
IMPORTING = threading.Lock()
