# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of a host: their states, files, targets and takes, and the side jobs beside them.

Nothing here draws or imports a host, and only the file worker reads or writes files.
"""
