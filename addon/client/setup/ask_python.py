# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run by a Python that may become the engine's: says what it is, as one line of JSON.

Nothing of the add-on is imported here, so that any Python 3 can answer.
"""

from __future__ import annotations

import glob
import json
import os
import platform
import sys
import sysconfig


def pip_wheel() -> str:
    """The pip that came with this Python, as a wheel; "" where there is none."""
    try:
        import ensurepip
    except ImportError:
        return ""
    places = [
        os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"),
        sysconfig.get_config_var("WHEEL_PKG_DIR") or "",
        "/usr/share/python-wheels",
    ]
    for place in places:
        found = sorted(glob.glob(os.path.join(place, "pip-*.whl"))) if place else []
        if found:
            return found[-1]
    return ""


def pip_settings() -> dict[str, object]:
    """How this user's pip is configured: index, mirrors, proxy, certificates."""
    found: dict[str, object] = {}
    wheel = pip_wheel()
    if wheel:
        sys.path.append(wheel)
    try:
        from pip._internal.configuration import Configuration
        from pip._internal.models.index import PyPI

        found["default-index"] = PyPI.simple_url
        configuration = Configuration(isolated=False)
        configuration.load()
        for key, value in configuration.items():
            # Newer versions say {file: {key: value}}, older ones {key: value}.
            pairs = value.items() if isinstance(value, dict) else [(key, value)]
            for name, setting in pairs:
                section, _, option = name.partition(".")
                if section in ("global", "install", "download", ":env:"):
                    found[option] = setting
    except Exception as error:
        found["problem"] = repr(error)
    return found


def has(module: str) -> bool:
    try:
        __import__(module)
    except Exception:
        return False
    return True


def main() -> None:
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
