# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of a Flamenco manager: the few calls of its HTTP API that jobs need."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from addon.contract import strict_json
from addon.contract.errors import BadInput, FormatError
from addon.contract.strict_json import JSON, Fields

JOB_TYPE = "sketch-motion"
SCRIPT = Path(__file__).with_name(f"{JOB_TYPE}.js")
TIMEOUT_S = 20.0
MAX_ANSWER_BYTES = 1 << 26
PRIORITY = 50
PLATFORMS = {"win32": "windows", "darwin": "darwin"}


@dataclass(frozen=True)
class FlamencoJob:
    """A job on the manager.

    Attributes:
        status: as Flamenco calls it: queued, active, completed, failed, canceled, ...
    """

    id: str
    name: str
    status: str


@dataclass(frozen=True)
class FlamencoTask:
    """A task of a job; its name is that of the job folder which it runs."""

    id: str
    name: str
    status: str


class FlamencoManager:
    """The manager at an address like http://farm:8080."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadInput("{address} is no address of a Flamenco manager.", address=address)
        self._address = address.rstrip("/")

    def version(self) -> str:
        """Return the manager's version. Raises BadInput where there is no manager."""
        return _object(self._call("GET", "version"), "The version").text("version")

    def has_job_type(self) -> bool:
        """Return whether the manager knows our job type."""
        return self._call("GET", f"jobs/type/{JOB_TYPE}", missing_is_none=True) is not None

    def submit(self, name: str, settings: dict[str, str], priority: int = PRIORITY) -> FlamencoJob:
        """Submit a job of our type. Raises BadInput for what the manager refuses."""
        job = {
            "name": name,
            "type": JOB_TYPE,
            "priority": priority,
            "submitter_platform": PLATFORMS.get(sys.platform, "linux"),
            "settings": settings,
            "metadata": {"program": "Sketch Motion"},
        }
        return _job(self._call("POST", "jobs", job))

    def job(self, number: str) -> FlamencoJob:
        """Return a job by its id."""
        return _job(self._call("GET", f"jobs/{quote(number, safe='')}"))

    def tasks(self, number: str) -> list[FlamencoTask]:
        """Return the tasks of a job."""
        answer = _object(self._call("GET", f"jobs/{quote(number, safe='')}/tasks"), "The tasks")
        read = [_object(task, "A task") for task in answer.items("tasks")]
        return [FlamencoTask(*map(task.text, ("id", "name", "status"))) for task in read]

    def cancel(self, number: str, reason: str) -> None:
        """Ask the manager to cancel a job."""
        change = {"status": "cancel-requested", "reason": reason}
        self._call("POST", f"jobs/{quote(number, safe='')}/setstatus", change)

    def cancel_task(self, number: str, reason: str) -> None:
        """Ask the manager to cancel one task of a job."""
        change = {"status": "canceled", "reason": reason}
        self._call("POST", f"tasks/{quote(number, safe='')}/setstatus", change)

    def _call(
        self, method: str, path: str, body: Any = None, *, missing_is_none: bool = False
    ) -> JSON:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{self._address}/api/v3/{path}", data, method=method,
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                text = answer.read(MAX_ANSWER_BYTES)
        except urllib.error.HTTPError as error:
            if error.code == 404 and missing_is_none:
                return None
            raise BadInput(
                "The Flamenco manager refuses: {code} {why}",
                code=error.code, why=_reason(error.read(1 << 16)) or error.reason,
            ) from error  # fmt: skip
        except OSError as error:  # URLError too
            raise BadInput(
                "The Flamenco manager at {address} can't be reached: {why}",
                address=self._address, why=error,
                hint="Check the address, and whether the manager runs.",
            ) from error  # fmt: skip
        return strict_json.parse(text, "The manager's answer") if text.strip() else {}


def _reason(text: bytes) -> str:
    try:
        value = strict_json.parse(text, "The answer")
    except FormatError:
        return ""
    return str(value.get("message", "")) if isinstance(value, dict) else ""


def _object(value: JSON, what: str) -> Fields:
    return Fields(value, what)


def _job(value: JSON) -> FlamencoJob:
    read = Fields(value, "A job of the manager")
    return FlamencoJob(read.text("id"), read.text("name", ""), read.text("status", "queued"))
