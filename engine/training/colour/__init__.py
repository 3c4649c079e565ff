# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training of the network that proposes colours: pairs of lines and colours from open icon sets."""
