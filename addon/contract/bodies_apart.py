# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies of a drawing that the engine told apart because the sentence speaks of several.

They lie in the job's folder beside the drawing, which stays as the host wrote it:

    {"format": "sketch-motion-bodies", "version": 1, "names": ["cat", "dog"], "objects": [0, 0, 1]}

Whoever reads the result of a job reads the drawing with `drawing_with_bodies`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import strict_json
from .arrays import Array
from .drawing import Drawing
from .errors import FormatError
from .files import read_bytes, write_bytes_atomic
from .job import JobFolder
from .request import LONGEST_NAME, MOST_OBJECTS
from .settings_reader import as_whole, checked_text
from .strict_json import Fields

FORMAT = "sketch-motion-bodies"
VERSION = 1
FILE = "bodies.json"
MOST_BYTES = 1 << 26
_WHAT = "The bodies of the drawing"


@dataclass(frozen=True)
class BodiesApart:
    """Objects of a drawing of S strokes.

    Attributes:
        names: of the objects, all different.
        objects: [S], number of each stroke's object.
    """

    names: tuple[str, ...]
    objects: tuple[int, ...]

    @classmethod
    def read(cls, job: JobFolder) -> BodiesApart | None:
        """Read the file of a job folder; None where there is none. Raises FormatError, BadInput."""
        path = job.file(FILE)
        if not path.is_file():
            return None
        read = Fields(strict_json.parse(read_bytes(path, max_bytes=MOST_BYTES), FILE), _WHAT)
        read.expect(FORMAT, VERSION)
        names = tuple(checked_text(name, _WHAT, LONGEST_NAME) for name in read.items("names"))
        objects = tuple(as_whole(item) for item in read.items("objects"))
        if len(set(names)) != len(names) or not 1 < len(names) <= MOST_OBJECTS:
            raise FormatError("{what} need different names.", what=_WHAT)
        if any(number is None or not 0 <= number < len(names) for number in objects):
            raise FormatError("{what} don't fit their names.", what=_WHAT)
        return cls(names, tuple(number for number in objects if number is not None))

    def write(self, job: JobFolder) -> None:
        """Write the file into a job folder."""
        value = {
            "format": FORMAT,
            "version": VERSION,
            "names": list(self.names),
            "objects": list(self.objects),
        }
        write_bytes_atomic(job.file(FILE), strict_json.dump(value, _WHAT).encode())

    def applied(self, drawing: Drawing) -> Drawing:
        """Return a drawing with these objects. Raises FormatError for one of other strokes."""
        if len(self.objects) != drawing.stroke_count:
            raise FormatError("{what} are of another drawing.", what=_WHAT)
        return replace(
            drawing, objects=Array.of(list(self.objects), "I32"), object_names=self.names
        )


def drawing_with_bodies(job: JobFolder, drawing: Drawing) -> Drawing:
    """Return the drawing of a job with the bodies that were told apart in it, if any.

    Raises FormatError, BadInput for a damaged file.
    """
    bodies = BodiesApart.read(job)
    return drawing if bodies is None else bodies.applied(drawing)
