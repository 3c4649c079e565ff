# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that proposes colours: a conditional U-Net, what it sees, and its weights."""
