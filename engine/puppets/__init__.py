# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puppets: line drawings that move, with captions, made by rules and chance.

They are the training data of several models. Nothing here reads files or trains; every clip
follows from a seed and an index.
"""

from engine.puppets.clip import PuppetClip, generate
from engine.puppets.families import FAMILIES

__all__ = ["FAMILIES", "PuppetClip", "generate"]
