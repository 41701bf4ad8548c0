"""What pages print around headlines, pictures and texts: bylines, days, credits, forms, lists, marks."""

import pytest

from articles.records import ParsedArticle
from tests.test_reading_pagedump import STORIES, articles, dump, read
from tests.texts import PARAGRAPHS as THREE

TITLES = [title for title, _, _ in STORIES]
PARAGRAPHS = (
    *THREE,
    "A boat of the coast guard left the harbour at noon and came back with nine fishermen and their catch.",
)
BODIES = ["\n\n".join(paragraphs) for _, _, paragraphs in STORIES]


def page(title: str, *head: str, body: tuple[str, ...] = tuple(PARAGRAPHS[:4]), end: str = "") -> str:
    """A page: the headline, the blocks of its head, the text, and what hangs below it."""
    return "\n\n".join(part for part in (title, *head, *body, end) if part)


def texts(text: str) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in articles(text)]


@pytest.mark.parametrize(
    "line",
    [
        "yesterday",
        "Yesterday at 14:05",
        "Today, 08:12",
        "il y a 2 heures",
        "2 часа назад",
        "2 saat önce",
        "2小时前",
    ],
)
def test_a_day_counted_from_the_hour_of_reading_is_neither_text_nor_date(line: str) -> None:
    text = page(TITLES[0], line)
    made = articles(text)
    assert [(each.title, each.body, each.published.iso) for each in made] == [
        (TITLES[0], "\n\n".join(PARAGRAPHS[:4]), None)
    ]


@pytest.mark.parametrize("names", ["Ann Lee in Port Lumen", "Ann Lee"])
def test_names_below_a_repeated_headline_are_its_byline(names: str) -> None:
    text = dump()
    for title in TITLES:
        text = text.replace(f"TT\n\n{title}\n", f"TT\n\n{title}\n\n{names}\nMay 4, 2011\n")
    made = articles(text)
    assert [each.byline for each in made] == [names, names]
    assert [(each.title, each.body) for each in made] == list(zip(TITLES, BODIES, strict=True))
    assert made[0].published.iso == "2011-05-04"


def test_names_in_a_script_without_case_are_a_byline_above_a_day() -> None:
    title, body = "توقف محادثات النهر في غوما", "\n\n".join(PARAGRAPHS[:3])
    made = articles(f"{title}\n\nTT\n\n{title}\n\nليلى الحداد\n3 مايو 2011\n\n{body}")
    assert [(each.byline, each.published.iso, each.body) for each in made] == [
        ("ليلى الحداد", "2011-05-03", body)
    ]


def test_a_day_below_the_text_is_its_day() -> None:
    text = "\n\n\n\n".join(page(title, "TT", title, end="Published on 4 May 2011") for title in TITLES)
    assert [(each.title, each.published.iso) for each in articles(text)] == [
        (title, "2011-05-04") for title in TITLES
    ]


def test_a_day_that_may_be_of_the_text_above_or_below_is_of_neither() -> None:
    text = "\n\n".join([page(TITLES[0], "TT", TITLES[0]), "May 4, 2011", page(TITLES[1], "TT", TITLES[1])])
    made = articles(text)
    assert [(each.title, each.published.iso) for each in made] == [(title, None) for title in TITLES]
    assert all("2011" not in each.body for each in made)


def test_days_stand_above_all_headlines_where_they_do_above_the_first() -> None:
    days = ("May 4, 2011", "June 9, 2012")
    text = "\n\n".join(
        f"{day}\n\n{page(title, 'TT', title)}" for day, title in zip(days, TITLES, strict=True)
    )
    assert [each.published.iso for each in articles(text)] == ["2011-05-04", "2012-06-09"]


@pytest.mark.parametrize("credit", ["Photo: Ann Lee", "© AFP", "Ann Lee/Reuters", "(dpa)"])
def test_a_credit_below_its_caption_belongs_to_it(credit: str) -> None:
    caption = "Tents stand by the river in northern Goma, May 2, 2011."
    pictured = f" {caption}\n{caption}\n{credit}"
    made = articles(page(f"1. {TITLES[0]}", f"{pictured}\nTT", TITLES[0], pictured))
    assert [(each.title, each.body) for each in made] == [(TITLES[0], "\n\n".join(PARAGRAPHS[:4]))]
    assert [shown.text for shown in made[0].captions] == [caption]


@pytest.mark.parametrize(
    "caption",
    [
        "Tents stand by the river in Goma. Photo: Ann Lee",
        "Tents stand by the river in Goma, 2 May 2011 / Ann Lee/AFP",
        "Des tentes près du fleuve à Goma, 2 mai 2011. Source : AFP",
    ],
)
def test_a_caption_among_paragraphs_is_known_by_its_credit(caption: str) -> None:
    body = (*PARAGRAPHS[:2], caption, *PARAGRAPHS[2:4])
    made = articles(page(TITLES[0], "TT", TITLES[0], body=body))
    assert [(each.text) for each in made[0].captions] == [caption]
    assert made[0].body == "\n\n".join(PARAGRAPHS[:4])


def test_a_picture_whose_credit_stands_below_it_ends_no_text() -> None:
    caption = "Tents stand by the river in Goma, 2 May 2011."
    made = articles(page(TITLES[0], "TT", TITLES[0], end=f"{caption}\nAnn Lee/Reuters"))
    assert [each.text for each in made[0].captions] == [caption]
    assert made[0].body == "\n\n".join(PARAGRAPHS[:4])


def test_wrapped_paragraphs_are_joined_whatever_their_captions_and_indents_look_like() -> None:
    long = (
        "Tents stand by the river in northern Goma where the hall was flooded by the rain, May 2, 2011. (AFP)"
    )
    lines = [
        "    Talks on sharing the water of the river stopped on Tuesday when",
        "rain flooded the hall and the envoys of the upstream states left it",
        "by boat.",
        "    The delegates have argued for nine years over who may build dams",
        "on the river, and nobody expects them to agree before the floods of",
        "the coming spring, an envoy said.",
    ]
    text = "\n".join([TITLES[0], "", *[f" {long}", long] * 4, "TT", "", TITLES[0], "", *lines * 2])
    first = articles(text)[0].paragraphs[0]
    assert first == f"{lines[0].strip()} {lines[1]} {lines[2]}"


def test_links_below_a_heading_end_where_the_next_page_begins() -> None:
    first = page(TITLES[0], end="SEE ALSO\n\nWhale Seen in Port\n\nRoof of the Old Hall Falls")
    made = articles(f"Home | World | Sport\nSearch\n\n{first}\n\n\n\n{page(TITLES[1])}")
    assert [each.title for each in made] == TITLES
    assert all(each.body == "\n\n".join(PARAGRAPHS[:4]) for each in made)


def test_paragraphs_marked_as_a_list_are_no_links_below_bare_ones() -> None:
    body = (
        *PARAGRAPHS[:2],
        "MOST VIEWED\n1\nWhale Seen in Port\n2\nRoof Falls",
        f"* {PARAGRAPHS[2]}",
        f"* {PARAGRAPHS[3]}",
    )
    made = articles(page(TITLES[0], "TT", TITLES[0], body=body))
    assert made[0].body == "\n\n".join([*PARAGRAPHS[:2], f"* {PARAGRAPHS[2]}", f"* {PARAGRAPHS[3]}"])


@pytest.mark.parametrize("mark", ["", "# ", "» "])
@pytest.mark.parametrize("number", ["", "1. "])
def test_a_headline_that_ends_as_a_sentence_is_known_by_its_copy(mark: str, number: str) -> None:
    caption = "Tents stand by the river in northern Goma May 2, 2011. (Reuters)"
    title = "The rain came back on a Tuesday."
    made = articles(page(f"{number}{title}", f" {caption}\n{caption}\nTT", f"{mark}{title}"))
    assert [(each.title, each.body) for each in made] == [(title, "\n\n".join(PARAGRAPHS[:4]))]


def test_a_sentence_that_stands_twice_alone_above_each_text_is_its_headline() -> None:
    said = ["Nobody came to the hall.", "The rain came back."]
    text = "\n\n\n\n".join(page(title, title) for title in said)
    assert [each.title for each in articles(text)] == said


def test_a_headline_with_words_of_a_page_is_one_where_it_comes_again_around_pictures() -> None:
    title = "Back to Top"
    caption = "Tents stand by the river in northern Goma May 2, 2011. (Reuters)"
    made = articles(page(title, f" {caption}\n{caption}\nTT", title))
    assert [each.title for each in made] == [title]


def test_a_link_that_comes_again_is_no_headline() -> None:
    body = (
        *PARAGRAPHS[:2],
        "Read also\n\n- Whale Seen in Port",
        PARAGRAPHS[3],
        "Read also\n- Whale Seen in Port",
    )
    text = page(TITLES[0], "Tents in Goma, May 2, 2011. (AFP)\nTT", body=body)
    assert [title for title, _ in texts(f"{text}\n\n\n\n{page(TITLES[1], 'TT', TITLES[1])}")] == TITLES


def test_what_stands_within_a_form_belongs_to_it() -> None:
    form = "Sign up for our newsletter\nOne letter, every weekday at six.\nYour email\nSubscribe"
    share = "Share\n\nKumquat\n\nPigeon Post\n\nPrint"
    body = (*PARAGRAPHS[:2], form, PARAGRAPHS[2], share, PARAGRAPHS[3])
    made = articles(page(TITLES[0], "TT", TITLES[0], body=body))
    assert made[0].body == "\n\n".join(PARAGRAPHS[:4])


def test_a_paragraph_between_two_links_to_forms_stays() -> None:
    said = "He would not say why."
    body = (*PARAGRAPHS[:2], "Sign up for our newsletter", said, "Subscribe", *PARAGRAPHS[2:4])
    assert said in articles(page(TITLES[0], "TT", TITLES[0], body=body))[0].body


def test_the_hours_of_a_text_that_grew_over_a_day_stay_in_it() -> None:
    body = tuple(
        part
        for hour, text in zip(("8:54", "9:42", "10:45"), PARAGRAPHS, strict=False)
        for part in (hour, text)
    )
    made = articles(page(TITLES[0], "TT", TITLES[0], body=(PARAGRAPHS[3], *body)))
    assert made[0].body == "\n\n".join((PARAGRAPHS[3], *body))


def test_marks_of_a_heading_on_copied_titles_make_no_outline() -> None:
    text = "\n\n\n\n".join(page(title, "TT", f"# {title}", "2 hours ago") for title in TITLES)
    made = articles(text)
    assert [(each.title, each.layout) for each in made] == [(title, "page dump") for title in TITLES]


def test_a_title_broken_over_header_lines_is_one() -> None:
    text = (
        "-- Island Votes to Keep Its Old Flag with the Whale and\n"
        "-- the Long Wait of the Fishermen Who Found It\n"
        f"-- By Ann Lee\n-- 5 June 2011\n\n{BODIES[0]}"
    )
    assert [each.title for each in articles(text)] == [
        "Island Votes to Keep Its Old Flag with the Whale and the Long Wait of the Fishermen Who Found It"
    ]


def test_one_word_above_a_headline_that_stands_apart_names_the_section() -> None:
    made = [each for each in read(f"WORLD\n\n{TITLES[0]}\n\n{BODIES[0]}") if isinstance(each, ParsedArticle)]
    assert [(each.title, each.body) for each in made] == [(TITLES[0], BODIES[0])]


def test_a_headline_and_a_paragraph_that_begin_with_a_quotation_are_no_two_dispatches() -> None:
    quoted = "“We have nowhere left to go and no boat to go there” — Ann Lee (@annlee) December 24, 2010"
    title = "“We Have No Boat”: Island Waits"
    assert [each.title for each in articles(page(title, PARAGRAPHS[0], quoted))] == [title]


def test_a_headline_with_a_place_is_no_byline_of_the_line_above() -> None:
    caption = "Tents stand by the river in northern Goma May 2, 2011. (Reuters)"
    title = "Strike Empties Shops in Goma"
    first = page(TITLES[0], "TT", TITLES[0], end="Listen to this article in: English Français العربية")
    made = articles("\n\n\n\n".join([first, page(title, f"{caption}\nTT", title)]))
    assert [each.title for each in made] == [TITLES[0], title]


def test_a_line_that_states_a_day_between_two_dispatches_is_accounted_for_whole() -> None:
    text = f"GOMA (Reuters) - {PARAGRAPHS[0]}\n:DATE: [2011-05-03]\nGOMA (Reuters) - {PARAGRAPHS[1]}"
    kept = [line.text for each in read(text) for line in each.removed]
    said = [part for each in articles(text) for part in (each.title, each.body)]
    assert any(":DATE: [2011-05-03]" in part for part in (*kept, *said))
