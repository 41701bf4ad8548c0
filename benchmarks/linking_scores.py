"""Score the linker on labelled texts, one JSON object a line: countries and people found, articles a second.

    .venv/bin/python benchmarks/linking_scores.py GOLD.jsonl …

GOLD has id, title, text, date, countries (ISO codes, or null where not labelled) and people ({start, end,
text, id}, or null). A country and a person count once an article; a person by the full name in `id` or any
other form of two words in the text, accents and hyphens folded. Prints precision, recall and F1, and the
articles a second of one core.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.linking import Linker  # noqa: E402
from articles.linking.reference import from_fixtures, slug  # noqa: E402
from articles.records import LinkedArticle, ParsedArticle, Precision, PublishedDate  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    options = parser.parse_args()
    linker = Linker(from_fixtures(ROOT / "fixtures"))
    print(f"{'set':<24}{'what':<12}{'P':>7}{'R':>7}{'F1':>7}{'articles/s':>12}")
    for path in options.gold:
        score(path, linker)


def score(path: Path, linker: Linker) -> None:
    """Link the texts of one file and print a row for countries and one for people."""
    counts: dict[str, Counter[str]] = {"countries": Counter(), "people": Counter()}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    articles = [parsed(row) for row in rows]
    started = time.process_time()
    found = [linker.link(article) for article in articles]
    speed = len(found) / (time.process_time() - started)
    for row, linked in zip(rows, found, strict=True):
        count(row, linked, counts)
    for what, number in counts.items():
        if number["gold"]:
            precision = number["hit"] / number["found"] if number["found"] else 0.0
            recall = number["hit"] / number["gold"]
            f1 = 2 * number["hit"] / (number["gold"] + number["found"])
            print(f"{path.stem:<24}{what:<12}{precision:7.3f}{recall:7.3f}{f1:7.3f}{speed:12,.0f}")


def parsed(row: dict[str, Any]) -> ParsedArticle:
    """The text as the linker takes it."""
    try:
        published = PublishedDate(date.fromisoformat((row.get("date") or "")[:10]), Precision.DAY)
    except ValueError:
        published = PublishedDate()
    return ParsedArticle("", 0, row.get("title") or "", row["text"], published=published)


def count(row: dict[str, Any], linked: LinkedArticle, counts: dict[str, Counter[str]]) -> None:
    """Add one article to the counts of what is labelled in it."""
    if row.get("countries") is not None:
        left_open = set(row.get("countries_optional") or ()) - set(row["countries"])
        add(counts["countries"], set(row["countries"]), set(linked.country_codes) - left_open)
    if row.get("people") is not None:
        forms: dict[str, set[str]] = defaultdict(set)
        for person in row["people"]:
            if person.get("id"):
                written = [person["text"]] if " " in (person.get("text") or "") else []
                forms[person["id"]] |= {slug(form) for form in (person["id"], *written)}
        found = {slug(mention.name) for mention in linked.people}
        # One name found for each person labelled, under whichever of its forms.
        wanted = {min(names & found, default=min(names)) for names in forms.values()}
        add(counts["people"], wanted, found)


def add(number: Counter[str], wanted: set[str], found: set[str]) -> None:
    """Add two sets to the counts."""
    number.update(gold=len(wanted), found=len(found), hit=len(wanted & found))


if __name__ == "__main__":
    main()
