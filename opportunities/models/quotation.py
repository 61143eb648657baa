"""Whether words stand in a text exactly as quoted; where they do not, what comes nearest to them."""

import re
from collections import Counter

from opportunities.models.text import compose

WORD = re.compile(r"\S+")
# Of a stretch with fewer words in common nobody would say that it was meant.
ALIKE = 0.5


def as_stored(words):
    """Composed, and with the line ends that a text is stored with."""
    return compose(words).replace("\r\n", "\n").strip()


def place_of(words, text, near=0):
    """(start, end) of the words; of several places, the one closest to ``near``; None if there is none."""
    words = as_stored(words)
    starts = [found.start() for found in re.finditer(re.escape(words), text)] if words else []
    start = min(starts, key=lambda start: abs(start - near), default=None)
    return None if start is None else (start, start + len(words))


def nearest(words, text):
    """The stretch of the text that has most words in common with these; empty where nothing is alike."""
    wanted = [plain(word) for word in words.split()]
    found = list(WORD.finditer(text))
    words = [plain(word[0]) for word in found]
    scores = shared(wanted, words)
    # Of equals, the one that begins alike.
    start = max(range(len(scores)), key=lambda at: (scores[at], words[at] == wanted[0]), default=None)
    if start is None or scores[start] < ALIKE * len(wanted):
        return ""
    end = min(start + len(wanted), len(found)) - 1
    return text[found[start].start() : found[end].end()]


def plain(word):
    return re.sub(r"\W", "", word).casefold()


def shared(wanted, words):
    """[how many of the wanted words stand in the stretch that begins here], kept up word by word."""
    missing, size = Counter(wanted), len(wanted)
    score, scores = 0, []
    for place, word in enumerate(words):
        if missing[word] > 0:
            score += 1
        missing[word] -= 1
        if place >= size:
            missing[words[place - size]] += 1
            if missing[words[place - size]] > 0:
                score -= 1
        if place >= size - 1:
            scores.append(score)
    return scores or ([score] if words else [])
