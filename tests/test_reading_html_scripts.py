# ruff: noqa: E501 - scripts stand on lines as long as servers send them
"""Pages whose text stands only in a script, in hidden markup or in an attribute."""

import html
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading import jsliterals, read_file, scriptvalues
from articles.records import ParsedArticle, Rejection
from tests.html_words import TEXTS, TITLES

TITLE, PARAGRAPHS = TITLES["en"], TEXTS["en"]
DAY = "2024-03-05T08:15:00Z"
MARKUP = "".join(f"<p>{html.escape(each)}</p>" for each in PARAGRAPHS)
OTHERS = [
    {
        "title": "Zeppelin lands on a lake in Bavaria",
        "summary": "The crew had lost its way in fog.",
        "url": "/z",
    },
    {"title": "Choir sings under water off Malta", "summary": "Divers broke a record of years.", "url": "/c"},
]


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def page(scripts: str, shown: str = '<div id="app"></div>', title: str = TITLE) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Daily</title></head>'
        f"<body>{shown}<noscript>You need to enable JavaScript to run this app.</noscript>{scripts}</body></html>"
    )


def made(markup: str) -> ParsedArticle | Rejection:
    found = list(read_file("page.html", io.BytesIO(markup.encode())))
    assert len(found) == 1
    return found[0]


def article(markup: str) -> ParsedArticle:
    found = made(markup)
    assert isinstance(found, ParsedArticle), found.reason
    return found


def next_data() -> str:
    state = {
        "props": {
            "pageProps": {"article": {"title": TITLE, "publishedAt": DAY, "body": MARKUP}, "related": OTHERS}
        }
    }
    return f'<script id="__NEXT_DATA__" type="application/json">{dumps(state)}</script>'


def blocks() -> str:
    items: list[dict[str, object]] = [{"type": "paragraph", "data": {"text": each}} for each in PARAGRAPHS]
    items.insert(2, {"type": "related", "data": {"items": OTHERS}})
    state = {"story": {"headline": TITLE, "firstPublished": DAY, "blocks": items}, "mostRead": OTHERS}
    return f"<script>window.__INITIAL_STATE__ = {dumps(state)};(function(){{var s;}}());</script>"


def references() -> str:
    store: dict[str, object] = {
        "Article:9": {"title": TITLE, "publishedAt": DAY, "parts": [{"__ref": f"Part:{n}"} for n in range(5)]}
    }
    store |= {f"Part:{n}": {"__typename": "Part", "text": each} for n, each in enumerate(PARAGRAPHS)}
    return f"<script>window.__APOLLO_STATE__={dumps(store)};</script>"


def called() -> str:
    body = dumps(MARKUP).replace("<", "\\u003C")
    return (
        "<script>window.__NUXT__=(function(a,b,c){return {data:[{article:{id:5,title:b,publish_date:c,"
        f'content:{body},premium:!1}}}}],error:a}}}}(null,"{TITLE}","2024-03-05 08:15:00"));</script>'
    )


def folded() -> str:
    items = [
        ["ShallowReactive", 1], {"data": 2}, ["Reactive", 3], {"article": 4}, {"title": 5, "body": 6, "published": 7},
        TITLE, MARKUP, DAY,
    ]  # fmt: skip
    return f'<script type="application/json" id="__NUXT_DATA__">{dumps(items)}</script>'


def literal() -> str:
    return (
        "<script>import('/a.js').then((app) => { app.start({node: 1, data: [null, {type: 'data', data: {story: "
        f"{{title: {dumps(TITLE)}, published: new Date(1709626500000), text: {dumps(MARKUP)}}}}}}}]}}) }})</script>"
    )


def parsed() -> str:
    state = {"page": {"hed": TITLE, "published": DAY, "text": "\n\n".join(PARAGRAPHS)}}
    return f"<script>window.DATA = JSON.parse({dumps(json.dumps(state))});</script>"


def pieces() -> str:
    body = [
        {
            "_type": "block",
            "children": [{"_type": "span", "text": each[:40]}, {"_type": "span", "text": each[40:]}],
        }
        for each in PARAGRAPHS
    ]
    return f'<script type="application/json">{dumps({"post": {"title": TITLE, "date": DAY, "body": body}})}</script>'


def pairs() -> str:
    parts = [[0, {"kind": [0, "p"], "text": [0, each]}] for each in PARAGRAPHS]
    props = {"article": [0, {"title": [0, TITLE], "date": [0, DAY], "blocks": [1, parts]}]}
    return f'<astro-island props="{html.escape(json.dumps(props))}"></astro-island>'


def text_in_text() -> str:
    inner = {
        "root": {
            "children": [
                {"type": "paragraph", "children": [{"type": "text", "text": each}]} for each in PARAGRAPHS
            ]
        }
    }
    return f"<script>var post = {dumps({'title': TITLE, 'published_at': DAY, 'state': json.dumps(inner)})};</script>"


def keys_without_kind() -> str:
    store = {
        "U3Rv": {"__typename": "Story", "title": TITLE, "publishedAt": DAY, "body": {"__ref": "Qm9k"}},
        "Qm9k": {"__typename": "Body", "html": MARKUP},
    }
    return f"<script>window.STORE={dumps({'store': store})}</script>"


@pytest.mark.parametrize(
    "script",
    [
        pairs,
        text_in_text,
        keys_without_kind,
        next_data,
        blocks,
        references,
        called,
        folded,
        literal,
        parsed,
        pieces,
    ],
)
def test_an_article_that_stands_only_in_a_script_is_read(script: Callable[[], str]) -> None:
    found = article(page(script()))
    assert found.title == TITLE
    assert tuple(found.body.split("\n\n")) == PARAGRAPHS
    assert found.published.iso == "2024-03-05"
    assert found.published.rule == "data in a script"
    assert found.first_line is None
    assert not found.doubts


def test_a_page_that_came_in_pieces_is_put_together() -> None:
    parts = [["$", "h1", None, {"children": TITLE}]]
    parts += [["$", "p", str(n), {"children": each}] for n, each in enumerate(PARAGRAPHS[:4])]
    rows = f'5:{json.dumps(["$", "article", None, {"children": [*parts, "$7"]}])}\n7:["$","p",null,{{"children":"$8"}}]\n'
    rows += f"8:T{len(PARAGRAPHS[4].encode()):x},{PARAGRAPHS[4]}"
    pushes = "".join(
        f"<script>self.__next_f.push([1,{dumps(rows[at : at + 300])}])</script>"
        for at in range(0, len(rows), 300)
    )
    found = article(page(f"<script>self.__next_f=[]</script>{pushes}".replace("push([1,", "push([1, ")))
    assert (found.title, tuple(found.body.split("\n\n"))) == (TITLE, PARAGRAPHS)


def test_an_attribute_with_data_is_read_as_a_script_is() -> None:
    data = html.escape(json.dumps({"props": {"article": {"title": TITLE, "body": MARKUP}}}))
    assert (
        tuple(article(page("", f'<div id="app" data-page="{data}"></div>')).body.split("\n\n")) == PARAGRAPHS
    )


@pytest.mark.parametrize("name", ["noscript", 'template shadowrootmode="open"'])
def test_hidden_markup_is_read_where_the_page_shows_no_text(name: str) -> None:
    hidden = f"<{name}><h1>{TITLE}</h1><p class=date>5 March 2024</p>{MARKUP}</{name.partition(' ')[0]}>"
    found = article(page("", hidden))
    assert tuple(found.body.split("\n\n")) == PARAGRAPHS
    assert (found.title, found.published.iso) == (TITLE, "2024-03-05")


def test_the_rest_of_a_text_behind_a_wall_is_taken_from_the_script() -> None:
    shown = f"<main><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><div class=wall><p>Subscribe to continue reading.</p></div></main>"
    assert tuple(article(page(next_data(), shown)).body.split("\n\n")) == PARAGRAPHS


def test_a_text_that_is_shown_is_not_replaced_by_a_longer_one_of_the_script() -> None:
    state = {
        "article": {"title": TITLE, "body": MARKUP},
        "others": [{"title": "Zeppelin", "body": MARKUP * 9}],
    }
    shown = f"<main><h1>{TITLE}</h1>{MARKUP}</main>"
    found = article(page(f"<script>window.X={dumps(state)}</script>", shown))
    assert tuple(found.body.split("\n\n")) == PARAGRAPHS
    assert found.first_line


def test_a_longer_story_of_another_title_is_not_the_page() -> None:
    other = "".join(f"<p>{each}</p>" for each in TEXTS["de"] * 3)
    state = {"data": [{"title": TITLE, "html": MARKUP}, {"title": "Zeppelin lands on a lake", "html": other}]}
    assert tuple(article(page(f"<script>window.X={dumps(state)}</script>")).body.split("\n\n")) == PARAGRAPHS


def test_a_story_whose_title_the_page_does_not_state_is_unsure() -> None:
    state = {"data": {"title": TITLE, "html": MARKUP}}
    found = article(page(f"<script>window.X={dumps(state)}</script>", title="Welcome"))
    assert found.title == TITLE
    assert [doubt for doubt in found.doubts if "script" in doubt]


def test_what_nobody_can_store_is_taken_out_of_a_script() -> None:
    script = json.dumps({"title": TITLE, "body": f"{' '.join(PARAGRAPHS)} \ud83d\0 x"})
    body = article(page(f"<script>window.X={script}</script>")).body
    body.encode()
    assert "\0" not in body


def test_a_script_with_lists_of_stories_is_no_article() -> None:
    state = {"sections": [{"name": "World", "items": OTHERS * 5}, {"name": "Sport", "items": OTHERS * 3}]}
    assert isinstance(made(page(f"<script>window.X={dumps(state)}</script>", title="The Daily")), Rejection)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (
            "{a: 1, 'b': [1, 2.5, {c: \"x\\u00e9\"}], d: !0, e: null}",
            {"a": 1, "b": [1, 2.5, {"c": "xé"}], "d": True, "e": None},
        ),
        ("{f: function(a, b) { return {x: [1]} }, g: 2}", {"f": None, "g": 2}),
        ("{h: x ? 'a' : 'b', i: `it's`}", {"h": None, "i": "it's"}),
        ("[new Date(17), JSON.parse('[1]'), run(3), k]", [17, [1], None, 4]),
        ("['\\uD83D\\uDE00', '\\uD83D']", ["\U0001f600", "\ufffd"]),
        ("{a: {", {"a": {}}),
    ],
)
def test_literals_of_javascript(written: str, value: object) -> None:
    assert jsliterals.parse(written, 0, {"k": 4})[0] == value


@given(st.text(alphabet="{}[]()\"'`,:;!ab1 \\\n.=$", max_size=200))
def test_any_script_gives_values_or_none(script: str) -> None:
    value, end = jsliterals.parse(script, 0)
    assert 0 <= end <= len(script)
    json.dumps(value)
    list(scriptvalues.values([script, "x=" + script, f"(function(a){{return {script}}}({script}))"]))


TEXT = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    )
)
def test_json_is_read_as_a_literal_too(value: object) -> None:
    assert jsliterals.parse(json.dumps(value), 0)[0] == value
