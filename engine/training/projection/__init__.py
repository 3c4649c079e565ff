# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training of the autoencoder of clean sketches, and the bank of latents that it makes."""
