# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences and the beats that they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.contract.beats import BeatReading
from engine.language.abilities import Able
from engine.language.beats import read_beats
from engine.language.parts_acting import acts_of_part
from engine.motion import ACTIONS
from tests.engine.language.suites import short

FRAMES = 96


def read(sentence: str, objects: str) -> BeatReading:
    return read_beats(sentence, objects.split(), frames=FRAMES)


ORDER = [
    ("The dog walks in from the left, stops, sits down and wags its tail.", "dog",
     "0 dog walk direction=in edge=left | 1 dog stop | 2 dog sit | 3 dog wag part=tail"),
    ("the girl happily waves three times, then bows", "girl",
     "0 girl wave mood=happy count=3 | 1 girl bow"),
    ("while the sun rises the bird flies away", "sun bird",
     "0 sun rise direction=up | 0 bird fly direction=away"),
    ("before the cat jumps, it crouches", "cat", "0 cat crouch | 1 cat jump"),
    ("after eating, the cat sleeps", "cat", "0 cat eat | 1 cat sleep"),
    ("the dog sniffs before jumping", "dog", "0 dog sniff | 1 dog jump"),
    ("the cat jumps after the dog barks", "dog cat", "0 dog bark | 1 cat jump"),
    ("the dog runs, wagging its tail", "dog", "0 dog run | 0 dog wag part=tail"),
    ("wagging its tail, the dog runs", "dog", "0 dog wag part=tail | 0 dog run"),
    ("the dog runs with its tail wagging", "dog", "0 dog run | 0 dog wag part=tail"),
    ("the robot turns around, nods and waves", "robot",
     "0 robot turn_around | 1 robot nod | 2 robot wave"),
    ("the man walks and waves", "man", "0 man walk | 0 man wave"),
    ("the cat nods and jumps at the same time, then sits", "cat",
     "0 cat nod | 0 cat jump | 1 cat sit"),
    ("the tree bends in the wind, and when the wind stops it springs back", "tree",
     "0 tree bend | 1 tree sway"),
    ("the man walks, and when he stops he waves", "man", "0 man walk | 1 man stop | 2 man wave"),
    ("the man bends down, then straightens up", "man", "0 man bend | 1 man stand_up"),
    ("the dog runs, gets faster and faster, then stops", "dog",
     "0 dog run | 1 dog run fast | 2 dog stop"),
    ("the fish jumps out and dives back in", "fish",
     "0 fish jump | 1 fish dive direction=down"),
    ("the rocket shakes and shoots out of the top", "rocket",
     "0 rocket shake | 1 rocket shoot direction=out edge=top"),
    ("the kite suddenly nosedives", "kite", "0 kite dive direction=down"),
    ("the crocodile opens its mouth wide and snaps it shut", "crocodile",
     "0 crocodile open_mouth part=mouth big | 1 crocodile close_mouth part=mouth"),
    ("the boat tilts to each side, over and over", "boat", "0 boat rock"),
    ("the dog and the cat run to the right", "dog cat",
     "0 dog run direction=right | 0 cat run direction=right"),
    ("The dog runs and the cat jumps. The dog sits.", "dog cat",
     "0 dog run | 0 cat jump | 1 dog sit"),
    ("the biker pedals as the wheels of the bicycle spin rapidly", "biker", "0 biker pedal"),
    ("the runner runs with rhythmic leg strides and synchronized arm swing", "runner",
     "0 runner run target=stride part=leg"),
    ("make the head nod", "man", "0 man nod part=head"),
    ("the arm and leg swing", "man", "0 man swing_arms part=arm"),
    ("the cat jumps off the table to the left", "cat", "0 cat jump direction=left"),
    ("the man leans away to the left", "man", "0 man lean direction=left"),
    ("a surfer rides on waves", "surfer", "0 surfer ride target=wave"),
    ("the skater rolls by on his board", "skater", "0 skater ride direction=forward"),
    ("the boy glides down on his sled", "boy", "0 boy ride direction=down"),
    ("the boy rolls on the grass", "boy", "0 boy roll target=grass"),
    ("the fish swims, its fins propelling it forward", "fish", "0 fish swim"),
    ("the man with the hat waves", "man", "0 man wave"),
    ("the dog walks as the cat jumps", "dog cat", "0 dog walk | 0 cat jump"),
    ("the smoke rises", "house", "0 house smoke"),
    ("the man pulls himself up", "man", "0 man chin_up"),
    ("the rain falls", "house", "0 house rain"),
    ("the smoke rises", "house smoke", "0 smoke rise direction=up"),
    ("first the boy waves, then the girl bows", "boy girl", "0 boy wave | 1 girl bow"),
    ("the girl dances while the boy claps", "girl boy", "0 girl dance | 0 boy clap"),
    ("as the curtain opens, the clown bows", "curtain clown", "0 curtain open | 0 clown bow"),
    ("The girl throws the ball. The dog catches it.", "girl dog ball",
     "0 girl throw target=ball"
     " | 1 ball fly direction=towards target=dog distance=1.0 unit=target"
     " | 1 dog catch target=ball"),
    ("the girl kicks the ball and it rolls away", "girl ball",
     "0 girl kick target=ball | 1 ball roll direction=away"),
    ("the cat stretches, yawns and falls asleep", "cat",
     "0 cat stretch | 1 cat yawn | 2 cat sleep"),
    ("The man sits down on the chair, then stands up and leaves", "man chair",
     "0 man sit target=chair | 1 man stand_up | 2 man leave direction=out"),
    ("The bird flaps its wings three times, then takes off and flies out to the right", "bird",
     "0 bird flap part=wing count=3 | 1 bird take_off direction=up distance=1.0"
     " unit=room"
     " | 2 bird fly direction=out edge=right"),
    ("the car drives in from the right, brakes and rolls backwards", "car",
     "0 car drive direction=in edge=right | 1 car brake | 2 car roll direction=back"),
    ("The cat crouches, then pounces on the mouse", "cat mouse",
     "0 cat crouch | 1 cat pounce target=mouse"),
    ("The robot walks forward, turns around and walks back", "robot",
     "0 robot walk direction=forward | 1 robot turn_around | 2 robot walk direction=back"),
    ("When the ball falls, the dog jumps", "ball dog", "0 ball fall | 1 dog jump"),
    ("the horse trots in; meanwhile the bird sings", "horse bird",
     "0 horse trot direction=in | 0 bird sing"),
    ("the clown juggles until the curtain closes", "clown curtain",
     "0 clown juggle | 1 curtain close"),
    ("run to the left and jump", "boy", "0 boy run direction=left | 1 boy jump"),
    ("the girl sits down, reads for three seconds, then stands up", "girl",
     "0 girl sit | 1 girl read | 2 girl stand_up"),
    ("the man claps his hands five times while walking to the right", "man",
     "0 man clap part=hand count=5 | 0 man walk direction=right"),
    ("after the girl claps, the dog jumps, then both of them bow", "girl dog",
     "0 girl clap | 1 dog jump | 2 girl bow | 2 dog bow"),
    ("The cat walks to the left until it bumps into the box, then sits", "cat box",
     "0 cat walk direction=towards target=box distance=1.0 unit=target | 1 cat sit"),
    ("The squirrel climbs up, looks around nervously and runs back down", "squirrel",
     "0 squirrel climb direction=up | 1 squirrel look_around mood=scared fast"
     " | 2 squirrel run direction=down"),
    ("the boy climbs the ladder and waves from the top", "boy ladder",
     "0 boy climb direction=up target=ladder | 0 boy wave"),
    ("the woman laughs and runs away", "woman", "0 woman laugh | 0 woman run direction=away"),
    ("the fish swims to the left, then to the right", "fish",
     "0 fish swim direction=left | 1 fish swim direction=right"),
    ("the wind blows the leaves away", "leaves", "0 leaves blow direction=away"),
    ("the dog starts to run, then stops barking", "dog", "0 dog run | 1 dog stop"),
]  # fmt: skip

MANNER = [
    ("The fish swims twice a second to the right edge", "fish",
     "0 fish swim direction=right edge=right distance=1.0 unit=edge per_second=2.0"),
    ("the man runs until he reaches the ball", "man ball",
     "0 man run direction=towards target=ball distance=1.0 unit=target"),
    ("the dog walks up to the ball", "dog ball",
     "0 dog walk direction=towards target=ball distance=1.0 unit=target"),
    ("the snail crawls half its length", "snail", "0 snail crawl distance=0.5 unit=lengths"),
    ("the man limps sadly halfway across the screen", "man",
     "0 man limp mood=sad distance=0.5 unit=canvas slow small"),
    ("The balloon slowly rises 30% of the canvas", "balloon",
     "0 balloon rise direction=up distance=0.3 unit=canvas slow"),
    ("the cat walks very slowly to the middle of the screen", "cat",
     "0 cat walk distance=1.0 unit=centre slow"),
    ("the balloon floats up out of the picture", "balloon",
     "0 balloon float direction=out edge=top"),
    ("the dog walks out", "dog", "0 dog walk direction=out"),
    ("the snake slithers out of the frame", "snake", "0 snake slither direction=out"),
    ("the dog keeps running", "dog", "0 dog run on"),
    ("the frog hops again and again", "frog", "0 frog hop on"),
    ("the rabbit hops four times to the right", "rabbit",
     "0 rabbit hop direction=right count=4"),
    ("the girl skips forward three steps", "girl", "0 girl skip direction=forward count=3"),
    ("walks slowly", "dog", "0 dog walk slow"),
    ("swims", "fish", "0 fish swim"),
    ("sways gently from side to side", "plant", "0 plant sway small"),
    ("the dog jumps wildly", "dog", "0 dog jump fast big"),
    ("the boy proudly marches to the left", "boy", "0 boy march mood=proud direction=left"),
    ("the drunk man walks to the right", "man", "0 man walk mood=drunk direction=right"),
    ("the man staggers to the left", "man", "0 man walk mood=drunk direction=left slow"),
    ("the thief sneaks away", "thief", "0 thief sneak direction=away"),
    ("the tired old dog walks home", "dog", "0 dog walk mood=tired slow small"),
    ("the angry bull runs towards the fence", "bull",
     "0 bull run mood=angry direction=towards target=fence fast big"),
    ("the motorcycle jumps over the car", "motorcycle car",
     "0 motorcycle jump direction=over target=car"),
    ("the fly buzzes around the lamp", "fly lamp", "0 fly buzz direction=around target=lamp"),
    ("the bird lands on the branch", "bird branch", "0 bird land target=branch"),
    ("the boy raises his left arm", "boy", "0 boy raise_arm part=left arm"),
    ("the boy shakes his head twice", "boy", "0 boy shake_head part=head count=2"),
    ("the fish doesn't move", "fish", "0 fish still"),
    ("they shake hands", "man woman",
     "0 man shake_hands target=woman part=hand | 0 woman shake_hands target=man part=hand"),
    ("the man makes the ball bounce", "man ball", "0 ball bounce"),
    ("the boy takes a bow", "boy", "0 boy bow"),
    ("the girl comes running in from the right", "girl",
     "0 girl run direction=in edge=right"),
    ("the person throws a frisbee", "person", "0 person throw target=frisbee"),
    ("the dog chases the ball", "dog ball", "0 dog chase direction=towards target=ball"),
    ("the spaceship accelerates rapidly during takeoff", "spaceship",
     "0 spaceship accelerate fast"),
    ("the puppy runs", "dog ball", "0 dog run"),
    ("a galloping horse", "horse", "0 horse gallop"),
    ("the candle flame flickers", "candle", "0 candle flicker"),
    ("the flag waves in the wind", "flag", "0 flag wave"),
    ("The duck swims", "duck", "0 duck swim"),
]  # fmt: skip

HONEST = [
    ("the man moonwalks", "man", "0 man walk for=moonwalks", ""),
    ("the dog philosophizes", "dog", "", "philosophizes"),
    ("the dog sits poised, ready to sprint forward", "dog", "0 dog sit", "sprint"),
    ("the robot walks stiffly", "robot", "0 robot walk", "stiffly"),
    ("the dog walks and the unicorn sleeps", "dog cat", "0 dog walk", "unicorn"),
]

REFUSED = [
    ("the candle melts", "shape"), ("the car explodes", "pieces"), ("the apple rots", "shape"),
    ("the frog turns into a prince", "change"), ("the flower is blooming", "growth"),
    ("the chameleon changes colour", "colour"), ("the face turns red", "colour"),
    ("the ghost disappears", "appear"), ("the vase shatters into pieces", "pieces"),
    ("the robot transforms", "change"), ("the dog grows a second tail", "growth"),
]  # fmt: skip

LANGUAGES = [
    ("de", "der Fisch schwimmt", "fish", "0 fish swim"),
    ("de", "Der Hund läuft herein, bleibt stehen, setzt sich hin und wedelt mit dem Schwanz.",
     "dog", "0 dog run direction=in | 1 dog stop | 2 dog sit | 3 dog wag part=tail"),
    ("de", "Während die Sonne aufgeht, fliegt der Vogel weg", "sun bird",
     "0 sun rise direction=up | 0 bird fly direction=away"),
    ("de", "Das Mädchen winkt fröhlich dreimal, dann verbeugt es sich", "girl",
     "0 girl wave mood=happy count=3 | 1 girl bow"),
    ("de", "der Mann rennt, bis er den Ball erreicht", "man ball",
     "0 man run direction=towards target=ball distance=1.0 unit=target"),
    ("de", "die Katze schleicht langsam nach links", "cat", "0 cat sneak direction=left slow"),
    ("fr", "le poisson nage", "fish", "0 fish swim"),
    ("fr", "le chien entre par la gauche, s'arrête, s'assoit et remue la queue", "dog",
     "0 dog enter direction=in edge=left | 1 dog stop | 2 dog sit | 3 dog wag part=tail"),
    ("fr", "la fille danse joyeusement trois fois puis salue", "girl",
     "0 girl dance mood=happy count=3 | 1 girl wave"),
    ("fr", "le cheval galope vite vers la droite", "horse",
     "0 horse gallop direction=right fast"),
    ("fr", "l'homme court jusqu'à ce qu'il atteigne la balle", "man ball",
     "0 man run direction=towards target=ball distance=1.0 unit=target"),
    ("es", "el pez nada", "fish", "0 fish swim"),
    ("es", "El perro entra corriendo desde la izquierda, se detiene y se sienta", "dog",
     "0 dog run direction=in edge=left | 1 dog stop | 2 dog sit"),
    ("es", "la niña salta felizmente tres veces y luego saluda", "girl",
     "0 girl jump mood=happy count=3 | 1 girl wave"),
    ("es", "mientras el sol sube, el pájaro vuela lejos", "sun bird",
     "0 sun rise direction=up | 0 bird fly direction=away"),
    ("es", "el perro sigue corriendo", "dog", "0 dog run on"),
    ("pt", "o peixe nada para a direita", "fish", "0 fish swim direction=right"),
    ("pt", "o cão corre, para e depois senta-se", "dog", "0 dog run | 1 dog stop | 2 dog sit"),
    ("pt", "a menina dança alegremente enquanto o menino canta", "girl boy",
     "0 girl dance mood=happy | 0 boy sing"),
    ("pt", "o pássaro voa embora", "bird", "0 bird fly direction=away"),
    ("pt", "a bola quica três vezes e rola", "ball", "0 ball bounce count=3 | 1 ball roll"),
    ("ja", "魚が泳ぐ", "fish", "0 fish swim"),
    ("ja", "犬が左から入ってきて、止まって、座って、しっぽを振る", "dog",
     "0 dog enter direction=in edge=left | 1 dog stop | 2 dog sit | 3 dog wag"),
    ("ja", "女の子が嬉しそうに三回手を振って、それからお辞儀をする", "girl",
     "0 girl wave mood=happy count=3 | 1 girl bow"),
    ("ja", "リスがかじってから、しっぽを振る", "squirrel", "0 squirrel bite | 1 squirrel wag"),
    ("ja", "犬が歩きながら吠える", "dog", "0 dog walk | 0 dog bark"),
    ("ja", "男がボールまで走る", "man ball",
     "0 man run direction=towards target=ball distance=1.0 unit=target"),
    ("fr", "le crocodile ouvre la gueule puis la referme", "crocodile",
     "0 crocodile open_mouth part=mouth | 1 crocodile close_mouth"),
    ("es", "el cohete tiembla y luego sale disparado hacia arriba", "rocket",
     "0 rocket tremble | 1 rocket shoot direction=up"),
    ("de", "die Rakete zittert und schießt dann nach oben", "rocket",
     "0 rocket tremble | 1 rocket shoot direction=up"),
    ("pt", "o robô vira a cabeça bem devagar", "robot", "0 robot turn_head part=head slow"),
    ("zh", "鱼游泳", "fish", "0 fish swim"),
    ("zh", "狗从左边走进来,停下,坐下,然后摇尾巴", "dog",
     "0 dog walk direction=in edge=left | 1 dog stop | 2 dog sit | 3 dog wag"),
    ("zh", "女孩高兴地挥手三次,然后鞠躬", "girl", "0 girl wave mood=happy count=3 | 1 girl bow"),
    ("zh", "女孩跳舞,同时男孩拍手", "girl boy", "0 girl dance | 0 boy clap"),
    ("zh", "猫慢慢地向右走", "cat", "0 cat walk direction=right slow"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "objects", "expected"), [*ORDER, *MANNER])
def test_a_sentence_says_its_beats(sentence: str, objects: str, expected: str) -> None:
    reading = read(sentence, objects)
    assert reading.language == "en"
    assert " | ".join(short(beat) for beat in reading.beats) == expected


@pytest.mark.parametrize(("sentence", "objects", "expected", "unknown"), HONEST)
def test_what_is_not_understood_is_said(
    sentence: str, objects: str, expected: str, unknown: str
) -> None:
    reading = read(sentence, objects)
    assert " | ".join(short(beat) for beat in reading.beats) == expected
    assert unknown in " ".join(reading.not_understood)
    assert bool(unknown) == bool(reading.not_understood)


@pytest.mark.parametrize(("sentence", "kind"), REFUSED)
def test_what_strokes_cannot_do_is_refused(sentence: str, kind: str) -> None:
    reading = read(sentence, sentence.split()[1])
    assert reading.beats == ()
    assert [refusal.kind for refusal in reading.refusals] == [kind]
    assert reading.refusals[0].word in reading.refusals[0].message()


@pytest.mark.parametrize(("language", "sentence", "objects", "expected"), LANGUAGES)
def test_a_sentence_in_another_language(
    language: str, sentence: str, objects: str, expected: str
) -> None:
    reading = read(sentence, objects)
    assert reading.language == language
    assert " | ".join(short(beat) for beat in reading.beats) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "die Kerze schmilzt",
        "la bougie fond",
        "el coche explota",
        "a vela derrete",
        "花が咲く",
        "蜡烛融化",
    ],
)
def test_refusals_in_other_languages(sentence: str) -> None:
    reading = read(sentence, "it")
    assert reading.beats == () and len(reading.refusals) == 1


def test_another_action_stands_in_with_a_note_and_a_synonym_without() -> None:
    able = {"": ("walk", "run", "sit"), "fish": ("swim", "dart")}
    jog = read_beats("the dog jogs", ["dog"], able).beats[0]
    assert (jog.action, jog.note()) == ("run", None)
    gallop = read_beats("the dog gallops", ["dog"], able).beats[0]
    assert gallop.action == "run" and "gallops" in (gallop.note() or "")
    fish = read_beats("the fish runs", ["fish"], able).beats[0]
    assert (fish.action, fish.read_for) == ("dart", "runs")
    nothing = read_beats("the dog strums", ["dog"], able)
    assert nothing.beats == () and nothing.not_understood == ("strums",)


def test_what_a_body_can_do_is_not_refused() -> None:
    reading = read_beats("the flower blooms", ["flower"], {"flower": ("bloom", "sway")})
    assert [beat.action for beat in reading.beats] == ["bloom"] and not reading.refusals


def test_beats_share_the_frames_by_their_lengths() -> None:
    sentence = "the dog walks in, sits down, then barks twice"
    walk, sit, bark = read_beats(
        sentence, ["dog"], frames=96, fps=24, lengths={"sit": 0.5, "bark": 0.25}
    ).beats
    assert (sit.frames, bark.frames) == (12, 12)  # as long as they naturally take
    assert (walk.start, walk.frames) == (0, 72)  # an open end fills the rest
    one = read_beats("the dog sits", ["dog"], frames=96).beats[0]
    assert (one.start, one.frames) == (0, 96)
    waits = read_beats("the dog waits for 2 seconds, then jumps", ["dog"], frames=72, fps=24).beats
    assert [(beat.start, beat.frames) for beat in waits] == [(0, 48), (48, 24)]


WORDS = """
    the a dog cat ball walks runs jump and then while before after until to left right up it they
    three times twice a second with its tail , . ! quickly stops ready not is edge of from half
"""
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join),
    st.text(st.sampled_from("犬猫が走るてでにを左右、。狗跑从到了次三 der läuft et"), max_size=30),
)


@settings(max_examples=150, deadline=None)
@given(
    TEXTS,
    st.lists(st.sampled_from(["dog", "cat", "Ball 2", "犬", ""]), max_size=3),
    st.integers(1, 60),
)
def test_any_text_is_read_and_its_beats_fit_the_clip(
    text: str, objects: list[str], frames: int
) -> None:
    reading = read_beats(text, objects, frames=frames)
    for beat in reading.beats:
        assert beat.start >= 0 and beat.frames >= 1 and beat.start + beat.frames <= frames
    if reading.beats:
        assert min(beat.start for beat in reading.beats) == 0
        assert max(beat.start + beat.frames for beat in reading.beats) == frames
    assert BeatReading.from_json(reading.to_json()) == reading


def test_a_name_of_several_words_is_one_object() -> None:
    names = ("red ball", "blue ball")
    beats = read_beats("the red ball bounces and the blue ball rolls to the right", names).beats
    assert [(beat.who, beat.action, beat.start) for beat in beats] == [
        ("red ball", "bounce", 0),
        ("blue ball", "roll", 0),
    ]


def said(sentence: str, who: str = "dog") -> list[tuple[str, str, float, str, int]]:
    """Return action, direction, distance, unit and count of each beat."""
    beats = read_beats(sentence, (who,), frames=96).beats
    return [(b.action, b.direction, b.distance, b.unit, b.count) for b in beats]


def test_multiples_of_a_length_are_ways_and_not_counts() -> None:
    run = [("run", "right", 2.0, "lengths", 0)]
    assert said("The dog runs twice its length to the right.") == run
    assert said("The dog runs to the right, two times its own length.") == run
    assert said("The dog jumps twice.") == [("jump", "", 0.0, "", 2)]


def test_a_second_part_of_a_way_has_a_beat_of_its_own() -> None:
    steps = said("The man takes a step back and three steps forward.", "man")
    assert [(beat[1], beat[4]) for beat in steps] == [("back", 1), ("forward", 3)]
    moved = said("The ball moves 200 pixels up and 100 pixels to the right.", "ball")
    assert [beat[1:4] for beat in moved] == [("up", 200.0, "pixels"), ("right", 100.0, "pixels")]


def test_it_can_stand_for_the_part_just_named() -> None:
    beats = said("The man turns his head to the left and shakes it.", "man")
    assert [beat[0] for beat in beats] == ["turn_head", "shake_head"]


def test_what_a_thing_gives_off_is_said_not_to_be_understood() -> None:
    actions: dict[str, Able] = {"car": frozenset({"drive", "launch"})}
    reading = read_beats("The car shoots lasers.", ("car",), actions)
    assert not reading.beats and reading.not_understood == ("shoots lasers",)


def test_edges_are_read_where_words_are_not_apart() -> None:
    for sentence, who in (("犬が右端まで走る。", "犬"), ("狗跑到右边缘。", "狗")):
        assert said(sentence, who) == [("run", "right", 1.0, "edge", 0)]


def test_smoke_that_is_told_of_alone_may_be_all_that_is_drawn() -> None:
    assert acts_of_part("smoke", "rise", alone=True) == ("billow_up",)
    assert acts_of_part("smoke", "rise", alone=False) == ("smoke",)
    assert acts_of_part("rain", "fall", alone=True) == ("rain",)
    assert acts_of_part("smoke", "dance", alone=True) == ()


@pytest.mark.parametrize(
    ("sentence", "objects", "expected"),
    [
        ("the bicycle's wheels turn", "bicycle", "bicycle turn"),
        ("the dog's running", "dog", "dog run"),
        ("the hat slips down over his eyes", "hat", "hat slide direction=down"),
        ("the unicorn tosses its head", "unicorn", "unicorn nod"),
        ("the dog flaps its ears", "dog", "dog wiggle_ears part=ear"),
        ("the truck bumps along the road", "truck", "truck drive direction=through"),
        ("the zs float up", "z", "z float direction=up"),
        ("the whale spouts water", "whale water", "water float"),
        ("the face blows the heart away", "face heart", "heart float direction=away"),
        ("the hunter shoots the duck", "hunter duck", "hunter shoot"),
        ("the boy blows the trumpet", "boy trumpet", "boy blow"),
        ("the dog's happy", "dog", "dog idle"),
        ("the dog's gone", "dog", "dog go"),
    ],
)
def test_parts_and_ways(sentence: str, objects: str, expected: str) -> None:
    beat = read(sentence, objects).beats[0]
    said = {"part": beat.part, "direction": beat.direction}
    told = [f"{name}={value}" for name, value in said.items() if value]
    assert f"{beat.who} {beat.action} {' '.join(told)}".strip().startswith(expected)


@pytest.mark.parametrize(
    ("sentence", "plan", "expected"),
    [
        ("the pizza slice bounces", "", ["bounce"]),
        ("the paperclip hops along", "", ["hop forward"]),
        ("the couple kisses", "person", ["kiss"]),
        ("a couple of birds fly", "flying_bird", ["fly"]),
        ("the pencil writes", "", ["write"]),
        ("the brush dips into the paint", "", ["dip towards"]),
        ("the face kisses", "face", ["kiss"]),
        ("the face sneezes", "face", ["sneeze"]),
        ("the face gets angry", "face", ["frown"]),
        ("the scroll unrolls", "", ["unroll"]),
        ("the telescope tilts up to the sky", "", ["tilt up"]),
        ("the pistol fires a shot", "", ["fire"]),
        ("the moon sets", "", ["sink"]),
        ("the star twinkles", "", ["twinkle"]),
        ("the woman raises her arms", "person", ["raise_arms"]),
        ("the woman rubs her belly", "person", ["rub_belly"]),
        ("the fork twirls the spaghetti", "", ["stir"]),
    ],
)
def test_plain_sentences_find_their_action(sentence: str, plan: str, expected: list[str]) -> None:
    able = {"": ACTIONS[""], "drawing": ACTIONS[plan]}
    beats = read_beats(sentence, ("drawing",), able).beats
    assert [f"{beat.action} {beat.direction}".strip() for beat in beats] == expected


def test_what_is_knocked_over_topples_after_it_was_hit() -> None:
    able = {name: ACTIONS[""] for name in ("", "ball", "pin")}
    beats = read_beats("the bowling ball knocks over the pin", ("pin", "ball"), able).beats
    assert [(beat.who, beat.action, beat.target) for beat in beats] == [
        ("ball", "roll", "pin"),
        ("pin", "topple", "ball"),
    ]
    assert beats[1].start > beats[0].start


def test_a_kiss_is_blown_as_a_heart_and_a_cap_is_tossed_up() -> None:
    able = {"": ACTIONS[""], "face": ACTIONS["face"], "heart": ACTIONS[""], "cap": ACTIONS[""]}
    blown = read_beats("the face blows a kiss", ("face", "heart"), able).beats
    assert [(beat.who, beat.action, beat.direction) for beat in blown] == [
        ("heart", "float", "away"),
        ("face", "blow", ""),
    ]
    tossed = read_beats("the face tosses her cap in the air", ("face", "cap"), able).beats
    assert [(beat.who, beat.action, beat.direction) for beat in tossed] == [
        ("face", "look_up", ""),
        ("cap", "fly", "up"),
    ]


def test_what_is_counted_is_not_stretched_over_a_long_clip() -> None:
    able = {"wag": 0.5, "jump": 1.0}
    wags = read_beats("the cat wags its tail once, quickly", ["cat"], frames=120, lengths=able)
    assert wags.beats[0].frames <= 12
    jumps = read_beats("the cat jumps three times", ["cat"], frames=240, lengths=able).beats[0]
    assert 72 <= jumps.frames <= 130


def test_a_turn_told_by_seconds_is_a_rate() -> None:
    beat = read("the wheel spins to the left, one full turn every three seconds", "wheel").beats[0]
    assert beat.per_second == pytest.approx(1 / 3) and not beat.count


@pytest.mark.parametrize(
    ("sentence", "thing", "unknown", "actions"),
    [
        ("the horse does a capriole", "horse", ("does a capriole",), []),
        ("the man does a flip", "man", (), ["flip"]),
        ("smoke rises and it starts snowing", "smoke", ("snowing",), ["rise"]),
        ("it rains", "cloud", (), ["rain"]),
    ],
)
def test_what_is_done_and_not_known_is_said(
    sentence: str, thing: str, unknown: tuple[str, ...], actions: list[str]
) -> None:
    reading = read(sentence, thing)
    assert reading.not_understood == unknown
    assert [beat.action for beat in reading.beats] == actions


def test_fire_is_refused() -> None:
    reading = read("the guitar catches fire", "guitar")
    assert not reading.beats and len(reading.refusals) == 1
