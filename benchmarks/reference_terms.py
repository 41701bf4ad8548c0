"""Check the terms of office in ``fixtures/leaders`` and compare them with a file of known spells.

    python benchmarks/reference_terms.py FACTS.csv [--country XX] [--list]
    python benchmarks/reference_terms.py            # only the format of our own files

FACTS.csv has the columns country, name, office, start, end, source. An empty end there means "in office
on the date of the source". The exit code is 1 if the format of our own files has errors; disagreement
with the facts is only reported, as sources differ and have errors of their own.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

LEADERS = Path(__file__).resolve().parent.parent / "fixtures" / "leaders"
HEADER = ["name", "aliases", "country", "kind", "title", "start", "end"]
KINDS = {"head_of_state", "head_of_government", "foreign_minister", "other"}
HEADS = {"head_of_state", "head_of_government"}

# Offices that several people hold at the same time: (country or "*", title).
SHARED_OFFICES = {
    ("*", "Federal Councillor"),
    ("*", "Captain Regent"),
    ("*", "Co-Prince"),
    ("*", "Presidency Member"),
    ("*", "Member of the Presidency"),
    ("*", "Governor-General"),  # of several realms, where a file leaves the country empty
}

TOLERANCE = timedelta(days=31)
HANDOVER = timedelta(days=1)  # predecessor and successor may both count the day between them
SINCE = date(1990, 1, 1)
FOREVER = date(9999, 12, 31)

# The day to which each source of the facts speaks where it gives no end. The factbook rows are called
# those of May 2026, but they know of no change after the middle of January.
SOURCE_DATES = {
    "factbook": date(2026, 1, 18),
    "reign": date(2021, 3, 1),
    "archigos": date(2015, 12, 31),
    "wikidata": date(2022, 10, 1),
}

# Letters that Unicode does not decompose into a base letter and a mark.
PLAIN = str.maketrans(
    dict(zip("łøđðıə", "loddia", strict=True))
    | {"þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("'’‘ʻʼʿʾ`´", "")
)
# Parts of names that say nothing about who it is.
# fmt: off
PARTICLES = {
    "al", "el", "bin", "ibn", "ben", "bint", "van", "von", "der", "den", "de", "da", "do", "dos", "du",
    "of", "the", "and", "king", "queen", "prince", "pope", "sheikh", "sultan", "emir", "jr", "sr", "dr",
    "st", "2nd", "3rd", "4th", "time", "f", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii",
    "xiv", "xvi",
}
# fmt: on


@dataclass(frozen=True)
class Moment:
    """A date of day, month or year precision, as the first and the last day that it can mean."""

    first: date
    last: date
    text: str

    def apart(self, other: Moment) -> int:
        """Days between the two at least; 0 where one can be the other."""
        if self.first > other.last:
            return (self.first - other.last).days
        if other.first > self.last:
            return (other.first - self.last).days
        return 0

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2


OPEN = Moment(FOREVER, FOREVER, "")


def parse(text: str) -> Moment:
    """Read YYYY, YYYY-MM or YYYY-MM-DD; raise ValueError for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = match.groups()
    if not month:
        return Moment(date(int(year), 1, 1), date(int(year), 12, 31), text)
    if not day:
        length = monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 else 0
        return Moment(date(int(year), int(month), 1), date(int(year), int(month), length), text)
    exact = date(int(year), int(month), int(day))
    return Moment(exact, exact, text)


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and hyphens."""
    with suppress(UnicodeError):  # UTF-8 that a source once read as Latin-1
        text = text.encode("cp1252").decode("utf-8")
    text = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


@dataclass
class Term:
    """One term of office of our own files."""

    name: str
    aliases: list[str]
    country: str
    kind: str
    title: str
    start: Moment
    end: Moment
    where: str

    def __str__(self) -> str:
        return f"{self.country or '--'} {self.title} {self.name} {self.start.text}..{self.end.text}"


@dataclass
class Spell:
    """One row of the facts."""

    country: str
    name: str
    office: str
    start: Moment
    end: Moment
    source: str

    @property
    def known_to(self) -> date:
        """The last day for which this row says that the person was in office."""
        if self.end.text:
            return self.end.first
        return max(day for name, day in SOURCE_DATES.items() if name in self.source or name == "archigos")

    def __str__(self) -> str:
        return (
            f"{self.country} {self.name} ({self.office}) {self.start.text}..{self.end.text} [{self.source}]"
        )


@dataclass
class Span:
    """One term of a person, or several that follow each other without a gap."""

    terms: list[Term]

    @property
    def start(self) -> Moment:
        return self.terms[0].start

    @property
    def end(self) -> Moment:
        return max((term.end for term in self.terms), key=lambda moment: moment.last)

    def __str__(self) -> str:
        return " + ".join(str(term) for term in self.terms)


@dataclass
class Forms:
    """All the ways in which our files write one person, folded."""

    whole: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        folded = fold(text)
        self.whole.add(folded.replace(" ", ""))
        self.words |= {word for word in folded.split() if word not in PARTICLES and len(word) > 1}

    def likeness(self, name: str) -> int:
        """How surely `name` is this person: 3 the same form, 2 a word of it, 1 a similar word, 0 not."""
        folded = fold(re.sub(r"\(.*?\)", " ", name))
        if folded.replace(" ", "") in self.whole:
            return 3
        words = [word for word in folded.split() if word not in PARTICLES and len(word) > 1]
        if self.words & set(words):
            return 2
        for word in words:
            for own in self.words:
                if min(len(word), len(own)) >= 4 and SequenceMatcher(None, word, own).ratio() >= 0.75:
                    return 1
        return 0


def read_terms(folder: Path) -> tuple[list[Term], list[str]]:
    """All terms of the folder and the errors of their format."""
    terms: list[Term] = []
    errors: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        data = path.read_bytes()
        if b"\r" in data:
            errors.append(f"{path.name}: line ends are not LF")
        if data.startswith(b"\xef\xbb\xbf"):
            errors.append(f"{path.name}: starts with a byte order mark")
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        if next(rows, []) != HEADER:
            errors.append(f"{path.name}: header is not {','.join(HEADER)}")
            continue
        for row in rows:
            where = f"{path.name}:{rows.line_num}"
            if len(row) != len(HEADER):
                errors.append(f"{where}: {len(row)} fields, not {len(HEADER)}")
                continue
            if any(cell != cell.strip() for cell in row):
                errors.append(f"{where}: space around a field")
            name, aliases, country, kind, title, start, end = (cell.strip() for cell in row)
            if not name or not title:
                errors.append(f"{where}: no name or no title")
            if country and not re.fullmatch(r"[A-Z]{2}", country):
                errors.append(f"{where}: country {country!r} is not two capitals")
            if kind not in KINDS:
                errors.append(f"{where}: unknown kind {kind!r}")
            try:
                first, last = parse(start), parse(end) if end else OPEN
            except ValueError as error:
                errors.append(f"{where}: {error}")
                continue
            if last.last < first.first:
                errors.append(f"{where}: {name} ends {end} before the start {start}")
            forms = aliases.split("|") if aliases else []
            terms.append(Term(name, forms, country, kind, title, first, last, where))
    return terms, errors


def check_people(terms: list[Term]) -> Iterator[str]:
    """Errors of names: repeated or shared aliases, one person written in two ways."""
    first_row: set[tuple[str, str]] = set()
    owners: dict[str, str] = {}
    for term in terms:
        other = owners.setdefault(fold(term.name), term.name)
        if other != term.name:
            yield f"{term.where}: name {term.name!r} is also written {other!r}"
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for term in terms:
        key = (term.where.split(":")[0], term.name)
        if key in first_row and set(term.aliases) - given[key]:
            yield f"{term.where}: aliases of {term.name} that their first row does not have"
        first_row.add(key)
        given[key] |= set(term.aliases)
        if len(set(term.aliases)) < len(term.aliases):
            yield f"{term.where}: alias of {term.name} repeated"
        for alias in term.aliases:
            if not alias or alias != alias.strip():
                yield f"{term.where}: empty alias or space around one of {term.name}"
                continue
            if alias == term.name:
                yield f"{term.where}: alias of {term.name} is the name itself"
            other = owners.setdefault(fold(alias), term.name)
            # One word that two share (King Abdullah) is told apart by date and country where it is linked.
            if other != term.name and " " in alias:
                yield f"{term.where}: {alias!r} of {term.name} is also a form of {other}"


def check_offices(terms: list[Term]) -> Iterator[str]:
    """Errors of offices that one person holds at a time, but two do in our files."""
    offices: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in terms:
        shared = {(term.country, term.title), ("*", term.title)} & SHARED_OFFICES
        if term.kind != "other" and not shared:
            offices[term.country, term.kind, term.title].append(term)
    for held in offices.values():
        held.sort(key=lambda term: (term.start.first, term.end.last))
        for number, one in enumerate(held):
            for two in held[number + 1 :]:
                begins = max(one.start.last, two.start.last)
                ends = min(one.end.first, two.end.first)
                if ends - begins > HANDOVER:
                    yield f"{two.where}: {two} overlaps {one}"


def read_facts(path: Path) -> list[Spell]:
    """The spells of the facts file that reach into 1990 or later."""
    spells = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = re.search(r"[A-Z]{2}", row["country"])  # one code is kept as a pattern of its source
            try:
                start, end = parse(row["start"].strip()), parse(row["end"].strip()) if row["end"] else OPEN
            except ValueError:
                continue
            if code and end.last >= SINCE:
                country = code.group()
                spells.append(Spell(country, row["name"], row["office"], start, end, row["source"]))
    return spells


def spans(terms: list[Term]) -> Iterator[Span]:
    """Each term of one person in one country, and each chain of terms without a gap."""
    ordered = sorted(terms, key=lambda term: (term.start.first, term.end.last))
    for first in range(len(ordered)):
        yield Span([ordered[first]])
        for last in range(first + 1, len(ordered)):
            chain = ordered[first : last + 1]
            if any(
                two.start.first > SINCE and two.start.first - one.end.last > TOLERANCE
                for one, two in pairwise(chain)
                if one.end is not OPEN
            ):
                break
            yield Span(chain)


def compare(spell: Spell, span: Span) -> tuple[int, int]:
    """Days between the starts and between the ends of a spell and a span of ours."""
    start = spell.start.apart(span.start)
    if spell.start.last < SINCE and span.start.last < SINCE + timedelta(days=1):
        start = min(start, 0)  # what was before 1990 is out of scope
    if spell.end.text:
        return start, spell.end.apart(span.end)
    return start, max(0, (spell.known_to - span.end.last).days)


def overlaps(spell: Spell, span: Span) -> bool:
    """Whether a spell and a span of ours have a day in common, or nearly."""
    until = max(spell.known_to, spell.end.last) if spell.end.text else spell.known_to
    return spell.start.first <= span.end.last + TOLERANCE * (span.end is not OPEN) and (
        span.start.first <= until + TOLERANCE
    )


@dataclass
class Result:
    """What became of one spell of the facts."""

    spell: Spell
    verdict: str  # agree, differ, missing
    reason: str
    days: int = 0
    span: Span | None = None


def judge_pair(spell: Spell, span: Span) -> Result:
    """Agree or differ, and why."""
    start, end = compare(spell, span)
    days = max(start, end)
    if days <= TOLERANCE.days:
        rough = [
            one
            for one, two in ((spell.start, span.start), (spell.end, span.end))
            if one.text and two.text and abs(one.middle - two.middle) > TOLERANCE
        ]
        return Result(spell, "agree", "within the precision given" if rough else "within 31 days", days, span)
    inside = spell.start.last + TOLERANCE >= span.start.first and spell.known_to - TOLERANCE <= span.end.last
    if inside:
        reason = "inside our longer term (source splits it or counts power, not office)"
    elif any(moment.text and len(moment.text) < 10 for moment in (spell.start, spell.end)) and days <= 62:
        reason = "precision of source"
    elif days <= 366:
        reason = "32 to 366 days apart"
    else:
        reason = "further apart"
    return Result(spell, "differ", reason, days, span)


def judge(
    spell: Spell, people: dict[str, dict[str, list[Span]]], forms: dict[str, Forms], states: list[Term]
) -> Result:
    """Find the term of ours that one spell of the facts means."""
    best: tuple[int, int, int] | None = None
    chosen: Span | None = None
    dated: Span | None = None
    for name, own in people.get(spell.country, {}).items():
        likeness = forms[name].likeness(spell.name)
        for span in own:
            if not overlaps(spell, span):
                continue
            days = max(compare(spell, span))
            if not likeness:
                if days <= TOLERANCE.days:
                    dated = span
                continue
            rank = (0 if days <= TOLERANCE.days else 1 if likeness > 1 else 2, -likeness, days)
            if best is None or rank < best:
                best, chosen = rank, span
    found = judge_pair(spell, chosen) if chosen else None
    if found and found.verdict == "agree":
        return found
    alone = spell.name.split(" of ")[0]  # "Frederik X of Denmark"
    for term in states:
        elsewhere = term.name not in people.get(spell.country, {})
        if elsewhere and forms[term.name].likeness(alone) == 3:
            return Result(spell, "missing", "head of state of a parent state or union")
    if found:
        return found
    if spell.country not in people:
        return Result(spell, "missing", "country not in our files")
    if dated:
        return Result(spell, "missing", "name not matched: same dates, another name", 0, dated)
    return Result(spell, "missing", "no term of ours with that name and time")


def report(results: list[Result], absent: list[Term], show: bool) -> None:
    """Print the counts and, if asked, every row that does not agree."""
    for verdict in ("agree", "differ", "missing"):
        rows = [result for result in results if result.verdict == verdict]
        print(f"{verdict:8} {len(rows):5}")
        for reason, count in Counter(result.reason for result in rows).most_common():
            print(f"         {count:5}  {reason}")
    print(f"ours only{len(absent):5}  terms of heads of state and government that the facts do not have")
    if not show:
        return
    for verdict in ("differ", "missing"):
        print(f"\n{verdict}:")
        rows = [result for result in results if result.verdict == verdict]
        for result in sorted(rows, key=lambda row: (row.spell.country, row.spell.start.first)):
            ours = f"\n    ours: {result.span}" if result.span else ""
            apart = f", {result.days} days" if result.days else ""
            print(f"  {result.spell}\n    {result.reason}{apart}{ours}")
    print("\nours only:")
    for term in sorted(absent, key=lambda term: (term.country, term.start.first)):
        print(f"  {term}")


def only(items: Iterable[Term], country: str | None) -> list[Term]:
    """The terms of one country, or all."""
    return [term for term in items if country in (None, term.country)]


def main() -> int:
    """Check, compare, print; 1 if our own files have errors of format."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("facts", nargs="?", type=Path, help="CSV with known spells; without it, format only")
    parser.add_argument("--country", metavar="XX", help="only this country (ISO 3166-1 alpha-2)")
    parser.add_argument("--list", action="store_true", help="print every row that does not agree")
    parser.add_argument("--leaders", type=Path, default=LEADERS, help="folder with our CSV files")
    options = parser.parse_args()

    terms, errors = read_terms(options.leaders)
    errors += check_people(terms)
    errors += check_offices(terms)
    for error in errors:
        print(error)
    kinds = Counter(term.kind for term in terms)
    print(
        f"{len(terms)} terms, {len({term.name for term in terms})} people, "
        f"{len({term.country for term in terms} - {''})} countries: "
        + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    )
    print(f"{len(errors)} errors of format")
    if not options.facts:
        return 1 if errors else 0

    forms: dict[str, Forms] = defaultdict(Forms)
    grouped: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for term in terms:
        for form in (term.name, *term.aliases):
            forms[term.name].add(form)
        if term.country and term.kind != "foreign_minister":
            grouped[term.country][term.name].append(term)
    people = {
        country: {name: list(spans(held)) for name, held in names.items()}
        for country, names in grouped.items()
    }
    states = [term for term in terms if term.kind == "head_of_state"]
    spells = [spell for spell in read_facts(options.facts) if options.country in (None, spell.country)]
    results = [judge(spell, people, forms, states) for spell in spells]
    matched = {id(term) for result in results if result.span for term in result.span.terms}
    heads = [term for term in only(terms, options.country) if term.kind in HEADS]
    report(results, [term for term in heads if id(term) not in matched], options.list)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
