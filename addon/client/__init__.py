# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts share: the session, the client of the engine, and the set-up of the engine.

It imports the standard library and the contract alone; nothing of a host belongs here.
"""
