# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs in the docker: a batch of seeds, a result that waits, the queue, what is said of one."""

from docker_hands import fish, picture
from inside import FOLDER, Steps, ask, docker, layers, unfold, until, until_settled
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.ui.batch_view import _Tile

DONE = (states.Finished, states.Delivered)


def batch() -> Steps:
    """Four seeds move side by side; a click imports one; the others stay takes."""
    document = yield from fish()
    found = ask("the fish swims", path="vector", frames=8, hold=1, quality="draft", start=0)
    found.animate(4)
    yield from until(lambda: len(session.batch_jobs()) == 1, 30, "no batch")
    yield 400
    picture("03_batch_begins")
    yield from until(
        lambda: all(isinstance(s, DONE) for s in session.jobs().values()),
        120,
        "not done",
    )
    yield 800
    picture("04_batch")
    picture("04_batch_whole", whole=True)
    assert set(layers(document)) == {"Background", "fish"}, layers(document)
    tiles = found.findChildren(_Tile)
    assert len(tiles) == 4
    yield from until(
        lambda: all(tile._preview.frame_count() == 8 for tile in tiles), 20, "a tile is empty"
    )
    third = session.target(tiles[2]._job).seed
    tiles[2]._preview.clicked.emit()
    yield from until(lambda: "the fish swims" in layers(document), 60, "not imported")
    yield 500
    assert len(session.jobs()) == 3, session.jobs()
    session.keep_batch(tuple(session.jobs()))
    yield from until(lambda: len(session.takes()) == 4, 20, "not four takes")
    applied = [take for take in session.takes() if take.note.applied is not None]
    assert [take.request.seed for take in applied] == [third]
    unfold("Takes")
    yield 700
    picture("05_takes", whole=True)
    picture("05_takes_low")


def preview_first() -> Steps:
    """The cost is told on demand; a single result can wait to be chosen, too."""
    document = yield from fish()
    unfold()
    found = ask("the fish jumps", path="vector", frames=8, hold=1, quality="draft", start=0)
    found.estimate()
    yield from until(lambda: session.estimates.last.answer is not None, 90, "no estimate")
    yield 600
    picture("20_estimate")
    assert not session.jobs()
    found.motion.preview_first(True)
    found.press.click()
    yield from until(
        lambda: (
            bool(session.jobs())
            and all(isinstance(state, DONE) for state in session.jobs().values())
        ),
        90,
        "not done",
    )
    yield 800
    picture("21_preview_first", whole=True)
    assert "the fish jumps" not in layers(document)
    (tile,) = found.findChildren(_Tile)
    tile._label.click()
    yield from until(lambda: "the fish jumps" in layers(document), 60, "not imported")
    found.motion.preview_first(False)


def queue() -> Steps:
    """Jobs have names; one that waits goes to the front; all are cancelled at once."""
    yield from fish()
    unfold()
    for prompt in ("the fish swims", "the fish jumps", "the fish turns around"):
        found = ask(prompt, path="vector", frames=24, hold=1, quality="full", start=0)
        found.press.click()
        yield 150
    yield from until(
        lambda: any(isinstance(s, states.Running) for s in session.jobs().values()), 60, "no run"
    )
    last = [job for job, state in session.jobs().items() if isinstance(state, states.Waiting)][-1]
    session.move(last, to_front=True)
    yield 300
    assert list(session.jobs())[1] == last, list(session.jobs())
    picture("06_queue")
    picture("06_queue_whole", whole=True)
    session.cancel_all()
    yield from until(
        lambda: all(isinstance(s, states.JobCancelled) for s in session.jobs().values()),
        60,
        "not cancelled",
    )
    yield 300
    picture("07_cancelled", whole=True)
    for job in list(session.jobs()):
        session.dismiss(job)
    yield 300


def words() -> Steps:
    """What wasn't understood is said, and stays until it is dismissed."""
    yield from fish()
    ask("the fish zorbles", path="vector", frames=8, hold=1, quality="draft", start=0).press.click()
    yield from until_settled()
    yield from until(lambda: bool(docker().remarks._shown[0]), 20, "nothing is said")
    yield 300
    print("said:", docker().remarks._shown[1])
    picture("08_remark")
    session.remarks_seen(docker().remarks._shown[0])
    yield from until(lambda: not docker().remarks._shown[0], 20, "still said")


def closed() -> Steps:
    """A message that a drawing isn't open goes when it is opened again."""
    document = yield from fish()
    path = FOLDER / "closed.kra"
    document.saveAs(str(path))
    yield 800
    ask("the fish swims", path="vector", frames=12, hold=1, quality="draft", start=0).press.click()
    yield 50
    document.setModified(False)
    document.close()
    yield from until(lambda: session.notice is not None, 90, "no notice")
    print("closed:", session.notice.message, session.notice.hint)
    yield 300
    picture("16_closed")
    opened = Krita.instance().openDocument(str(path))
    Krita.instance().activeWindow().addView(opened)
    yield from until(lambda: session.notice is None, 20, "the notice stays")
    print("opened again: the notice is gone")
