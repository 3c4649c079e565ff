# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puppets: line drawings that move, with captions, made by rules and chance."""

from engine.puppets.clip import PuppetClip, generate
from engine.puppets.families import FAMILIES

__all__ = ["FAMILIES", "PuppetClip", "generate"]
