# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A script for a Python that may become the engine's: it describes itself in one line of JSON.

Nothing of the add-on is imported, so that any Python 3 can run it.
"""

from __future__ import annotations

import ast
import contextlib
import glob
import io
import json
import os
import platform
import re
import runpy
import sys
import sysconfig


def pip_wheel() -> str:
    """Return the wheel of pip that came with this Python; "" where there is none."""
    try:
        import ensurepip
    except ImportError:
        return ""
    folders = [
        os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"),
        sysconfig.get_config_var("WHEEL_PKG_DIR") or "",
        "/usr/share/python-wheels",
    ]
    for folder in folders:
        wheels = sorted(glob.glob(os.path.join(folder, "pip-*.whl"))) if folder else []
        if wheels:
            return wheels[-1]
    return ""


def ask_pip(*words: str) -> str:
    """Return what `python -m pip WORDS` prints; "" when there is no pip, or when it fails."""
    output = io.StringIO()
    arguments = sys.argv
    sys.argv = ["pip", *words]
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            runpy.run_module("pip", run_name="__main__", alter_sys=True)
    except SystemExit:
        pass
    except Exception:
        return ""
    finally:
        sys.argv = arguments
    return output.getvalue()


def pip_settings() -> dict[str, object]:
    """Return how this user's pip is configured: index, mirrors, proxy, certificates."""
    wheel = pip_wheel()
    if wheel:
        sys.path.append(wheel)
    sections: dict[str, dict[str, object]] = {"global": {}, "download": {}, ":env:": {}}
    for line in ask_pip("config", "list").splitlines():
        match = re.match(r"(global|download|:env:)\.([\w-]+)=(['\"].*)", line)
        if match:
            with contextlib.suppress(ValueError, SyntaxError):
                sections[match[1]][match[2]] = ast.literal_eval(match[3])
    # Where a key is in several sections the last one counts, as in pip itself.
    settings = {key: value for values in sections.values() for key, value in values.items()}
    # The help text names the index that is used when nothing is configured.
    help_text = " ".join(ask_pip("help", "download").split())
    default = re.search(r"--index-url.*?\(default:? ?(https?://[^\s)]+)\)", help_text)
    if default:
        settings["default-index"] = default[1]
    return settings


def has(module: str) -> bool:
    """Return whether a module can be imported."""
    try:
        __import__(module)
    except Exception:
        return False
    return True


def main() -> None:
    """Print the line."""
    answer = {
        "version": list(sys.version_info[:3]),
        "implementation": sys.implementation.name,
        "executable": sys.executable,
        "prefix": sys.prefix,
        "base_prefix": sys.base_prefix,
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "platform": sysconfig.get_platform(),
        "machine": platform.machine(),
        "libc": list(platform.libc_ver()),
        "macos": platform.mac_ver()[0],
        "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "venv": has("venv"),
        "ssl": has("ssl"),
        "pip_wheel": pip_wheel(),
        "pip": has("pip"),
        "pip_settings": pip_settings(),
    }
    print("sketch-motion-python " + json.dumps(answer))


main()
