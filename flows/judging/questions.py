"""What a question is: a generator of comparisons that declares the rules it asks and where it may not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.judging.evidence import Evidence
from flows.judging.register import Rule, rules
from flows.model.facts import Comparison

Ask = Callable[[Evidence, Rule], Iterator[Comparison]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the codes of the rules that it asks one after the other; each is handed to it as its row.

    `skips` are the keys of the reasons that it may leave a comparison open with.
    """

    codes: tuple[str, ...]
    skips: frozenset[str]
    ask: Ask

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that it asks, without inactive ones: the one place where those are left out."""
        return tuple(rule for code in self.codes if (rule := rules()[code]).is_active)

    def asked(self, evidence: Evidence) -> Iterator[Comparison]:
        """Its comparisons of one document, rule by rule."""
        for rule in self.rules:
            yield from self.ask(evidence, rule)


def asks(*codes: str, skips: tuple[str, ...] = ()) -> Callable[[Ask], Question]:
    """Makes a generator of comparisons the question of these rules."""
    return lambda ask: Question(codes, frozenset(skips), ask)
