# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: names of body parts and joints, and of actions."""

from __future__ import annotations

_PARTS: dict[str, str] = {
    "abdomen": "Hinterleib", "arm": "Arm", "back": "Rücken", "bar": "Lenker", "base": "Sockel",
    "beak": "Schnabel", "belly": "Bauch", "bloom": "Blüte", "body": "Körper", "boom": "Ausleger",
    "branch": "Ast", "breast": "Brust", "brow": "Braue", "bucket": "Schaufel", "cab": "Kabine",
    "chest": "Brust", "claw": "Schere", "cloth": "Tuch", "crank": "Kurbel", "crown": "Krone",
    "dial": "Zifferblatt", "ear": "Ohr", "eye": "Auge", "feeler": "Fühler", "fin": "Flosse",
    "flame": "Flamme", "foot": "Fuß", "fore": "Vorderbein", "frame": "Rahmen", "hair": "Haar",
    "head": "Kopf", "hind": "Hinterbein", "hindwing": "Hinterflügel", "hip": "Hüfte",
    "hour": "Stundenzeiger", "leaf": "Blatt", "leg": "Bein", "leg a": "Bein 1.",
    "leg b": "Bein 2.", "leg c": "Bein 3.", "leg d": "Bein 4.", "middle": "Mitte",
    "minute": "Minutenzeiger", "mouth": "Mund", "neck": "Hals", "nose": "Nase", "pedal": "Pedal",
    "pelvis": "Becken", "pendulum": "Pendel", "pole": "Mast", "pole top": "Mastspitze",
    "rear": "Heck", "rotor": "Rotor", "rump": "Hinterteil", "saddle": "Sattel", "shell": "Panzer",
    "shoulder": "Schulter", "skull": "Schädel", "spine": "Wirbelsäule", "stem": "Stiel",
    "stick": "Stock", "tail": "Schwanz", "thorax": "Brust", "tongue": "Zunge", "top": "Oben",
    "tower": "Turm", "trunk": "Rumpf", "waist": "Taille", "wheel": "Rad", "wing": "Flügel",
}  # fmt: skip
_SIDES: dict[str, str] = {
    "left": "links", "right": "rechts", "near": "vorn", "far": "dahinter", "front": "vorne",
    "back": "hinten",
}  # fmt: skip
_ACTIONS: dict[str, str] = {
    "amble": "schlendern", "bark": "bellen", "blink": "blinzeln", "blow": "blasen",
    "bounce": "federn", "bound": "springen", "bow": "sich verbeugen", "brake": "bremsen",
    "breathe": "atmen", "buck": "bocken", "burn": "brennen", "canter": "kantern",
    "catch": "fangen", "cheer": "jubeln", "circle": "kreisen", "clap": "klatschen",
    "climb": "klettern", "crawl": "kriechen", "cry": "weinen", "curl": "sich einrollen",
    "dance": "tanzen", "dangle": "baumeln", "dart": "flitzen", "die": "sterben",
    "dig": "graben", "dive": "tauchen", "dribble": "dribbeln", "drift": "treiben",
    "drink": "trinken", "drive": "fahren", "droop": "hängen lassen", "drum": "trommeln",
    "eat": "essen", "faint wave": "matt winken", "fall": "fallen", "flap": "flattern",
    "trip": "stolpern",
    "flare": "auflodern", "flicker": "flackern", "float": "schweben",
    "float away": "davonschweben", "flop": "zappeln", "flutter": "flattern", "fly": "fliegen",
    "frown": "die Stirn runzeln", "glide": "gleiten", "go": "gehen", "grow": "wachsen",
    "hop": "hüpfen", "hover": "auf der Stelle schweben", "hug": "umarmen", "idle": "warten",
    "jacks": "Hampelmann", "jog": "joggen", "juggle": "jonglieren", "jump": "springen",
    "kick": "treten", "land": "landen", "laugh": "lachen", "launch": "abheben",
    "leap": "springen", "lick": "lecken", "lie": "liegen", "lift": "heben",
    "lift weights": "Gewichte heben", "limp": "humpeln", "look": "schauen",
    "look around": "sich umschauen", "look up": "hochschauen", "lower": "senken",
    "march": "marschieren", "nibble": "knabbern", "nod": "nicken", "pace": "im Pass gehen",
    "peck": "picken", "pedal": "treten", "perk": "aufhorchen", "play guitar": "Gitarre spielen",
    "play violin": "Geige spielen", "point": "zeigen", "pounce": "sich stürzen",
    "pray": "beten", "preen": "sich putzen", "pull": "ziehen", "pulse": "pulsieren",
    "punch": "boxen", "push": "schieben", "push up": "Liegestütz", "chin up": "Klimmzug",
    "hit": "schlagen", "saw": "hin und her streichen", "spout": "spritzen",
    "wiggle ears": "mit den Ohren wackeln",
    "billow up": "aufquellen", "close": "zugehen", "open": "aufgehen",
    "look down": "nach unten blicken", "flex": "anspannen", "fire": "feuern",
    "race": "rasen",
    "rain": "regnen", "read": "lesen", "rear": "sich aufbäumen", "rest": "ruhen",
    "ring": "läuten", "rise": "steigen", "rock": "schaukeln", "roll": "rollen",
    "row": "rudern", "run": "rennen", "salute": "salutieren", "scared": "erschrecken",
    "fold arms": "die Arme verschränken", "rub eyes": "sich die Augen reiben",
    "scratch": "sich kratzen", "scratch head": "sich am Kopf kratzen",
    "kiss": "küssen", "swing trunk": "den Rüssel schwingen",
    "shake fist": "die Faust schütteln",
    "scuttle": "krabbeln", "shake": "schütteln",
    "shake hands": "Hände schütteln",
    "shake head": "den Kopf schütteln", "shine": "leuchten", "shoot arrow": "Pfeil schießen",
    "shovel": "schaufeln", "shrink": "schrumpfen", "shrug": "mit den Schultern zucken",
    "sing": "singen", "sink": "sinken", "sit": "sitzen", "skate": "skaten",
    "ski": "Ski fahren", "skip": "hopsen", "sleep": "schlafen", "slide": "rutschen",
    "slither": "schlängeln", "smile": "lächeln", "smoke": "rauchen", "snap": "schnappen",
    "sneak": "schleichen", "sneeze": "niesen", "sniff": "schnuppern", "spin": "sich drehen",
    "squash": "sich stauchen", "squat": "in die Hocke gehen", "stagger": "taumeln",
    "stalk": "anschleichen", "stand": "stehen", "stand up": "aufstehen", "stir": "rühren",
    "stomp": "stampfen", "stop": "anhalten", "stretch": "sich strecken", "strike": "schlagen",
    "surprise": "staunen", "sway": "sich wiegen", "sweep": "fegen", "swim": "schwimmen",
    "swing": "schwingen", "swing bat": "Schläger schwingen", "take off": "abheben",
    "talk": "reden", "think": "nachdenken", "throw": "werfen", "tick": "ticken",
    "tilt": "sich neigen", "tip over": "umkippen", "tremble": "zittern", "trot": "traben",
    "turn": "sich wenden", "turn around": "sich umdrehen",
    "turn head": "den Kopf drehen", "turn over": "sich umkehren", "twitch": "zucken",
    "waddle": "watscheln", "wag": "wedeln", "walk": "gehen", "wash": "sich waschen",
    "wave": "winken", "wheelie": "Wheelie", "whip": "peitschen", "wiggle": "wackeln",
    "wilt": "welken", "wink": "zwinkern", "withdraw": "sich zurückziehen",
    "wobble": "wackeln", "wriggle": "sich winden", "write": "schreiben", "yawn": "gähnen",
    "zigzag": "im Zickzack gehen",
}  # fmt: skip
#: Names as the engine gives them, with spaces between words: "leg left" -> "Bein links".
TABLE: dict[str, str] = {
    **_PARTS,
    **{
        f"{part} {side}": f"{said} {where}"
        for part, said in _PARTS.items()
        for side, where in _SIDES.items()
    },
    **_ACTIONS,
}
