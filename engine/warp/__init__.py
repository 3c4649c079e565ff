# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warp Paint: the pixels of a painted layer are carried by the bones found in it.

The painting is looked at small (`painting`), its regions become a drawing in which bones are found
(`flatten`), their weights spread over the paint (`spread`), parts that move apart get their own
pixels (`parts`), and every frame is put together from the parts, warped (`mesh`, `compose`).
"""
