"""What the language says of a query: problems, with their place and what would work instead, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.search.language.periods import parse_period
from articles.search.language.tokens import DOUBLE, MINUS, Token
from articles.search.language.tree import And, Field, Gravity, Node, Not, Note, Problem, Word

A_SENTENCE = 12  # words
NO_OPENING = Note("A closing bracket without its opening one was left out.", Gravity.CHANGED)
NO_CLOSING = Note("An opening bracket without its closing one was closed at the end.", Gravity.CHANGED)
LONE_OR = Note("An OR needs something on both sides; it was left out.", Gravity.CHANGED)
LONE_NOT = Note("A minus or NOT needs something after it; it was left out.", Gravity.CHANGED)
LONE_NEAR = Note("near/5 needs a word on both sides; it was left out.", Gravity.CHANGED)
ONLY_EXCLUDED = Note("Only exclusions: everything else is found.")
_SMALL_OR = re.compile(r"(?<=\s)or(?=\s)")
_JOINED = re.compile(r"[^\s&+]+(?:\s+(?:&{1,2}|\+)\s+[^\s&+]+)+")
_MINUS = re.compile(rf"(?<=\s)([{re.escape(MINUS)}])\s+(?=[\w(\"])")
_SIGN = re.compile(r"(?<=\s)(?:&{1,2}|\+)\s+")


def too_long(text: str, most: int) -> Problem:
    """A query of more characters than are read; its beginning up to a word's end would be."""
    message = (
        f"The query has {len(text):,} characters; {most:,} is the most. The rest is marked. To find a "
        "text, a sentence of it in quotation marks is enough."
    )
    whole = text[:most] if text[most].isspace() else text[:most].rpartition(" ")[0]
    beginning = " ".join("".join(" " if char in DOUBLE else char for char in whole).split()[:A_SENTENCE])
    fixes = whole.strip() or text[:most], f'"{beginning}"'
    return Problem(message, (most, len(text)), fixes if beginning else fixes[:1])


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


def no_words(text: str) -> Note:
    """A query of nothing but marks and pictures."""
    message = f"Nothing in “{text[:40]}” can be searched: there are no letters or digits in it."
    return Note(message, Gravity.NOTHING)


def no_partner(phrase: str) -> Note:
    """A quotation mark that no other closes."""
    message = f"The quotation mark before “{phrase}” has no partner: read as a phrase to the end."
    return Note(message, Gravity.CHANGED)


def lone_minus(text: str) -> Note:
    """A minus with spaces on both sides, as between two words of a headline."""
    fix = _MINUS.sub(r"\1", text)
    message = "A minus with spaces around it was left out"
    if fix == text:
        return Note(f"{message}.", Gravity.CHANGED)
    return Note(f"{message}; to exclude a word, write the minus right before it:", Gravity.CHANGED, (fix,))


def shouted(text: str, operators: set[str]) -> Note:
    """A query in capitals, in which OR may be meant."""
    fix = " ".join(word if word in operators else word.lower() for word in text.split())
    message = (
        "All in capitals: OR, AND and NOT are read as words. To use them, write the rest in small letters:"
    )
    return Note(message, Gravity.TOLD, (fix,))


def left_out_marks(typed: str, word: str) -> Note:
    """Marks on a word that are not part of it here."""
    if "*" in typed:
        bare = word.replace("*", " ")
        message = f"A star works at the end of a word only: “{typed}” is searched as “{bare}”."
        return Note(message, Gravity.CHANGED)
    message = f"“{typed}” is searched as “{word}”: other marks are not part of words."
    return Note(message, Gravity.CHANGED)


def passed_over(text: str, marks: str) -> Note:
    """Signs between words that mean nothing here; the one that other search engines read as AND is named."""
    if marks in ("&", "&&", "+"):
        fixes = (_SIGN.sub("", text), _JOINED.sub(r'"\g<0>"', text))
        message = f"“{marks}” was left out: all of the words are searched"
        if _JOINED.search(text) and not set(text) & {*DOUBLE, *"():*"}:
            message = f"{message}, as without it. To find them side by side, use quotation marks:"
            return Note(message, Gravity.CHANGED, tuple(dict.fromkeys(fixes)))
        return Note(f"{message} without it.", Gravity.CHANGED)
    return Note(f"“{marks}” was left out: only letters and digits are searched.", Gravity.CHANGED)


def stroke(marks: str, fix: str) -> Note:
    """Strokes, which other search engines read as OR; `fix` is the query with OR, "" if there is none."""
    message = f"“{marks}” was left out: all of the words are searched. To find any, write OR in capitals"
    if not fix:
        return Note(f"{message} between them.", Gravity.CHANGED)
    return Note(f"{message}:", Gravity.CHANGED, (fix,))


def space_left_out(node: Field) -> Note:
    """A space after the colon of a field."""
    message = f"Read as {node}, without the space. In quotation marks the words are searched as they stand."
    return Note(message, Gravity.CHANGED)


def listed_values(node: Field, rest: str, fix: str) -> Note:
    """A field and a comma, with more values of that field behind a space."""
    message = f"Read as {node} and, in the text, “{rest}”. Each of several values needs the field:"
    return Note(message, Gravity.CHANGED, (fix,))


def about_whole(text: str, tree: And) -> Iterator[Note]:
    """Notes on what a query asks for as a whole."""
    if tree.parts and all(isinstance(part, Not) for part in tree.parts):
        yield ONLY_EXCLUDED
    if Word("or") in tree.parts[1:-1] and _SMALL_OR.search(text):
        fix = _SMALL_OR.sub("OR", text)
        yield Note(
            "“or” in small letters is a word like any other; OR in capitals finds either:",
            Gravity.CHANGED,
            (fix,),
        )
    fields = [part for part in tree.parts if isinstance(part, Field)]
    for after in fields:
        for before in fields:
            if (after.name, before.name) == ("after", "before") and _apart(after, before):
                yield _turned(tree, after, before)


def _turned(tree: And, after: Field, before: Field) -> Note:
    """From a day to one before it; the other way round there are days between."""
    turned = {after: Field("after", before.value), before: Field("before", after.value)}
    parts = [turned.get(part, part) if isinstance(part, Field) else part for part in tree.parts]
    message = f"No day lies both in {after} and in {before}; the other way round it would be:"
    return Note(message, Gravity.NOTHING, (str(And(tuple(parts))),))


def _apart(after: Field, before: Field) -> bool:
    first, last = parse_period(after.value), parse_period(before.value)
    return first is not None and last is not None and last.last < first.first


def _with(text: str, token: Token, instead: str) -> str:
    return f"{text[: token.start]}{instead}{text[token.end :]}"
