# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An update in a real Krita: what 0.1.0 has made is used by the version that follows.

    python -m tests.krita.update --old OLD.zip --new NEW.zip --engine PYTHON --out DIR

Krita's own importer installs the old plugin, then the new one over it, then the old one again, as
after a downgrade. Each runs in a Krita of its own, in one profile.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.krita.real_krita import run_in_krita

SCRIPT = Path(__file__).with_name("in_krita") / "updated.py"
GROUP = "[sketch_motion]"
LIMIT_S = 1800.0


def kept_settings(folder: Path) -> str:
    """Return what the plugin has kept in Krita's settings file, as lines of it."""
    kritarc = (folder / "home/.config/kritarc").read_text(encoding="utf-8")
    found = kritarc.partition(GROUP)[2].partition("\n[")[0]
    return f"{GROUP}{found}\n" if found else ""


def main() -> int:
    """Run the three steps; return 0 when all of them went well."""
    parser = argparse.ArgumentParser()
    for option in ("--old", "--new", "--engine", "--out"):
        parser.add_argument(option, type=Path, required=True)
    options = parser.parse_args()
    out = options.out.resolve()
    (out / "files").mkdir(parents=True, exist_ok=True)
    settings = ""
    for step, plugin in (("make", options.old), ("use", options.new), ("back", options.old)):
        run = run_in_krita(
            SCRIPT,
            out,
            {
                "SKETCH_MOTION_TEST_FOLDER": str(out / "files"),
                "SKETCH_MOTION_TEST_NAME": step,
                "SKETCH_MOTION_TEST_ENGINE": str(options.engine.absolute()),
                "SKETCH_MOTION_HOME": str(out / "engine's folder"),
                "OMP_NUM_THREADS": "1",
            },
            LIMIT_S,
            plugin=plugin,
            settings=settings,
        )
        print(f"--- {step}\n{run.output}", flush=True)
        if run.code != 0:
            print(run.log[-2000:])
            return 1
        settings = kept_settings(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
