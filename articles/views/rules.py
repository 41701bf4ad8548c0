"""Names of rules and shares → the plain words that a page shows for them."""

from __future__ import annotations

# What the linker's rules mean, where their own names do not say it.
RULES = {
    "name": "the country’s name",
    "official name": "the country’s official name",
    "demonym": "a word for the country’s people",
    "capital": "the country’s capital",
    "alias": "another name of the country, or a place that stands for it",
    "abbreviation": "a short form of the country’s name, or of a state of it",
    "historical name": "a name that the country had",
    "state": "a state or province of the country",
    "region": "a region of the country",
    "city": "a city of the country",
    "county": "a county, in a text of American local news",
    "namesake": "a famous name that is an American place here",
    "place with its region": "a place, with the region or country behind it",
    "place": "a place in the country",
    "country": "another way to write the country",
    "people": "a word for people of the country",
    "institution": "an institution of the country",
    "seat of power": "the seat of the country’s government",
    "gazetteer": "a name in the list of leaders",
    "given name": "a full name that begins with a known given name",
    "given name alone": "a given name, of somebody whom the article names in full",
    "initials": "initials and a surname",
    "short form": "a part of a name that the article gives in full",
    "title": "a surname after a title",
    "title and name": "a name after a title",
    "verb of saying": "a name beside a verb of saying",
    "leader by surname": "the surname of a leader of that time",
    "spelling of a leader's name": "a leader’s name spelt otherwise, where the country is named",
    "apposition": "a name beside a description",
    "country in brackets": "a name with a country in brackets",
    "family name first": "a name with the family name in front",
    "holder of the office": "an office, which somebody held on that day",
    "shape of surname": "a name that ends as surnames do",
    "surname elsewhere": "a surname that stands elsewhere in the article",
    "surname of a leader": "a surname that a leader bears as well",
    "surname shared": "a surname that another person of the article bears",
    "well-known name": "a name that one person is known by",
    "surname shared with the next": "a given name that shares the surname of the next",
}

SURE, FAIRLY, DOUBTFUL = 0.95, 0.85, 0.7
UNMEASURED = "not measured"


def rule_in_words(rule: str) -> str:
    """A rule in words that follow "Rule:"."""
    return RULES.get(rule, rule) or "not recorded"


def sure_in_words(share: float | None) -> str:
    """How sure something is: "sure", "fairly sure", "not very sure", "unsure", "not measured"."""
    if share is None:
        return UNMEASURED
    if share >= SURE:
        return "sure"
    if share >= FAIRLY:
        return "fairly sure"
    return "not very sure" if share >= DOUBTFUL else "unsure"


def percent(share: float) -> str:
    """A share of one in percent; never 100 % for less than all of it."""
    return f"{min(round(share * 100), 99 if share < 1 else 100)} %"
