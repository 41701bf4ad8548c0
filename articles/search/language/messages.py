"""What the language says of a query: problems, with their place and what would work instead, and notes."""

from __future__ import annotations

from collections.abc import Iterator

from articles.search.language.periods import parse_period
from articles.search.language.tokens import Token
from articles.search.language.tree import And, Field, Node, Not, Problem, Word

NO_OPENING = "A closing bracket without its opening one was left out."
NO_CLOSING = "An opening bracket without its closing one was closed at the end."
LONE_OR = "An OR needs something on both sides; it was left out."
LONE_NOT = "A minus or NOT needs something after it; it was left out."
LONE_NEAR = "near/5 needs a word on both sides; it was left out."
LONE_MINUS = (
    "A minus with spaces around it was left out; to exclude a word, write the minus right before it: -word."
)
ONLY_EXCLUDED = "Only exclusions: everything else is found."
SHOUTED = "All in capitals: OR, AND and NOT are read as words. Write the others in small letters to use them."
SMALL_OR = "“or” in small letters is a word like any other; OR in capitals finds either."


def too_long(text: str, most: int) -> Problem:
    """A query of more characters than are read; its beginning up to a word's end would be."""
    message = f"The query has {len(text):,} characters; {most:,} is the most. The rest is marked."
    whole = text[:most] if text[most].isspace() else text[:most].rpartition(" ")[0]
    return Problem(message, (most, len(text)), (whole.strip() or text[:most],))


def too_deep(most: int, at: tuple[int, int]) -> Problem:
    """Brackets within brackets, more than are read."""
    return Problem(f"Brackets nest more than {most} deep.", at)


def too_far(text: str, token: Token, most: int) -> Problem:
    """A near with a number that it cannot have."""
    distance = min(max(int(token.text), 1), most)
    message = f"near/ takes a number of words from 1 to {most}."
    return Problem(message, (token.start, token.end), (_with(text, token, f"near/{distance}"),))


def near_takes_words(text: str, side: Node, token: Token) -> Problem:
    """A near beside a field, an exclusion or several words that have to be in the text."""
    message = f"near/{token.text} stands between words, phrases or words with a star; “{side}” is none."
    fixes = (_with(text, token, ""),)
    return Problem(message, side.at, tuple(" ".join(fix.split()) for fix in fixes))


def too_short(text: str, token: Token, least: int) -> Problem:
    """Too few letters before a star: half the archive would be read."""
    message = f"“{token.text}*” is too short: a star needs at least {least} letters before it."
    return Problem(message, (token.start, token.end), (_with(text, token, token.text),))


def no_words(text: str) -> str:
    """A query of nothing but marks and pictures."""
    return f"Nothing in “{text[:40]}” can be searched: there are no letters or digits in it."


def no_partner(phrase: str) -> str:
    """A quotation mark that no other closes."""
    return f"The quotation mark before “{phrase}” has no partner: read as a phrase to the end."


def left_out_marks(typed: str, word: str) -> str:
    """Marks on a word that are not part of it here."""
    if "*" in typed:
        return f"A star works at the end of a word only: “{typed}” is searched as “{word.replace('*', ' ')}”."
    return f"“{typed}” is searched as “{word}”: other marks are not part of words."


def passed_over(text: str, marks: str) -> str:
    """Signs between words that mean nothing here; what other search engines read there is named."""
    if marks in ("|", "||"):
        words = text.split()
        places = [place for place in range(1, len(words) - 1) if words[place] == marks]
        return _either(marks, [words[places[0] - 1], words[places[0] + 1]] if places else [])
    if marks in ("&", "&&", "+"):
        return f"“{marks}” was left out: all of the words are searched without it."
    return f"“{marks}” was left out: only letters and digits are searched."


def stroke_in(word: str) -> str:
    """Strokes within what stands between spaces."""
    return _either("|", [part for part in word.split("|") if part])


def _either(stroke: str, words: list[str]) -> str:
    write = f"OR in capitals: {' OR '.join(words)}" if len(words) > 1 else "OR in capitals between them"
    return f"“{stroke}” was left out: all of the words are searched. To find any of them, write {write}."


def space_left_out(node: Field) -> str:
    """A space after the colon of a field."""
    return f"Read as {node}, without the space. In quotation marks the words are searched as they stand."


def about_whole(tree: And) -> Iterator[str]:
    """Notes on what a query asks for as a whole."""
    if tree.parts and all(isinstance(part, Not) for part in tree.parts):
        yield ONLY_EXCLUDED
    if Word("or") in tree.parts[1:-1]:
        yield SMALL_OR
    fields = [part for part in tree.parts if isinstance(part, Field)]
    for after in fields:
        for before in fields:
            if (after.name, before.name) == ("after", "before") and _apart(after, before):
                yield f"No day lies both in {after} and in {before}."


def _apart(after: Field, before: Field) -> bool:
    first, last = parse_period(after.value), parse_period(before.value)
    return first is not None and last is not None and last.last < first.first


def _with(text: str, token: Token, instead: str) -> str:
    return f"{text[: token.start]}{instead}{text[token.end :]}"
