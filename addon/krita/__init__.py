# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Krita plugin: its docker, and what it reads from and writes to Krita's documents.

It talks to the engine through `client` only, and holds nothing that another host could use.
"""
