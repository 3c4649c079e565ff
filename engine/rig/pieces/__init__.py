# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan without names: rigid pieces, hinges and wheels, found by geometry alone."""

from engine.rig.pieces.find import Pieces, find_pieces, rig_of_pieces
from engine.rig.pieces.heads import is_head
from engine.rig.pieces.jaws import find_jaws
from engine.rig.pieces.named import with_named_parts

__all__ = ["Pieces", "find_jaws", "find_pieces", "is_head", "rig_of_pieces", "with_named_parts"]
