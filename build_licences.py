# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shipped and fetched, from whom, and under which licence. Standard library only.

`attribution` thanks those whose art the shipped weights learned from; it lies in both packages.
`bill_of_materials` is a CycloneDX 1.5 document of the program, its weights, and every package
that the set-up may download. Both are read from the model cards and the lock files.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ATTRIBUTION = "ATTRIBUTION.md"
LOCKS = Path("addon") / "client" / "locks"
OWN = "this project"
#: Parts of licences' names under which nothing may be learned from: weights would have to be
#: shared alike, or could not be used in paid work.
REFUSED = re.compile(
    r"\b(by-)?(nc|sa|nd)\b|share[- ]?alike|non[- ]?commercial|no[- ]?deriv|research only|unknown",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Source:
    """What a model learned from, as a row of a table in its card says.

    Attributes:
        name: Of the art, the data or the model.
        owner: Whose it is.
        licence: In words.
    """

    name: str
    owner: str
    licence: str


def sources_of(card: str) -> list[Source]:
    """Return the rows of the tables in a model card that have the columns what, from, licence."""
    found: list[Source] = []
    columns: list[str] = []
    for line in card.splitlines():
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not columns:
            columns = cells
        elif {"what", "from", "licence"} <= set(columns) and len(cells) == len(columns):
            row = dict(zip(columns, cells, strict=True))
            if set(row["what"]) - set("-: "):
                found.append(Source(row["what"], row["from"], row["licence"]))
    return found


def model_cards(root: Path) -> dict[str, str]:
    """Return the cards of the shipped models by the names of their folders."""
    cards = sorted((root / "engine" / "models").glob("*/MODEL_CARD.md"))
    return {card.parent.name: card.read_text(encoding="utf-8") for card in cards}


def refused_sources(card: str) -> list[Source]:
    """Return what a model must not have learned from by its licence."""
    return [source for source in sources_of(card) if REFUSED.search(source.licence)]


def attribution(root: Path) -> str:
    """Return the text of ATTRIBUTION.md: whose work the shipped weights learned from."""
    lines = [
        "# Attribution",
        "",
        "The weights that come with Sketch Motion learned from the works below. None of these "
        "works is part of the package; they were changed (cut into strokes, scaled, mixed, "
        "redrawn) for the training. Their makers don't endorse this program.",
        "",
        "| weights | learned from | by | licence |",
        "|---|---|---|---|",
    ]
    for model, card in model_cards(root).items():
        others = [source for source in sources_of(card) if source.owner != OWN]
        lines += [f"| {model} | {s.name} | {s.owner} | {s.licence} |" for s in others]
    lines += [
        "",
        "Licences: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), "
        "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/), "
        "[Apache-2.0](https://www.apache.org/licenses/LICENSE-2.0), "
        "[MIT](https://opensource.org/license/mit).",
        "",
        "All other weights learned only from figures that this project's own program draws.",
    ]
    return "\n".join(lines) + "\n"


def bill_of_materials(root: Path, version: str) -> dict[str, Any]:
    """Return a CycloneDX 1.5 document; the same tree gives the same document."""
    components = [*_weights(root), *_packages(root)]
    text = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "sketch-motion",
                "name": "sketch-motion",
                "version": version,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
            }
        },
        "components": components,
    }


def requirements(root: Path) -> list[str]:
    """Return every package and version that the set-up may download, as "name==version"."""
    return sorted({f"{name}=={version}" for name, version in _locked(root)})


def _weights(root: Path) -> Iterator[dict[str, Any]]:
    """Yield the shipped weights."""
    for model, card in model_cards(root).items():
        for file in sorted((root / "engine" / "models" / model).glob("*.safetensors")):
            yield {
                "type": "machine-learning-model",
                "bom-ref": f"weights/{model}/{file.stem}",
                "name": model,
                "hashes": [
                    {"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}
                ],
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
                "properties": [
                    {"name": "learned-from", "value": f"{s.name} ({s.owner}, {s.licence})"}
                    for s in sources_of(card)
                ],
            }


def _packages(root: Path) -> Iterator[dict[str, Any]]:
    """Yield what the set-up may download, with the hashes of all files that it accepts."""
    for (name, version), entries in sorted(_locked(root).items()):
        licence = next((entry["license"] for entry in entries if entry.get("license")), "")
        files = {file["name"]: file["sha256"] for entry in entries for file in entry["files"]}
        yield {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "purl": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "licenses": [{"license": {"name": licence or "not told"}}],
            "properties": [
                {"name": f"sha256:{file}", "value": sha256}
                for file, sha256 in sorted(files.items())
            ],
        }


def _locked(root: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return the entries of all lock files by name and version."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in sorted((root / LOCKS).glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8"))["packages"]:
            entry.setdefault("files", [])
            found.setdefault((entry["name"], entry["version"]), []).append(entry)
    return found
