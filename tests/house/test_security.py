# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises of docs/security.md that the source itself can be held to, and the page's table."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
FARM = "engine/farm/"  # a studio's own cluster; it is started by hand and listed on the page
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SERVERS = {"socketserver", "http.server", "xmlrpc.server", "asyncio", "aiohttp", "flask", "uvicorn"}
PICKLES = {"marshal", "shelve", "dill", "joblib", "cloudpickle", "jsonpickle"}
#: These name an exception of the module pickle; nothing is ever unpickled in them.
PICKLE_ERRORS = {"engine/priors/video/lora.py", "engine/priors/video/lora_conversion.py"}


class Source:
    """What the rules look at in a file: the names that it imports, and its calls."""

    def __init__(self, text: str) -> None:
        self.imported: list[str] = []
        self.calls: list[tuple[str, ast.Call]] = []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                self.imported += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                self.imported += [node.module or ""]
                self.imported += [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Call):
                self.calls.append((_dotted(node.func), node))


def _dotted(node: ast.expr) -> str:
    """Return the dotted name of what is called; of anything else but names its last part."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


@functools.cache
def sources() -> dict[str, Source]:
    """Return the files of the add-on and the engine by name."""
    return {
        path.relative_to(ROOT).as_posix(): Source(path.read_text(encoding="utf-8"))
        for top in ("addon", "engine")
        for path in sorted((ROOT / top).rglob("*.py"))
    }


def keyword(call: ast.Call, name: str) -> object:
    """Return the constant that a call passes for a keyword; None without one."""
    found = (item.value for item in call.keywords if item.arg == name)
    return next((v.value for v in found if isinstance(v, ast.Constant)), None)


def offences(wrong: Callable[[str, Source], Iterator[str]]) -> list[str]:
    """Return what a rule finds in add-on and engine."""
    return [f"{name}: {what}" for name, source in sources().items() for what in wrong(name, source)]


def servers(name: str, source: Source) -> Iterator[str]:
    if name.startswith(FARM):
        return
    yield from (m for m in source.imported if m in SERVERS or m == "socket")
    yield from (f for f, _ in source.calls if f.endswith((".listen", ".bind_socket")))


def unpickling(name: str, source: Source) -> Iterator[str]:
    for module in source.imported:
        if module.split(".")[0] in PICKLES:
            yield module
        if module.split(".")[0] == "pickle" and name not in PICKLE_ERRORS:
            yield module
    for function, call in source.calls:
        if function.startswith("pickle."):
            yield function
        if function == "torch.load" and keyword(call, "weights_only") is not True:
            yield "torch.load"
        if function == "torch.jit.load":
            yield function
        if function.endswith(".load") and keyword(call, "allow_pickle"):
            yield function
        if keyword(call, "trust_remote_code"):
            yield function


def running_texts(name: str, source: Source) -> Iterator[str]:
    yield from (f for f, _ in source.calls if f in ("eval", "exec", "compile"))


def shells(name: str, source: Source) -> Iterator[str]:
    for function, call in source.calls:
        if keyword(call, "shell") or function in ("os.system", "os.popen"):
            yield function
        if function.startswith("subprocess.get"):
            yield function
        if function in ("subprocess.run", "subprocess.Popen", "subprocess.check_output"):
            words = call.args[0]
            if isinstance(words, (ast.Constant, ast.JoinedStr)):
                yield f"{function}: a text, not a list of words"


def unpacking(name: str, source: Source) -> Iterator[str]:
    unsafe = (".extract", ".extractall", "shutil.unpack_archive")
    yield from (f for f, _ in source.calls if f.endswith(unsafe))


Rule = Callable[[str, Source], Iterator[str]]
RULES: tuple[Rule, ...] = (servers, unpickling, running_texts, shells, unpacking)
BAD: dict[Rule, str] = {
    servers: "import http.server\n",
    unpickling: "import torch\ntorch.load('x')\n",
    running_texts: "eval(text)\n",
    shells: "import subprocess\nsubprocess.run(f'echo {prompt}')\n",
    unpacking: "archive.extractall(folder)\n",
}


def test_nothing_listens() -> None:
    assert offences(servers) == []


def test_nothing_is_unpickled() -> None:
    assert offences(unpickling) == []


def test_no_text_is_run() -> None:
    assert offences(running_texts) == []


def test_no_shell_is_started() -> None:
    assert offences(shells) == []


def test_no_archive_decides_where_it_is_unpacked() -> None:
    assert offences(unpacking) == []


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_sees_an_offence(rule: Callable[[str, Source], Iterator[str]]) -> None:
    assert list(rule("addon/x.py", Source(BAD[rule])))


def test_every_promise_of_the_page_has_a_test_that_exists() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "::" in line]
    assert len(rows) >= 10
    for row in rows:
        named = TEST.findall(row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), (file, test)
