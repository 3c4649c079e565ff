# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import torch

from tests.engine.priors.video.pipelines.tiny_fixtures import picture, tiny

__all__ = ["picture", "tiny"]
torch.set_num_threads(1)
