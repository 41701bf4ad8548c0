"""Texts that programs keep as trees of blocks, messages and versions within JSON."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.reading import read_file
from articles.records import ParsedArticle

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ONE, TWO = "Talks on the river stopped on Tuesday.", "It will be dry by June, an envoy said."


def article(value: object) -> ParsedArticle:
    (made,) = read_file("a.json", io.BytesIO(json.dumps(value).encode()))
    assert isinstance(made, ParsedArticle), made
    return made


@pytest.mark.parametrize(
    "body",
    [
        {"blocks": [{"type": "header", "data": {"text": "Rain Halts Talks"}},
                    {"type": "image", "data": {"caption": "Tents in Goma. (AP)", "file": {"url": "x"}}},
                    {"type": "paragraph", "data": {"text": ONE}}, {"type": "paragraph", "data": {"text": TWO}}]},  # noqa: E501
        {"content": {"type": "doc", "content": [
            {"type": "image", "attrs": {}, "caption": "Tents in Goma. (AP)"},
            {"type": "paragraph", "content": [{"type": "text", "text": ONE[:9]},
                                              {"type": "text", "text": ONE[9:], "marks": [{"type": "bold"}]}]},  # noqa: E501
            {"type": "paragraph", "content": [{"type": "text", "text": TWO}]}]}},
        {"body": [{"_type": "image", "caption": "Tents in Goma. (AP)"},
                  {"_type": "block", "children": [{"_type": "span", "text": ONE[:9]}, {"_type": "span", "text": ONE[9:]}]},  # noqa: E501
                  {"_type": "block", "children": [{"_type": "span", "text": TWO}]}]},
        {"text": {"root": {"children": [
            {"type": "paragraph", "children": [{"type": "text", "text": ONE[:9]},
                                               {"type": "link", "children": [{"type": "text", "text": ONE[9:]}]}]},  # noqa: E501
            {"type": "paragraph", "children": [{"type": "text", "text": TWO}]}]}},
         "images": [{"caption": "Tents in Goma. (AP)"}]},
        {"body": f"<p>{ONE}</p><p>{TWO}</p>", "caption": "Tents in Goma. (AP)"},
        {"body_html": f"<p>{ONE}</p><p>{TWO}</p>",
         "associations": {"main": {"type": "picture", "description_text": "Tents in Goma. (AP)"}}},
        {"bodies": [{"role": "short", "value": "No."}, {"role": "main", "value": f"<p>{ONE}</p><p>{TWO}</p>"}],  # noqa: E501
         "media": [{"caption": "Tents in Goma. (AP)"}]},
    ],
)  # fmt: skip
def test_blocks_become_paragraphs_and_pictures_captions(body: dict[str, object]) -> None:
    made = article({"title": "Rain Halts Talks", **body})
    assert (made.title, made.body) == ("Rain Halts Talks", f"{ONE}\n\n{TWO}")
    assert [(each.text, each.credit) for each in made.captions] == [("Tents in Goma. (AP)", "AP")]
    assert made.source == ""


def test_a_message_has_its_title_in_its_first_line() -> None:
    made = article(
        {"name": "Hill Post", "messages": [{"id": 1, "type": "message", "date": "2011-05-03T08:00:00", "text": [  # noqa: E501
            {"type": "bold", "text": "Rain Halts Talks"}, f"\n\n{ONE} ", {"type": "link", "text": "See"}, f" {TWO}"]}]}  # noqa: E501
    )  # fmt: skip
    assert (made.title, made.body, made.published.iso) == (
        "Rain Halts Talks",
        f"{ONE} See {TWO}",
        "2011-05-03",
    )
    assert made.doubts == ()


def test_a_dateline_or_a_sentence_at_the_top_is_no_title() -> None:
    for first in ("GOMA, May 3 (Reuters) -", ONE):
        assert article({"text": f"{first}\n\n{TWO}"}).body.startswith(first)


def test_the_main_headline_of_several_versions_is_the_title() -> None:
    value = {
        "headlines": [{"role": "short", "value": "Rain"}, {"role": "main", "value": "Rain Halts Talks"}],
        "body_text": ONE,
        "versioncreated": "2011-05-03T08:00:00Z",
        "media": [{"type": "photo", "title": "A tent"}],
    }
    made = article(value)
    assert (made.title, made.published.iso, made.source) == ("Rain Halts Talks", "2011-05-03", "")


NODES = st.recursive(
    st.none() | st.text(max_size=9) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "_type",
                    "text",
                    "content",
                    "children",
                    "blocks",
                    "data",
                    "value",
                    "caption",
                    "media",
                    "body",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@QUICK
@given(NODES, st.sampled_from(["body", "content", "text", "blocks", "headlines", "images"]))
def test_any_tree_becomes_records_or_reasons(tree: object, name: str) -> None:
    made = list(read_file("a.json", io.BytesIO(json.dumps({"title": "Rain", name: tree}).encode())))
    assert made
    assert all(isinstance(each, ParsedArticle) or "could not be read" not in each.reason for each in made)
