"""Texts for tests, made up, in the layouts that the archive reads."""

import json
from collections.abc import Sequence

PARAGRAPHS = (
    "Norwegian Foreign Minister Kari Solberg met officials in Tirana on Monday to speak of fishing rights.",
    "Solberg said the talks with Albania would go on in spring, and thanked her hosts for their patience.",
    "The two governments have argued about the matter for years without coming to an agreement.",
)


def page_dump(
    title: str,
    paragraphs: Sequence[str] = PARAGRAPHS,
    caption: str = "Boats lie in the harbour of Durres, Albania, Monday, March 4, 2024. (Example Agency)",
) -> str:
    """An article as a page dump has it: headline and caption repeated, with the button between."""
    head = f"{title}\n\n {caption}\n{caption}\n"
    return f"{head}TT\n\n{head}\n" + "\n\n".join(paragraphs)


def dump_file(*articles: str) -> str:
    """Several articles in one file."""
    return "\n\n\n\n".join(articles) + "\n"


def json_lines(*rows: dict[str, object]) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
