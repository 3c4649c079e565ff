# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English verbs: which actions they name, what stands in for those, and what strokes can't do.

An action has one name, a verb, perhaps with a particle or a part of the body: "walk", "sit_down",
"shake_head". Which of them a body can do is told by the library of actions, not here.
"""

from __future__ import annotations

# The action, then the verbs that name it as well. A verb on several lines means the first of them
# that a body can do.
_SYNONYMS = """
walk: stroll saunter amble wander march stride pace step tread trek hike ramble roam trudge plod
walk: tramp promenade mosey toddle traipse shuffle lumber stagger stumble waddle strut swagger
walk: parade meander trail tour patrol toddle advance proceed approach
run: jog sprint dash race rush hurry scurry scamper bolt charge dart speed hurtle zoom whiz flee
run: escape chase pursue scoot scuttle hasten bustle tear career sweep
gallop: canter bolt
trot: jog
canter: lope
pace: amble
sneak: creep tiptoe prowl stalk slink steal skulk lurk
limp: hobble falter
waddle: toddle
march: parade goosestep
skip: prance frolic gambol caper cavort gambol
hop: skip bounce bound
bound: leap bounce hop
jump: leap hop spring vault bounce bound pounce skip hurdle
leap: jump spring vault breach bound
pounce: lunge leap
somersault: flip backflip frontflip tumble cartwheel handspring
flip: somersault backflip
cartwheel: handspring
crawl: creep clamber inch scramble
slither: slide wriggle snake crawl glide worm
wriggle: squirm wiggle writhe struggle fidget twist
climb: scale clamber mount scramble ascend
swim: paddle snorkel crawl cruise
dive: plunge submerge nosedive
surface: emerge
float: drift hover bob levitate waft suspend hang
fly: soar glide flap wing hover flit flutter swoop cruise sail hurtle
flap: flutter beat
flutter: flap flit flicker
hover: float levitate
glide: soar coast sail
soar: glide
swoop: dive
take_off: launch liftoff lift depart blast
land: alight touch_down settle perch
perch: sit land
sit: squat crouch perch seat kneel
sit_down: sit
squat: crouch
crouch: squat duck cower huddle hunch
kneel: genuflect
lie: recline lie_down lounge sprawl sunbathe
lie_down: lie
sleep: snooze nap doze slumber rest snore lie
stand: pose stand_up
stand_up: rise get_up arise
get_up: stand_up rise
wake_up: awaken awake wake
stop: halt pause brake stand
still: idle rest wait stay remain freeze stand pause stop linger halt
idle: still rest wait stay remain stand breathe be pose linger loiter exist
wait: stand idle
rest: relax idle
breathe: inhale exhale pant sigh gasp puff
wave: greet salute beckon gesture hail motion
salute: greet
greet: wave
point: indicate show aim
clap: applaud
cheer: celebrate rejoice
bow: curtsy curtsey
nod: agree
shake_head: refuse disagree
talk: speak say chat chatter converse shout yell tell whisper argue scream call discuss explain
talk: preach announce lecture babble
sing: hum chant croon yodel serenade
laugh: giggle chuckle chortle cackle snicker guffaw titter
smile: grin smirk beam
cry: weep sob wail bawl snivel whimper
frown: scowl pout sulk
yawn: gape
sneeze: cough hiccup
blink: wink
wink: blink
kiss: smooch
dance: boogie twirl pirouette groove waltz tango sway jive disco shimmy breakdance twerk salsa jitterbug
twirl: pirouette spin
pirouette: twirl spin
spin: rotate turn revolve whirl twirl pirouette gyrate swirl pivot twist orbit
turn: rotate spin pivot veer swivel swerve steer
turn_around: turn
circle: orbit loop
roll: tumble somersault wheel
drive: cruise motor travel roll ride commute accelerate
accelerate: drive speed
brake: stop
pedal: cycle bike bicycle ride
ride: pedal cycle drive
sail: cruise navigate voyage float
row: paddle scull canoe kayak
paddle: row swim
ski: snowboard slalom
skate: iceskate rollerskate skateboard glide
surf: windsurf
slide: glide skid slip skate sledge sled toboggan
kick: boot punt dropkick
throw: toss hurl fling pitch lob cast chuck sling launch serve
catch: grab seize snatch clutch trap grasp intercept
punch: box hit strike jab smack slap thump whack slug
hit: strike knock bash smash pound bat beat hammer swat whack bang tap drum
box: punch spar fight
fight: box brawl wrestle battle duel spar
push: shove press thrust nudge
pull: tug drag haul tow yank heave draw
lift: raise hoist hold pick_up heave
raise: lift
lower: drop
carry: hold bear haul
hold: carry grip clasp
reach: stretch grab
stretch: extend reach elongate
bend: lean fold flex stoop
lean: tilt bend incline tip slant
tilt: lean tip
twist: turn writhe
exercise: workout squat
box_jump: jump
swing: sway dangle rock oscillate hang
sway: swing rock lean wobble totter
rock: sway swing cradle
wobble: jiggle teeter totter sway stagger waver
shake: tremble shiver quiver vibrate rattle shudder quake jiggle jolt convulse wobble jerk judder
tremble: shiver shake quiver shudder quake
shiver: tremble shake shudder
vibrate: shake buzz hum
buzz: hum fly
wag: swish wave
swish: wag flick
tick: tock
ring: toll chime jingle
bounce: bob hop jump rebound spring ricochet dribble
bob: bounce nod
fall: drop tumble collapse topple plummet plunge crash fall_down faint
fall_down: fall collapse
topple: tip collapse
collapse: fall faint crumple
faint: collapse
trip: stumble
die: perish expire
drop: fall
sink: descend submerge drown
rise: ascend climb lift lift_off soar mount arise
descend: sink lower
ascend: rise climb
go: move travel proceed journey
move: go travel shift stir
grow: swell expand enlarge inflate widen lengthen rise
inflate: swell
shrink: deflate contract dwindle shrivel
pulse: throb beat pulsate palpitate
beat: pulse
blow: billow sway
billow: flap wave flutter ripple blow
ripple: wave undulate surge
wave_flag: wave
flow: stream run pour trickle gush cascade
pour: flow
splash: splatter crash
flicker: burn flare blaze dance glimmer sputter waver
burn: flicker blaze
drift: float
rain: pour drizzle
snow: fall
spray: squirt spurt
steam: smoke
smoke: puff
eat: chew munch graze nibble gobble feed devour dine consume swallow gnaw feast bite snack peck lunch
graze: eat
peck: eat nibble
bite: snap chomp attack
chew: munch gnaw eat
drink: sip gulp lap slurp guzzle swig
lick: lap
sniff: smell snuffle scent
smell: sniff
howl: bay bark
bark: woof yap growl snarl howl yelp
meow: mew purr
roar: growl bellow
neigh: whinny nicker
crow: sing
chirp: tweet sing warble twitter
hiss: spit
quack: cluck honk
growl: snarl
dig: burrow scratch scrape excavate shovel
scratch: paw itch scrape
paw: scratch
groom: preen wash clean
preen: groom
rear: rear_up
buck: kick
strike: attack lunge
attack: strike bite lunge pounce
snap: bite pinch clack
pinch: snap
look: watch gaze stare see observe glance peek peer view
look_around: search scan
look_up: gaze
search: seek look_around
listen: hear
read: study
write: scribble
draw: sketch paint doodle
paint: draw
type: code
cook: stir fry bake
stir: mix
sweep: mop broom
wash: scrub clean
hammer: hit pound
saw: cut
chop: cut hew
cut: slice
juggle: toss
play: strum perform
strum: play_guitar play
drum: play_drums
conduct: direct
shoot: fire
fire: shoot
cast: fish
golf: swing
bowl: roll throw
hug: embrace cuddle snuggle
shake_hands: greet
pat: stroke pet caress tap
comb: brush
brush: comb
think: ponder wonder
shrug: hesitate
pray: meditate worship
meditate: sit
celebrate: cheer rejoice
surrender: yield
open: unfold unfurl
close: shut fold
enter: arrive come return
come: arrive approach enter return
leave: depart exit withdraw quit vacate
unfold: unfurl open
curl: coil
coil: curl
work: toil labour labor
march_on: march
snowboard: ski
skateboard: skate
pump: pulse
squeeze: press
stomp: stamp
stamp: stomp
rotate: spin turn
revolve: spin
loop: circle
zigzag: weave slalom
weave: zigzag
parachute: float drift
hatch: wobble
mate: nuzzle
nuzzle: rub
rub: stroke scratch
swarm: buzz
"""

# What stands in, with a note, where a body can't do the action: the nearest first.
_STAND_INS = """
gallop: run trot walk
canter: gallop run trot
trot: run walk
pace: walk
amble: walk
run: gallop dart scuttle walk swim fly drive move go
walk: crawl waddle hop swim slither move go
march: walk
sneak: crawl walk
limp: walk
waddle: walk
skip: hop run walk
hop: jump bounce walk
bound: jump run
jump: hop bounce leap rise
leap: jump
pounce: jump
somersault: roll spin jump
flip: jump spin roll
cartwheel: spin roll
crawl: walk slither move go
slither: crawl wriggle swim
wriggle: shake
climb: crawl rise walk up
swim: float drift slither move go
dive: sink fall swoop descend down
surface: rise
float: drift bob rise idle
fly: flap float rise jump move go
flap: fly wave
flutter: flap fly shake
hover: float fly
glide: fly float slide move go
soar: fly glide rise
swoop: fly dive
take_off: fly rise up launch jump
land: descend fall sit stop down
perch: sit
sit: crouch lie rest still idle
sit_down: sit
squat: crouch sit
crouch: squat sit
kneel: crouch squat sit
lie: sleep rest fall
lie_down: lie
sleep: lie rest breathe idle
stand: idle still
stand_up: rise rear stand
get_up: stand_up rise stand
wake_up: stretch stand_up look_around
stop: still stand idle rest wait
still: stop idle stand rest wait
idle: still stand breathe rest
wait: still
rest: still
breathe: idle pulse
wave: greet raise sway
salute: wave
greet: nod
point: raise wave reach
clap: wave
cheer: raise_arms wave jump
bow: bend nod lean
nod: bow bob
shake_head: shake nod
talk: open nod idle
sing: talk open nod
laugh: talk smile shake bounce
smile: laugh nod
cry: talk shake bow
frown: nod
yawn: talk open stretch
sneeze: nod shake
blink: nod
kiss: lean nod
dance: sway bounce spin
twirl: spin turn
pirouette: spin turn
spin: turn roll rotate
turn: spin
circle: spin fly
roll: spin somersault drive
drive: roll move go
pedal: drive roll ride
ride: drive roll go sit
sail: float drift move
row: paddle swing
paddle: swim row
ski: slide glide skate
skate: slide glide ski walk
surf: slide sail skate
slide: glide slither move go
kick: buck hit
throw: punch swing wave
catch: reach clap
punch: hit strike kick
hit: punch strike
fight: punch kick
push: lean walk
pull: lean
lift: raise rise
raise: lift rise up
lower: descend down
reach: stretch lean point
stretch: grow reach
bend: lean bow sway
lean: tilt bend sway
tilt: lean
swing: sway rock
sway: swing lean wobble
rock: sway swing
wobble: shake sway
shake: tremble wobble wriggle vibrate
tremble: shake
shiver: shake tremble
vibrate: shake
wag: wave swing shake
swish: wag
tick: spin swing rotate
ring: swing shake
bounce: jump hop bob
bob: float bounce
fall: collapse drop sink down lie
topple: fall tilt
collapse: fall lie
faint: fall collapse lie
trip: fall
die: fall collapse lie
sink: dive descend fall down
rise: up ascend float climb stand_up
grow: swell stretch rise
shrink: fall
pulse: grow bounce breathe
billow: sway wave flap
ripple: sway wave
flow: ripple wave sway
flicker: sway wave dance shake
eat: bite peck nod talk
drink: eat
bite: eat snap strike
lick: eat
sniff: look nod eat
bark: talk nod open
howl: talk look_up rear
roar: talk open
meow: talk open
neigh: talk rear nod
crow: sing talk
chirp: sing talk open
hiss: talk
quack: talk open
growl: talk
dig: scratch paw
scratch: dig paw
groom: lick scratch
rear: stand_up jump
buck: kick jump
strike: attack hit bite
attack: bite strike pounce punch
snap: bite open
look: look_around nod turn
look_around: look turn nod
search: look_around look
listen: look nod
chase: run dart swim fly
read: look nod
write: draw wave
draw: write wave
cook: stir
stir: wave
sweep: swing row
wash: rub wave
hammer: hit punch
saw: swing
chop: swing hit
juggle: throw wave
play: wave
play_guitar: strum play
play_drums: hit play
shoot: point punch
hug: clap reach
shrug: raise nod
pray: bow kneel
enter: walk go move
come: walk run swim fly roll go move
leave: walk run swim fly roll go move
go: move walk swim fly slither crawl roll run drive float
move: go walk swim fly slither crawl roll run drive float
zigzag: run swim fly go
exercise: squat jump stretch
unfold: open grow stretch
open: raise grow
close: lower shrink
curl: bend
stomp: march walk
travel: go move
"""

# Manner that a verb brings along where another action is taken for it: mood, size, pace.
MANNER_OF: dict[str, tuple[str, float, float]] = {
    "stagger": ("drunk", 1.0, 0.8), "stumble": ("drunk", 1.0, 0.8), "totter": ("drunk", 0.8, 0.8),
    "lurch": ("drunk", 1.2, 0.8), "reel": ("drunk", 1.2, 0.9),
    "trudge": ("tired", 0.9, 0.65), "plod": ("tired", 0.9, 0.65), "shuffle": ("tired", 0.7, 0.8),
    "lumber": ("tired", 1.1, 0.65), "traipse": ("tired", 0.9, 0.7), "sulk": ("sad", 1.0, 0.8),
    "mope": ("sad", 0.8, 0.7), "stroll": ("", 0.9, 0.8), "saunter": ("", 0.9, 0.75),
    "amble": ("", 0.9, 0.75), "wander": ("", 0.9, 0.8), "meander": ("", 0.9, 0.8),
    "mosey": ("", 0.9, 0.75), "march": ("proud", 1.2, 1.0), "strut": ("proud", 1.2, 0.9),
    "swagger": ("proud", 1.2, 0.9), "parade": ("proud", 1.1, 0.9), "stride": ("", 1.3, 1.0),
    "prance": ("happy", 1.2, 1.1), "frolic": ("happy", 1.2, 1.1), "gambol": ("happy", 1.2, 1.1),
    "caper": ("happy", 1.2, 1.1), "cavort": ("happy", 1.2, 1.1), "skip": ("happy", 1.1, 1.0),
    "stomp": ("angry", 1.3, 0.9), "storm": ("angry", 1.3, 1.2), "stamp": ("angry", 1.3, 0.9),
    "jog": ("", 0.8, 0.8), "sprint": ("", 1.3, 1.4), "dash": ("", 1.2, 1.4),
    "race": ("", 1.2, 1.35), "rush": ("", 1.1, 1.3), "hurry": ("", 1.0, 1.25),
    "bolt": ("scared", 1.2, 1.4), "flee": ("scared", 1.1, 1.35), "escape": ("scared", 1.0, 1.3),
    "scurry": ("", 0.8, 1.4), "scamper": ("", 0.9, 1.3), "scuttle": ("", 0.8, 1.4),
    "charge": ("angry", 1.2, 1.3), "zoom": ("", 1.2, 1.5), "whiz": ("", 1.2, 1.5),
    "tiptoe": ("sneaking", 0.8, 0.7), "creep": ("sneaking", 0.8, 0.6),
    "sneak": ("sneaking", 0.8, 0.7), "prowl": ("sneaking", 0.9, 0.7),
    "stalk": ("sneaking", 0.9, 0.7), "slink": ("sneaking", 0.8, 0.7),
    "skulk": ("sneaking", 0.8, 0.7), "steal": ("sneaking", 0.8, 0.7),
    "lurk": ("sneaking", 0.7, 0.6), "inch": ("", 0.6, 0.5), "crawl": ("", 0.8, 0.6),
    "nibble": ("", 0.7, 1.2), "gobble": ("", 1.2, 1.5), "devour": ("", 1.3, 1.4),
    "giggle": ("happy", 0.7, 1.2), "guffaw": ("happy", 1.4, 1.0), "shout": ("angry", 1.4, 1.1),
    "yell": ("angry", 1.4, 1.1), "scream": ("scared", 1.5, 1.2), "whisper": ("", 0.5, 0.9),
    "cower": ("scared", 1.0, 1.0), "quake": ("scared", 1.2, 1.2), "rejoice": ("happy", 1.2, 1.1),
    "celebrate": ("happy", 1.2, 1.1), "cheer": ("happy", 1.2, 1.1), "hurtle": ("", 1.2, 1.5),
    "drift": ("", 0.8, 0.6), "speed": ("", 1.2, 1.5), "accelerate": ("", 1.2, 1.4),
    "dart": ("", 1.0, 1.5), "flit": ("", 0.8, 1.3), "soar": ("", 1.0, 0.8),
}  # fmt: skip

# Which way a verb leads by itself.
WAY_OF = {
    "enter": "in", "arrive": "in", "return": "back", "exit": "out", "leave": "out", "depart": "out",
    "withdraw": "back", "retreat": "back", "quit": "out", "rise": "up", "ascend": "up",
    "descend": "down", "sink": "down", "take_off": "up", "launch": "up", "lift_off": "up",
    "climb": "up", "advance": "forward", "proceed": "forward", "approach": "towards",
    "chase": "towards", "pursue": "towards", "follow": "towards", "flee": "away",
    "escape": "away", "reverse": "back", "plummet": "down", "plunge": "down", "dive": "down",
    "circle": "around", "orbit": "around",
}  # fmt: skip

# What strokes can't do, by the kind in `addon.contract.beats.REFUSALS`.
_REFUSED = """
shape: melt dissolve liquefy evaporate rot decay decompose wither wilt liquify rust thaw solidify
shape: disintegrate fray fade_away corrode mould
pieces: explode shatter burst crumble split splinter erupt detonate implode fragment smash_to break
pieces: break_apart fall_apart blow_up crack tear_apart rip_apart tear rip
change: transform morph become metamorphose mutate change turn_into change_into evolve shapeshift
change: transmute grow_into
appear: disappear vanish appear materialize materialise fade emerge_from dematerialize teleport
appear: fade_in fade_out duplicate multiply clone replicate
colour: redden blush glow shine sparkle glisten lighten darken brighten change_colour change_color
colour: light_up illuminate twinkle shimmer gleam glitter blacken tarnish colour color
growth: bloom blossom sprout bud germinate hatch_from flower
"""
#: Actions that may be asked of a drawing as they stand, although strokes only partly show them.
AMBIGUOUS = frozenset({"change", "break", "split", "crack", "tear", "fade", "colour", "color"})

#: Verbs that say how another verb goes on, not what is done.
ASPECTS = frozenset(["start", "begin", "continue", "go", "come", "keep", "proceed", "resume", "try", "attempt", "carry_on", "go_on", "keep_on", "help", "happen", "seem", "appear", "manage", "tend", "commence", "set_about", "get"])  # fmt: skip
KEEPING = frozenset(["keep", "keep_on", "continue", "carry_on", "go_on", "resume"])
ENDING = frozenset(["stop", "finish", "quit", "cease", "end"])
CAUSING = frozenset(["make", "let", "see", "watch", "help", "have", "send", "set", "get", "keep", "hear"])
#: Verbs whose noun says what is done: "takes a bow".
LIGHT = frozenset(["take", "do", "make", "have", "give", "perform", "execute", "throw", "get", "let", "pull", "go_for"])
#: Before these a verb names what is only about to happen.
INTENT = frozenset(["ready", "about", "prepared", "poised", "prepare", "intend", "want", "wish", "hope", "plan", "wait"])
#: Verbs that lead to a place and are that place's "until": "until he reaches the ball".
ARRIVING = frozenset(["reach", "arrive", "get", "hit", "touch", "meet", "come", "be", "find"])

#: Movements of a part of the body that go on beside whatever the whole body does, by that part.
GESTURES: dict[str, str] = {
    **dict.fromkeys(("wave", "point", "clap", "salute", "beckon", "raise", "cheer", "shrug", "greet",
                     "raise_arm", "raise_arms", "juggle", "hold", "carry"), "arms"),
    **dict.fromkeys(("nod", "shake_head", "look", "look_around", "look_up", "look_down", "listen",
                     "turn_head", "tilt_head"), "head"),
    **dict.fromkeys(("talk", "sing", "laugh", "smile", "cry", "frown", "yawn", "bark", "meow",
                     "roar", "neigh", "chirp", "howl", "hiss", "quack", "growl", "kiss", "grin",
                     "whistle", "lick", "pant"), "mouth"),
    **dict.fromkeys(("blink", "wink"), "eyes"),
    **dict.fromkeys(("wag", "swish", "wag_tail", "flick"), "tail"),
    **dict.fromkeys(("flap", "flutter", "flap_wings"), "wings"),
    **dict.fromkeys(("breathe", "tremble", "shiver"), "body"),
}  # fmt: skip

#: Actions that go on until something else begins, and fill the time that others leave.
OPEN_ENDED = frozenset(["walk", "run", "gallop", "trot", "canter", "pace", "amble", "sneak", "limp", "waddle", "march", "skip", "hop", "bound", "crawl", "slither", "wriggle", "climb", "swim", "float", "drift", "fly", "flap", "flutter", "hover", "glide", "soar", "sleep", "stand", "still", "idle", "wait", "rest", "breathe", "dance", "spin", "circle", "roll", "drive", "pedal", "ride", "sail", "row", "paddle", "ski", "skate", "surf", "slide", "swing", "sway", "rock", "wobble", "shake", "tremble", "shiver", "vibrate", "tick", "ring", "bounce", "bob", "flow", "ripple", "billow", "flicker", "burn", "rain", "snow", "eat", "graze", "chew", "drink", "talk", "sing", "laugh", "cry", "wag", "swish", "wave", "clap", "cheer", "juggle", "play", "play_guitar", "play_drums", "dig", "scratch", "groom", "pulse", "go", "move", "work", "exercise", "box", "fight", "read", "write", "draw", "paint", "cook", "stir", "sweep", "hammer", "saw", "chop", "pray", "meditate", "hold", "carry", "zigzag", "look_around", "look", "smile", "enter", "come", "leave", "lie", "sit", "push", "pull", "stop", "creep", "prowl", "stalk", "tiptoe", "jog", "sprint", "dart", "chase", "dash", "steam", "smoke", "buzz", "blow", "jiggle", "ascend", "rise", "fall", "sink", "descend", "grow", "shrink", "accelerate"])  # fmt: skip
#: Open-ended actions that nevertheless end by themselves where another action follows.
SETTLING = frozenset(["sit", "lie", "stop", "rise", "fall", "sink", "descend", "grow", "shrink", "stand", "look", "push", "pull", "ascend", "enter", "still", "smile"])  # fmt: skip

#: (verb, part of the body) -> action, where the action isn't "verb_part" or the verb itself.
WITH_PART = {
    ("move", "wing"): "flap", ("beat", "wing"): "flap", ("flap", "wing"): "flap",
    ("flutter", "wing"): "flutter", ("spread", "wing"): "spread_wings", ("move", "tail"): "wag",
    ("wave", "tail"): "wag", ("swing", "tail"): "wag", ("flick", "tail"): "wag",
    ("shake", "tail"): "wag", ("swish", "tail"): "swish", ("shake", "head"): "shake_head",
    ("turn", "head"): "turn_head", ("nod", "head"): "nod", ("bow", "head"): "nod",
    ("lower", "head"): "look_down", ("raise", "head"): "look_up", ("lift", "head"): "look_up",
    ("tilt", "head"): "tilt_head", ("bob", "head"): "nod", ("move", "head"): "nod",
    ("wave", "hand"): "wave", ("wave", "arm"): "wave", ("raise", "hand"): "raise_arm",
    ("raise", "arm"): "raise_arm", ("lift", "arm"): "raise_arm", ("lift", "hand"): "raise_arm",
    ("clap", "hand"): "clap", ("shake", "hand"): "shake_hands", ("swing", "arm"): "swing_arms",
    ("flap", "arm"): "flap", ("move", "arm"): "wave", ("move", "hand"): "wave",
    ("lift", "leg"): "kick", ("raise", "leg"): "kick", ("kick", "leg"): "kick",
    ("stamp", "foot"): "stomp", ("tap", "foot"): "tap_foot", ("open", "mouth"): "open_mouth",
    ("close", "eye"): "blink", ("blink", "eye"): "blink", ("shrug", "shoulder"): "shrug",
    ("bend", "knee"): "squat", ("stretch", "arm"): "stretch", ("move", "leg"): "kick",
    ("pedal", "leg"): "pedal", ("wiggle", "ear"): "wiggle_ears", ("twitch", "ear"): "wiggle_ears",
    ("perk", "ear"): "perk", ("shake", "body"): "shake", ("wiggle", "hip"): "dance",
}  # fmt: skip
#: What a particle makes of a verb, where "verb_particle" isn't an action of its own.
WITH_PARTICLE = {
    ("take", "off"): "take_off", ("lift", "off"): "take_off", ("blast", "off"): "take_off",
    ("burst", "from"): "launch", ("burst", "out"): "launch", ("burst", "in"): "enter",
    ("get", "up"): "stand_up", ("stand", "up"): "stand_up", ("sit", "up"): "sit_up",
    ("wake", "up"): "wake_up", ("sit", "down"): "sit", ("lie", "down"): "lie", ("go", "up"): "rise",
    ("lay", "down"): "lie", ("kneel", "down"): "kneel", ("fall", "over"): "fall",
    ("fall", "asleep"): "sleep", ("go", "down"): "descend", ("come", "down"): "descend",
    ("come", "up"): "rise", ("bend", "over"): "bend", ("bend", "down"): "bend",
    ("tip", "over"): "topple", ("look", "around"): "look_around", ("look", "up"): "look_up",
    ("look", "down"): "look_down", ("turn", "around"): "turn_around", ("spin", "around"): "spin",
    ("pick", "up"): "pick_up", ("jump", "up"): "jump", ("slow", "down"): "stop",
    ("speed", "up"): "run", ("set", "off"): "go", ("run", "away"): "run", ("get", "down"): "crouch",
    ("squat", "down"): "squat", ("crouch", "down"): "crouch", ("rear", "up"): "rear",
    ("curl", "up"): "curl", ("puff", "up"): "grow", ("swell", "up"): "grow",
    ("warm", "up"): "stretch", ("drive", "off"): "drive", ("fly", "off"): "fly",
    ("touch", "down"): "land", ("calm", "down"): "rest", ("hold", "still"): "still",
    ("stand", "still"): "still", ("stay", "still"): "still", ("keep", "still"): "still",
    ("be", "still"): "still", ("hang", "out"): "idle", ("move", "up"): "rise",
    ("move", "down"): "descend", ("break", "down"): "collapse", ("show", "off"): "dance",
    ("work", "out"): "exercise", ("act", "up"): "shake", ("fold", "up"): "close",
    ("cool", "down"): "rest", ("settle", "down"): "sit", ("turn", "into"): "turn_into",
    ("change", "into"): "change_into", ("grow", "into"): "grow_into", ("blow", "up"): "blow_up",
    ("light", "up"): "light_up", ("fall", "apart"): "fall_apart", ("fade", "in"): "fade_in",
    ("break", "apart"): "break_apart", ("tear", "apart"): "tear_apart", ("fade", "out"): "fade_out",
    ("fade", "away"): "fade_away", ("go", "on"): "go_on", ("keep", "on"): "keep_on",
    ("carry", "on"): "carry_on", ("hatch", "from"): "hatch_from",
}  # fmt: skip


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Return word -> words of the lines "word: words"; lines of one word are joined."""
    table: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        head, _, words = line.partition(":")
        table[head] = (*table.get(head, ()), *words.split())
    return table


SYNONYMS = _table(_SYNONYMS)
STAND_INS = _table(_STAND_INS)
REFUSED = {verb: kind for kind, verbs in _table(_REFUSED).items() for verb in verbs}
#: Verb -> the actions that it names as well, in the order of the table.
NAMES: dict[str, tuple[str, ...]] = {
    verb: tuple(action for action, verbs in SYNONYMS.items() if verb in verbs)
    for verbs in SYNONYMS.values()
    for verb in verbs
}
ACTIONS = frozenset(SYNONYMS) | frozenset(STAND_INS)
"""The actions that are known where nobody says which ones a body can do."""
VERBS: frozenset[str] = frozenset(
    verb
    for verb in (
        *ACTIONS, *NAMES, *REFUSED, *MANNER_OF, *WAY_OF, *ASPECTS, *ENDING, *CAUSING, *LIGHT,
        *(verb for verb, _ in (*WITH_PART, *WITH_PARTICLE)),
        *["follow", "finish", "touch", "be", "want", "prepare", "intend", "wish", "hope", "plan", "land", "storm", "spread"],
    )
    if "_" not in verb
)  # fmt: skip
