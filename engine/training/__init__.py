# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The training of the models that ship with the engine, and of sketch LoRAs.

`loop.py` runs every training; the folders hold data, loss and export of one model. Nothing outside
imports from here but the command line.
"""
