"""The help page, docs/query.md and the language itself say the same."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from articles.search.language import parse
from articles.search.language.guide import examples, guide, markdown
from articles.search.language.tokens import FIELDS
from tests import factories as make


def test_the_document_is_the_guide():
    assert Path("docs/query.md").read_text(encoding="utf-8") == markdown()


def test_every_way_to_write_and_every_example_is_understood():
    ways = [way for section in guide() for row in section.rows for way in row.write]
    for text in (*ways, *examples()):
        query = parse(text)
        assert not query.problems, text
        assert query.tree.parts, text


def test_every_field_is_in_the_guide():
    ways = [way for section in guide() for row in section.rows for way in row.write]
    assert {match[1] for way in ways if (match := re.match(r"([a-z]+):", way))} == set(FIELDS)


@pytest.mark.django_db
def test_the_help_page_counts_its_examples(client):
    make.article("Putin Speaks", "Putin spoke of a ceasefire.")
    html = client.get(reverse("search_help")).content.decode()
    assert "<h1>How to search</h1>" in html
    example = r'<a href="/search\?q=putin\+ceasefire"><code>putin ceasefire</code></a>\s*'
    assert re.search(example + '<span class="number">1 article<', html)
    assert "<code>strike -hunger</code> <span" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/search", "/search?q=contry:iran", "/search?q=xylophone", "/about"]
)
def test_help_is_one_click_away(client, address):
    make.article()
    assert f'href="{reverse("search_help")}"' in client.get(address).content.decode()
