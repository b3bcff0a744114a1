"""Names nearly alike: what somebody probably meant, and what to offer while they type.

Names are compared by their runs of letters: the rarer a run is among all names, the more it tells (tf-idf, cosine).
A short name (`R`, `Go`, `PM`, `Java`) shares its letters with much that it is not, so it is never *nearly* anything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from bot.domain.skills import Catalogue, same
from bot.domain.words import plain

SHORT = 4
"""Names of so many letters or fewer are known only as they are written."""

LIKE = 0.45
"""From this likeness on it is worth asking whether something was meant."""

FEW = 3
"""With fewer names that fit what was typed, those that are like it are offered too."""

_RUNS = (2, 3)
_EMPTY = frozenset("a an and at by for from in of on or the to with".split())


def is_short(name: str) -> bool:
    return len(same(name)) <= SHORT


def _words(text: str) -> list[str]:
    kept = "".join(letter if letter.isalnum() or letter in "+#" else " " for letter in plain(text)).split()
    return [word for word in kept if word not in _EMPTY] or kept


def _initials(words: list[str]) -> list[str]:
    """What a name of several words is often called: `virtual private network` is a VPN."""
    return ["".join(word[0] for word in words)] if len(words) > 2 else []


def _runs(text: str) -> Counter[str]:
    """The runs of letters of each word, its ends included, and of the initials; the order of words does not matter."""
    found: Counter[str] = Counter()
    words = _words(text)
    for word in (*words, *_initials(words)):
        ended = f" {word} "
        for length in _RUNS:
            found.update(ended[at : at + length] for at in range(len(ended) - length + 1))
    return found


@dataclass(frozen=True)
class Names:
    """The names that skills go by, ready to be searched."""

    labels: tuple[tuple[str, str], ...]
    """Every name and the skill whose it is."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Names":
        named = ((label, one.name) for one in catalogue.skills for label in (one.name, *one.aliases))
        return cls(tuple(named))

    def ready(self) -> "Names":
        """Made ready to be searched, which otherwise the first search pays for."""
        _ = self._searched, self._short_words, self._words_of, self._index
        return self

    def near(self, word: str, limit: int = 3, least: float = LIKE) -> tuple[str, ...]:
        """The skills that this word is most like, the likest first; none where none is like it."""
        likeness: dict[str, float] = {}
        said = set(_words(word))
        short = said & self._short.keys()
        for place, value in self._like(word):
            if value >= least and self._short_words[place] <= said:
                skill = self.labels[place][1]
                likeness[skill] = max(likeness.get(skill, 0), value)
        likest = sorted(likeness, key=lambda skill: (-likeness[skill], skill))
        # a short name said is meant as it is: `Java 17` is not JavaScript, whatever letters they share
        meant = (skill for skill in likest if short <= self._words_of[skill])
        return tuple(dict.fromkeys((*meant, *self._short_in(word))))[:limit]

    def offered(self, typed: str, limit: int = 20) -> tuple[str, ...]:
        """What to offer to somebody who typed so far: names that begin so, then names that hold it, then the like."""
        sought, found = same(typed), list[tuple[int, int, str]]()
        for place, (key, words) in enumerate(self._searched):
            if rank := self._rank(sought, key, words):
                label, skill = self.labels[place]
                found.append((2 * rank + (label != skill), place, skill))
        skills = dict.fromkeys(skill for _, _, skill in sorted(found))
        if len(skills) < FEW:
            skills |= dict.fromkeys(self.near(typed))
        return tuple(skills)[:limit]

    @staticmethod
    def _rank(sought: str, key: str, words: str) -> int:
        """How well a name fits what was typed, 1 the best; 0 if not at all."""
        if key.startswith(sought):
            return 1 + (key != sought)
        if f" {sought}" in words:
            return 3
        return 4 if len(sought) > SHORT and sought in key else 0

    @cached_property
    def _searched(self) -> tuple[tuple[str, str], ...]:
        """Each name made comparable, and its words, a space before each."""
        return tuple((same(label), "".join(f" {word}" for word in _words(label))) for label, _ in self.labels)

    @cached_property
    def _short(self) -> Mapping[str, str]:
        """The short names, and whose they are."""
        return {same(label): skill for label, skill in self.labels if is_short(label)}

    @cached_property
    def _words_of(self) -> Mapping[str, frozenset[str]]:
        """All words in the names of each skill."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for place, (_, words) in enumerate(self._searched):
            label, skill = self.labels[place]
            if label == skill or same(label) != same(skill):  # `Java Script` has nothing of Java
                found[skill].update(words.split())
        return {skill: frozenset(words) for skill, words in found.items()}

    @cached_property
    def _short_words(self) -> tuple[frozenset[str], ...]:
        """The short names in each name: `Java programming` is nearly nothing that does not say Java."""
        return tuple(
            frozenset(one for one in words.split() if one in self._short) for _, words in self._searched
        )

    def _short_in(self, word: str) -> Iterator[str]:
        """Skills whose short name stands as a word in this one, or is its initials: `Java 17` may well mean Java."""
        words = _words(word)
        return (self._short[one] for one in (*words, *_initials(words)) if one in self._short)

    @cached_property
    def _long(self) -> tuple[tuple[int, Counter[str]], ...]:
        """The names that can be nearly something: their places, and their runs of letters."""
        return tuple(
            (place, _runs(label)) for place, (label, _) in enumerate(self.labels) if not is_short(label)
        )

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """How much each run of letters tells: the fewer names have it, the more."""
        having = Counter(run for _, runs in self._long for run in runs)
        return {run: log((1 + len(self._long)) / (1 + count)) + 1 for run, count in having.items()}

    @cached_property
    def _index(self) -> Mapping[str, list[tuple[int, float]]]:
        """For each run of letters the names that have it, and its part in each."""
        found: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, runs in self._long:
            for run, value in self._weighed(runs).items():
                found[run].append((place, value))
        return found

    def _weighed(self, runs: Counter[str]) -> dict[str, float]:
        """A name as a direction of length 1. A run that no name has tells as much as the rarest."""
        unheard = log(1 + len(self._long)) + 1
        weights = {run: sqrt(count) * self._weights.get(run, unheard) for run, count in runs.items()}
        length = sqrt(sum(value * value for value in weights.values()))
        return {run: value / length for run, value in weights.items()}

    def _like(self, word: str) -> Iterator[tuple[int, float]]:
        """The names that share a run of letters with this word, by place, each with its likeness up to 1."""
        likeness: defaultdict[int, float] = defaultdict(float)
        if not is_short(word):
            for run, value in self._weighed(_runs(word)).items():
                for place, part in self._index.get(run, ()):
                    likeness[place] += value * part
        return iter(likeness.items())
