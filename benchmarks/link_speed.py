"""How fast texts are linked on one core, beside a spaCy pipeline on the same texts in the same run.

    .venv/bin/python benchmarks/link_speed.py FILES [--articles 2000] [--spacy MODEL]

FILES are any that the archive reads. Prints microseconds of processor time an article: the linking of
countries and people, the signature, all of it; seconds and memory of building the linker. With spaCy
installed in the same environment (`pip install spacy`; the archive does not need it) its pipeline takes turns
with the linker over a part of the texts: MODEL is a package or folder, en_core_web_sm unless said. Where
spaCy has no such model its blank English pipeline with a ruler of the country names stands in; that only
splits words and looks names up, and the output says so.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.linking import Linker  # noqa: E402
from articles.linking.reference import from_fixtures  # noqa: E402
from articles.linking.stories import signatures_of  # noqa: E402
from articles.reading import read_file  # noqa: E402
from articles.records import ParsedArticle, Reference  # noqa: E402

# The linker remembers names that it has met; a long import is measured, not its first second.
WARM_UP = 500
CHUNK = 100
SPACY_ARTICLES = 200


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILES")
    parser.add_argument("--articles", type=int, default=2_000, help="how many to link, behind the first 500")
    parser.add_argument("--spacy", default="en_core_web_sm", metavar="MODEL")
    options = parser.parse_args()
    articles = list(islice(read(options.files), WARM_UP + options.articles))
    reference = from_fixtures(ROOT / "fixtures")
    before = memory()
    started = time.process_time()
    linker = Linker(reference)
    print(f"building the linker: {time.process_time() - started:.2f} s, {memory() - before:.0f} MiB")
    warm, rest = articles[:WARM_UP], articles[WARM_UP:]
    if not rest:
        sys.exit(f"{len(articles)} articles are too few: the first {WARM_UP} only warm up")
    run(linker.link_all, warm)
    characters = sum(len(article.body) for article in rest) / len(rest)
    print(f"{len(rest)} articles of {characters:.0f} characters, one core; microseconds an article:")
    by_linker, by_signature = take_turns(rest, linker.link_all, signatures_of)
    print(f"  countries and people {by_linker - by_signature:6.0f}")
    print(f"  signature            {by_signature:6.0f}")
    print(f"  all                  {by_linker:6.0f}")
    compare(linker, reference, rest[:SPACY_ARTICLES], options.spacy)


def read(files: Iterable[Path]) -> Iterator[ParsedArticle]:
    """The articles of the files."""
    for path in files:
        with path.open("rb") as stream:
            for record in read_file(path.name, stream):
                if isinstance(record, ParsedArticle):
                    yield record


def memory() -> float:
    """MiB that this process holds now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 2**20


def run(work: Callable[[Sequence[ParsedArticle]], object], articles: Sequence[ParsedArticle]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work(articles)
    return time.process_time() - started


def take_turns(
    articles: Sequence[ParsedArticle], *works: Callable[[Sequence[ParsedArticle]], object]
) -> list[float]:
    """Microseconds an article for each work; they alternate, so that other load falls on all alike."""
    seconds = [0.0] * len(works)
    for at in range(0, len(articles), CHUNK):
        for number, work in enumerate(works):
            seconds[number] += run(work, articles[at : at + CHUNK])
    return [1e6 * each / len(articles) for each in seconds]


def compare(linker: Linker, reference: Reference, articles: Sequence[ParsedArticle], model: str) -> None:
    """Link and have spaCy process the same texts, if it is installed."""
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed here: nothing to compare with (pip install spacy)")
        return
    try:
        pipeline = spacy.load(model)
        name = f"spaCy {spacy.__version__} {model} ({', '.join(pipeline.pipe_names)})"
    except OSError:
        pipeline = ruler(spacy, reference)
        name = f"spaCy {spacy.__version__} without {model}: blank English with a ruler, no statistical model"
    by_linker, by_spacy = take_turns(
        articles,
        linker.link_all,
        lambda some: [pipeline(f"{article.title}\n\n{article.body}") for article in some],
    )
    print(f"{name}, {len(articles)} articles: {by_spacy:.0f}")
    print(
        f"  the linker on them, signature and all: {by_linker:.0f}, {by_spacy / by_linker:.1f} times as fast"
    )


def ruler(spacy: Any, reference: Reference) -> Any:
    """spaCy's blank English pipeline that looks up the English names of countries and the names of people."""
    pipeline = spacy.blank("en")
    pipeline.max_length = 10_000_000
    names = {form.text for country in reference.countries for form in country.forms if form.language == "en"}
    names |= {person.name for person in reference.people}
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "NAME", "pattern": name} for name in names])
    return pipeline


if __name__ == "__main__":
    main()
