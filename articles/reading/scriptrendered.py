"""The elements of a page that came as data, in pieces → markup."""

from __future__ import annotations

import html

_DEEPEST, _MOST_PARTS, _SHORTEST = 80, 30_000, 125
_SILENT = ("script", "style", "head", "svg", "nav", "footer", "button")


def rendered(value: object) -> str:
    """Elements of a streamed page as markup, "" if the value has none."""
    parts: list[str] = []
    _render(value, parts, 0)
    return "".join(parts) if sum(map(len, parts)) > _SHORTEST and "<p>" in parts else ""


def _render(value: object, parts: list[str], depth: int) -> None:
    if depth > _DEEPEST or len(parts) > _MOST_PARTS or not isinstance(value, list):
        return
    if len(value) < 4 or value[0] != "$" or not isinstance(value[1], str):
        for each in value:
            _render(each, parts, depth + 1)
        return
    name = value[1] if value[1].isalnum() and value[1].isascii() else ""
    props = value[3] if isinstance(value[3], dict) else {}
    if name in _SILENT:
        return
    parts.append(f"<{name}>" if name else "")
    inner = props.get("dangerouslySetInnerHTML")
    if isinstance(inner, dict) and isinstance(inner.get("__html"), str):
        parts.append(str(inner["__html"]))
    children = props.get("children")
    for each in children if isinstance(children, list) and children[:1] != ["$"] else [children]:
        if isinstance(each, str) and not each.startswith("$"):
            parts.append(html.escape(each))
        else:
            _render(each, parts, depth + 1)
    parts.append(f"</{name}>" if name else "")
