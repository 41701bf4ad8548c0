"""The published vocabulary of happenings: complete, PLOVER's own words, and the same in the documentation."""

from pathlib import Path

from articles.linking.vocabulary import labels, term_of, terms
from articles.models import Event

ROOT = Path(__file__).parents[1]
PLOVER = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]


def test_every_type_of_plover_has_a_kind_and_no_other_type_is_named() -> None:
    assert {term.plover for term in terms()} - {""} == set(PLOVER)


def test_every_kind_that_an_event_can_have_is_in_the_vocabulary() -> None:
    assert set(Event.Kind.values) <= set(labels())
    assert all(len(kind) <= 12 for kind in labels())


def test_every_row_is_defined_and_told_from_the_others() -> None:
    assert all(term.definition.endswith(".") and term.label for term in terms())
    rows = [(term.kind, term.mode, term.context) for term in terms()]
    assert len(set(rows)) == len(rows)


def test_a_kind_is_looked_up_by_its_mode() -> None:
    assert term_of("strike", "aerial").label == "air strike"
    assert term_of("protest").mode == "demo"
    assert term_of("election").plover == ""


def test_the_documentation_has_every_row() -> None:
    text = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    for term in terms():
        row = f"| {term.kind} | {term.label} | {' '.join(filter(None, (term.plover, term.mode)))} |"
        assert f"{row} {term.definition} " in text, f"docs/events.md does not have: {row}"


def test_an_event_is_of_a_kind_of_the_vocabulary_under_its_label() -> None:
    assert dict(Event.Kind.choices) == labels()
