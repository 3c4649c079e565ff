# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a lock file to wheels in a folder: which files fit, where they are, downloading them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ....contract.errors import BadInput, Cancelled, FormatError, SketchMotionError
from ....contract.files import remove_file
from ..cancellation import CancelToken
from .download import Remote, download
from .lock_files import Lock, LockedFile, LockedPackage
from .package_index import Sources, files_in, files_of
from .web import NotThere, Unreachable, Web, host_of
from .wheel_tags import Target, best, parse, same_version

#: Called with: bytes that are here, bytes in all, number of the wheel, number of wheels, its name.
OnProgress = Callable[[int, int, int, int, str], None]
#: What zipfile raises for damaged files: names that are no text, methods and encryption that it
#: doesn't know, offsets outside the file, broken streams.
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class WheelRequest:
    """A package, and which of its wheels fits; `file` is None where the lock names no wheels."""

    package: LockedPackage
    file: LockedFile | None

    @property
    def bytes(self) -> int:
        """About how large it is: exact where the package has one wheel for all."""
        return self.package.about_bytes

    def here(self, folder: Path) -> Path | None:
        """Return the wheel in a folder, going by the file name alone; None where it isn't there."""
        if self.file is not None:
            path = folder / self.file.name
            return path if path.is_file() else None
        names = [file.name for file in files_in(folder) if is_wheel_of(file.name, self.package)]
        return folder / max(names) if names else None


def is_wheel_of(file_name: str, package: LockedPackage) -> bool:
    """Return whether a wheel is of this package, version and label."""
    wheel = parse(file_name)
    if wheel is None or wheel.name != package.name:
        return False
    label = wheel.version.partition("+")[2]
    return same_version(wheel.version, package.version) and (
        not package.label or label == package.label
    )


def requests_of(lock: Lock, target: Target) -> tuple[WheelRequest, ...]:
    """Return the wheels of a lock for one Python. Raises BadInput where one doesn't exist."""
    requests = []
    for package in lock.packages:
        name = best((file.name for file in package.files), target)
        file = next((file for file in package.files if file.name == name), None)
        if package.files and file is None:
            version = ".".join(map(str, target.python))
            raise BadInput(
                "{name} {version} is not made for Python {python} here.",
                name=package.name,
                version=package.version,
                python=version,
                hint="Choose another Python in the set-up's settings.",
            )
        requests.append(WheelRequest(package, file))
    return tuple(requests)


@dataclass
class WheelFinder:
    """Finds and downloads wheels. An index that doesn't respond is asked only once."""

    sources: Sources
    web: Web
    stop: CancelToken
    target: Target
    _failed: dict[str, SketchMotionError] = field(default_factory=dict)  # by address of the index

    def fetch(
        self, requests: Sequence[WheelRequest], folder: Path, on_progress: OnProgress
    ) -> list[Path]:
        """Download all wheels to `folder`. Blocks. Raises what `download` raises."""
        total = sum(request.bytes for request in requests)
        done = 0
        paths: list[Path] = []
        for step, request in enumerate(requests):
            name = f"{request.package.name} {request.package.version}"
            size, steps = request.bytes, len(requests)
            on_bytes = _counter(on_progress, done, total, size, step, steps, name)
            path = self._fetch_one(request, folder, on_bytes)
            paths.append(path)
            done += path.stat().st_size
            total += path.stat().st_size - request.bytes
        on_progress(done, done, len(requests), len(requests), "")
        return paths

    def _fetch_one(
        self, request: WheelRequest, folder: Path, on_bytes: Callable[[int], None]
    ) -> Path:
        if request.file is None:
            wheel = request.here(folder)
            if wheel is not None and best([wheel.name], self.target):
                on_bytes(wheel.stat().st_size)
                return wheel
        trouble: SketchMotionError | None = None
        for remote in self._remotes(request):
            path = folder / remote.name
            try:
                download(remote, path, self.web, stop=self.stop, on_bytes=on_bytes)
                if not remote.sha256:
                    refuse_damaged(path)
                return path
            except Cancelled:
                raise
            except (NotThere, FormatError, Unreachable) as error:
                trouble = error  # another source may have it
        raise trouble or self._missing(request)

    def _remotes(self, request: WheelRequest) -> Iterable[Remote]:
        """Yield where the wheel is, best first. Each index is asked only when it is its turn."""
        package = request.package
        for folder in self.sources.folders:
            yield from self._fitting(request, files_in(folder))
        if self.sources.offline:
            return
        own = (self.sources.torch_index,) if package.index else ()
        for index in dict.fromkeys((*own, *self.sources.indexes)):
            if index in self._failed:
                continue
            try:
                files = files_of(package.name, index, self.web, self.stop)
            except NotThere:
                continue
            except Cancelled:
                raise
            except SketchMotionError as error:
                self._failed[index] = error
                continue
            yield from self._fitting(request, files)

    def _fitting(self, request: WheelRequest, files: Sequence[Remote]) -> list[Remote]:
        """Return which of the files are the wheel that is asked for."""
        if request.file is not None:
            locked = request.file
            return [
                replace(remote, sha256=locked.sha256)
                for remote in files
                if remote.name == locked.name and remote.sha256 in ("", locked.sha256)
            ]
        package = request.package
        wheels = {remote.name: remote for remote in files if is_wheel_of(remote.name, package)}
        name = best(wheels, self.target)
        return [wheels[name]] if name else []

    def _missing(self, request: WheelRequest) -> SketchMotionError:
        """Return the error for a wheel that no source has."""
        package, file = request.package, request.file
        name = file.name if file else f"{package.name} {package.version}"
        if self._failed and not self.sources.offline:
            index, error = next(iter(self._failed.items()))
            if isinstance(error, Unreachable):
                return Unreachable(
                    "{name} can't be had: {why}", name=name, why=error.message, hint=error.hint
                )
            return BadInput(
                "{name} can't be had from {host}: {why}",
                name=name,
                host=host_of(index),
                why=error.message,
            )
        places = ", ".join(self.sources.describe()) or "nowhere"
        return BadInput(
            "{name} was not found (looked in: {places}).",
            name=name,
            places=places,
            hint="Add it to the folder of wheels."
            if self.sources.offline
            else "Check the mirror, or name a folder of wheels.",
        )


def _counter(
    on_progress: OnProgress, done: int, total: int, size: int, step: int, steps: int, name: str
) -> Callable[[int], None]:
    """Return the `on_bytes` of one file, which may turn out larger than `size`."""

    def on_bytes(count: int) -> None:
        on_progress(done + count, total + max(0, count - size), step, steps, name)

    return on_bytes


@contextmanager
def damage_named(wheel: Path) -> Iterator[None]:
    """Raise FormatError for whatever reading a damaged wheel raises, and remove the wheel."""
    try:
        yield
    except DAMAGED as error:
        remove_file(wheel)
        raise FormatError(
            "{file} is damaged: {why}.", file=wheel.name, why=error, hint="Get it again."
        ) from error


def refuse_damaged(wheel: Path) -> None:
    """Raise FormatError for a wheel that is no whole zip file, and remove it."""
    with damage_named(wheel), zipfile.ZipFile(wheel) as archive:
        damaged = archive.testzip()
    if damaged is not None:
        remove_file(wheel)
        raise FormatError(
            "{file} is damaged at {place}.", file=wheel.name, place=damaged, hint="Get it again."
        )


def remove_other_wheels(folder: Path, keep: Iterable[Path]) -> None:
    """Remove downloads that the present set doesn't need."""
    names = {path.name for path in keep}
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in names and path.name.endswith((".whl", ".part")):
                remove_file(path)
