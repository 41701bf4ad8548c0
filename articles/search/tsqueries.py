"""Words as people type them → the tsqueries that PostgreSQL reads them as, each asked of it once.

What it reads is the same as long as its text-search configurations are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

from django.db import connection

from articles.search.conditions import tsquery_sql
from articles.search.language import And, Node, Not, Or

REMEMBERED = 5_000

_known: OrderedDict[tuple[str, Node], str] = OrderedDict()
_lock = Lock()


def tsqueries(node: Node, configurations: Sequence[str]) -> Mapping[str, str]:
    """The tree in each configuration; none for one that leaves nothing of it."""
    leaves = tuple(dict.fromkeys(_leaves(node)))
    known = each_as_tsquery(leaves, configurations)
    found = {one: _written(node, one, known) for one in configurations}
    return {one: text for one, text in found.items() if text}


def each_as_tsquery(nodes: Iterable[Node], configurations: Sequence[str]) -> Mapping[tuple[str, Node], str]:
    """Each node by itself, by configuration and node; "" where it leaves nothing of it."""
    asked = [(configuration, node) for node in nodes for configuration in configurations]
    with _lock:
        found = {one: _known[one] for one in asked if one in _known}
    missing = [one for one in asked if one not in found]
    if not missing:
        return found
    parts = [tsquery_sql(node, configuration) for configuration, node in missing]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ARRAY[{', '.join(f'({sql})::text' for sql, _ in parts)}]",
            [value for _, values in parts for value in values],
        )
        new = dict(zip(missing, cursor.fetchone()[0], strict=True))
    with _lock:
        _known.update(new)
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found | new


def forget() -> None:
    """Ask for everything anew."""
    with _lock:
        _known.clear()


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part)
    elif isinstance(node, Not):
        yield from _leaves(node.part)
    else:
        yield node


def _written(node: Node, configuration: str, known: Mapping[tuple[str, Node], str]) -> str:
    """The tsquery of a tree: what is empty, for it is made of stop words, asks for nothing."""
    if isinstance(node, And | Or):
        texts = [text for part in node.parts if (text := _written(part, configuration, known))]
        return (" & " if isinstance(node, And) else " | ").join(f"( {text} )" for text in texts)
    if isinstance(node, Not):
        text = _written(node.part, configuration, known)
        return f"!( {text} )" if text else ""
    return known[configuration, node]
