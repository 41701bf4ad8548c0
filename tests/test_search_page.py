"""A search: which articles, in which order, counted how, and what is said when there are none."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Story, StoryMember
from articles.search.language import parse_period
from articles.search.names import country_choice, leader_choice, source_choice
from articles.search.narrowing import Narrowing
from articles.search.page import SearchPage, search
from articles.search.request import PER_PAGE, SearchRequest, Sort
from tests import factories as make

pytestmark = pytest.mark.django_db


def titles(page: SearchPage) -> list[str]:
    return [result.article.title for result in page.results]


def found(q: str = "", **asked) -> list[str]:
    return titles(search(SearchRequest(q=q, **asked)))


@pytest.fixture
def archive() -> dict[str, Article]:
    russia, iran, israel = make.country("RU"), make.country("IR"), make.country("IL")
    putin = make.leader("Vladimir Putin", russia, aliases=["Putin V. V."])
    raisi = make.leader("Ebrahim Raisi", iran)
    reuters, lemonde = make.source("Reuters"), make.source("Le Monde")
    return {
        "call": make.article(
            "Putin Speaks to Iran and Israel",
            "Vladimir Putin spoke to Ebrahim Raisi about a ceasefire. Humanitarian aid went to Iran.",
            published=date(2023, 10, 16),
            countries=[russia, iran, israel],
            people=[putin, raisi],
            source=reuters,
        ),
        "aid": make.article(
            "Humanitarian Aid Reaches Gaza",
            "Trucks crossed after the ceasefire. Israel agreed.",
            published=date(2023, 11, 24),
            countries=[israel],
            source=reuters,
        ),
        "kremlin": make.article(
            "Kremlin Denies Talks",
            "The Kremlin said that Putin had not spoken of aid, and nothing humanitarian.",
            published=date(2024, 2, 1),
            countries=[russia],
            people=[putin],
            source=reuters,
        ),
        "french": make.article(
            "Les négociations continuent",
            "Les ministres négociaient encore un cessez-le-feu avec Poutine.",
            language="fr",
            published=date(2024, 3, 5),
            countries=[russia],
            source=lemonde,
        ),
        "undated": make.article("A Background on Straits", "The straits and Putin.", published=None),
    }


def test_words_are_anded_in_any_form_and_the_title_counts_most(archive):
    assert found("putin ceasefires") == ["Putin Speaks to Iran and Israel"]
    assert found("putin") == [
        "Putin Speaks to Iran and Israel",
        "A Background on Straits",
        "Kremlin Denies Talks",
    ]


@pytest.mark.parametrize(
    "q", ['"humanitarian aid"', "“humanitarian aid”", "«humanitarian aid»", "‘humanitarian aid’"]
)
def test_a_phrase_in_any_quotes_stands_side_by_side(archive, q):
    assert found(q) == ["Humanitarian Aid Reaches Gaza", "Putin Speaks to Iran and Israel"]


def test_curly_marks_in_a_query_find_straight_ones_in_a_text():
    make.article("Iran's Aid", "Iran's own aid - as it's said - came.")
    assert found("“Iran’s own aid”") == ["Iran's Aid"]
    assert found("Iran’s — aid…") == ["Iran's Aid"]


def test_words_that_stand_close_together_come_first():
    make.article(
        "Apart", "Grain. " + "Something else was said here. " * 9 + "The deal.", published=date(2024, 1, 1)
    )
    make.article(
        "Close", "The grain deal. " + "Something else was said here. " * 9, published=date(2023, 1, 1)
    )
    assert found("grain deal") == ["Close", "Apart"]


def test_or_minus_title_and_brackets(archive):
    assert set(found("trucks OR straits")) == {"Humanitarian Aid Reaches Gaza", "A Background on Straits"}
    assert found("aid -putin") == ["Humanitarian Aid Reaches Gaza"]
    assert found("title:aid") == ["Humanitarian Aid Reaches Gaza"]
    assert found("title:trucks") == []
    assert set(found("(trucks israel) OR straits")) == {
        "Humanitarian Aid Reaches Gaza",
        "A Background on Straits",
    }


def test_every_language_is_asked_with_its_own_stems(archive):
    assert found("négociation") == ["Les négociations continuent"]
    assert found("negotiating talks OR ministre", exact=True) == []
    assert found("ministre") == ["Les négociations continuent"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("leader:putin country:iran", {"call"}),
        ("leader:vladimir-putin", {"call", "kremlin"}),
        ('leader:"Putin V. V."', {"call", "kremlin"}),
        ("country:Iranian", {"call"}),
        ("country:il -leader:putin", {"aid"}),
        ("source:monde", {"french"}),
        ("language:french", {"french"}),
        ("after:2023-11 before:2024-02", {"aid", "kremlin"}),
        ("on:2023", {"call", "aid"}),
        ("country:iran OR straits", {"call", "undated"}),
        ("leader:putin -title:kremlin ceasefire", {"call"}),
    ],
)
def test_fields_in_the_box(archive, q, expected):
    assert set(found(q)) == {archive[name].title for name in expected}


def test_hostile_text_is_only_text(archive):
    for q in (
        "' OR 1=1 --",
        "a & | ! ( :*",
        "\\",
        "%s %(x)s",
        "a:b:c",
        "\x00",
        "<script>alert(1)</script>",
        "'" * 99,
    ):
        search(SearchRequest(q=q))


def test_an_unknown_name_is_said_with_the_nearest_and_nothing_is_searched(archive):
    page = search(SearchRequest(q="ceasefire country:irann"))
    assert page.total == 0
    assert "knows no country “irann”. Nearest: Iran" in page.problems[0].message
    assert {fix.total for fix in page.fixes} == {1, 0}
    assert page.fixes[0][0] in ("ceasefire country:Iran", "ceasefire country:Iranian")
    page = search(SearchRequest(q="leader:putn"))
    assert "Nearest: " in page.problems[0].message
    assert "leader:Putin" in [fix.text for fix in page.fixes]


def test_a_surname_of_several_people_is_any_of_them_and_says_so(archive):
    make.article("Igor Putin Appears", "Igor Putin appeared.", people=[make.person("Igor Putin")])
    page = search(SearchRequest(q="leader:putin"))
    assert page.total == 3
    (told,) = page.notes
    assert told.note.text == "leader:putin is any of Igor Putin or Vladimir Putin."


def test_family_names_that_come_first_are_found():
    china = make.country("CN")
    xi = make.leader("Xi Jinping", china, "President")
    make.article("Xi Travels", "Xi Jinping travels.", people=[xi])
    assert found("leader:xi") == ["Xi Travels"]


def test_two_countries_mean_both_and_two_sources_mean_either(archive):
    russia, iran = (country_choice(make.country(code)) for code in ("RU", "IR"))
    page = search(SearchRequest(narrowing=Narrowing((russia, iran))))
    assert titles(page) == ["Putin Speaks to Iran and Israel"]
    sources = tuple(source_choice(make.source(name)) for name in ("Reuters", "Le Monde"))
    assert search(SearchRequest(narrowing=Narrowing(sources))).total == 4


def test_the_number_beside_a_value_is_what_a_click_on_it_leaves(archive):
    russia = country_choice(make.country("RU"))
    reuters = source_choice(make.source("Reuters"))
    for narrowing in (Narrowing(), Narrowing((russia,)), Narrowing((reuters,))):
        page = search(SearchRequest(q="putin OR aid OR négociation", narrowing=narrowing))
        for facet in page.facets:
            for value in facet.values:
                if value.active or facet.name in ("source", "language"):
                    continue
                assert search(page.request.toggled(value.choice)).total == value.count, value


def test_a_chosen_source_leaves_the_numbers_of_the_others_as_they_are(archive):
    reuters = source_choice(make.source("Reuters"))
    page = search(SearchRequest(narrowing=Narrowing((reuters,))))
    sources = next(facet for facet in page.facets if facet.name == "source")
    assert [(value.choice.label, value.count, value.active) for value in sources.values] == [
        ("Reuters", 3, True),
        ("Le Monde", 1, False),
    ]


def test_what_the_page_fixes_is_no_facet_and_cannot_be_removed(archive):
    within = Narrowing((leader_choice(make.person("Vladimir Putin")),))
    page = search(SearchRequest(q="ceasefire", within=within))
    assert page.total == 1
    leaders = next(facet for facet in page.facets if facet.name == "leader")
    assert [value.choice.label for value in leaders.values] == ["Ebrahim Raisi"]
    assert [part.words for part in page.parts] == ["with “ceasefire”"]


def test_without_results_each_part_says_what_leaving_it_out_finds(archive):
    russia = country_choice(make.country("RU"))
    page = search(SearchRequest(q="putin xylophone", narrowing=Narrowing((russia,)), exact=True))
    assert page.total == 0
    assert [(one.part.short, one.alone, one.without) for one in page.apart] == [
        ("xylophone", 0, 2),
        ("putin", 3, 0),
        ("Russia", 3, 0),
    ]
    assert page.apart[1].part.only.address == "?q=putin&exact=1"
    assert page.apart[2].part.only.address == "?country=russia&exact=1"
    near = search(SearchRequest(q="putin xylophone", narrowing=Narrowing((russia,))))
    assert near.relaxed.complete == 0
    assert (near.apart[0].part.short, near.apart[0].without) == ("xylophone", 2)


def test_the_search_is_read_back_in_words(archive):
    narrowing = Narrowing((country_choice(make.country("IR")),), parse_period("2023-10"), None)
    page = search(SearchRequest(q='"humanitarian aid" leader:putin -truck a OR b', narrowing=narrowing))
    assert [part.words for part in page.parts] == [
        "with the phrase “humanitarian aid”",
        "naming Vladimir Putin",
        "without “truck”",
        "with “a” or “b”",
        "naming Iran",
        "published from October 2023",
    ]
    assert page.parts[0].address == "?q=leader%3Aputin+-truck+a+OR+b&country=iran&after=2023-10"
    assert (
        page.title == '"humanitarian aid" leader:putin -truck a OR b, Iran, from October 2023'
        " — none, 1 article near"
    )


def test_orders(archive):
    newest = ["Les négociations continuent", "Kremlin Denies Talks", "Humanitarian Aid Reaches Gaza"]
    newest += ["Putin Speaks to Iran and Israel", "A Background on Straits"]
    assert found() == newest
    assert found(sort=Sort.OLDEST) == [*reversed(newest[:-1]), newest[-1]]


def test_partial_dates_count_only_where_they_fit_whole():
    make.article("Day", published=date(2023, 10, 16))
    make.article("Month", published=date(2023, 10, 1), precision="month")
    make.article("Year", published=date(2023, 1, 1), precision="year")
    assert set(found("on:2023")) == {"Day", "Month", "Year"}
    assert set(found("on:2023-10")) == {"Day", "Month"}
    assert set(found("before:2023-10-20")) == {"Day"}
    assert set(found("on:2023-01")) == set()


def test_the_timeline_has_no_gaps_and_sets_the_undated_apart(archive):
    make.article("Year", published=date(2023, 1, 1), precision="year")
    line = search(SearchRequest()).timeline
    assert line.unit == "month"
    assert [(bar.label, bar.count) for bar in line.bars] == [
        *[("October 2023", 1), ("November 2023", 1), ("December 2023", 0)],
        *[("January 2024", 0), ("February 2024", 1), ("March 2024", 1)],
    ]
    assert [(bar.label, bar.count, bar.address) for bar in line.apart] == [
        ("Year only", 1, "?dated=year"),
        ("No date", 1, "?dated=unknown"),
    ]
    assert search(SearchRequest(narrowing=Narrowing(dated="unknown"))).total == 1


def test_the_timeline_shows_days_of_one_month_and_years_of_many():
    make.article(published=date(2023, 10, 16))
    days = search(SearchRequest()).timeline
    assert (days.unit, len(days.bars), days.bars[15].count) == ("day", 31, 1)
    make.article(published=date(1990, 1, 1), precision="year")
    make.article(published=date(1991, 5, 1))
    years = search(SearchRequest()).timeline
    assert (years.unit, years.bars[0].label, years.bars[0].count) == ("year", "1990", 1)
    assert not years.apart


def test_pages_hold_every_article_once():
    for number in range(PER_PAGE * 2 + 3):
        make.article(f"Summit {number}", "A summit.")
    for sort in Sort:
        seen = []
        for number in (1, 2, 3):
            page = search(SearchRequest(q="summit", sort=sort, page=number))
            seen += [result.article.pk for result in page.results]
        assert len(seen) == len(set(seen)) == PER_PAGE * 2 + 3
        assert page.pages.last == 3
        assert not page.pages.next
    assert search(SearchRequest(q="summit", page=9)).pages.beyond


def test_beyond_the_candidates_the_rest_follows_by_date(monkeypatch):
    monkeypatch.setattr("articles.search.ranking.EXACT", 10)
    monkeypatch.setattr("articles.search.ranking.CANDIDATES", 10)
    for number in range(30):
        make.article(f"No {number}", "A summit.", published=date(2023, 1, number + 1))
    make.article("The Summit", "Nothing.", published=date(2020, 1, 1))
    first, second = (search(SearchRequest(q="summit", page=number)) for number in (1, 2))
    assert titles(first)[0] == "The Summit"
    both = titles(first) + titles(second)
    assert len(both) == len(set(both)) == 31
    assert both[-1] == "No 0"


def test_snippets_mark_the_matches_and_escape_the_rest():
    make.article("A <b>Summit</b>", "They met at <script>alert(1)</script> the summit & left.")
    (result,) = search(SearchRequest(q="summits")).results
    assert "<mark>summit</mark>" in result.snippet
    assert "<script>" not in result.snippet
    assert "<b>" not in result.title
    assert "<mark>Summit</mark>" in result.title


def test_twice_the_articles_take_no_more_queries(archive, django_assert_num_queries):
    from django.db import connection

    iran, putin = make.country("IR"), make.person("Vladimir Putin")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            search(SearchRequest(q="summit leader:putin"))
        return len(captured)

    make.article("Summit", "A summit.", countries=[iran], people=[putin], source=make.source("A"))
    once = queries()
    for number in range(5):
        make.article(
            f"Summit {number}", "A summit.", countries=[iran], people=[putin], source=make.source("B")
        )
    assert queries() <= once  # which words are too common is remembered


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "José flew to São Paulo", "jose sao"),
        ("en", "Jose flew to Sao Paulo", "JOSÉ São"),
        ("tr", "Türkiye ve İstanbul", "turkiye ISTANBUL"),
        ("fr", "Les négociations à l’École", '"negociations a l\'ecole"'),
        ("de", "Die Straße nach München", "strasse munchen"),
        ("ru", "Зелёный договор", "зеленый"),
        ("ar", "قال أحمد", "احمد"),
        ("", "Łódź naïve", "lodz naive"),
        ("en", "cafe\u0301 culture", "café"),
    ],
)
def test_case_and_accents_never_matter(language, written, typed):
    make.article("One", written, language=language)
    make.article("Another", "Nothing of it.", language=language)
    assert found(typed) == ["One"]


@pytest.fixture
def about() -> dict[str, Article]:
    iran = make.country("IR")
    row = make.article("Iran Decides", "Iran decided.", countries=[iran])
    row.country_links.update(about=True)
    told = make.batch("March of the wires")
    return {
        "about": row,
        "naming": make.article("Oil", "Oil rose, also in Iran.", countries=[iran]),
        "batch": make.article("Corn", "Corn fell.", file=make.source_file(in_batch=told)),
        "event": make.article("Guns Fall Silent", "A ceasefire holds in Oman."),
    }


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("about:iran", {"about"}),
        ("country:iran", {"about", "naming"}),
        ("country:iran -about:iran", {"naming"}),
        ('batch:"march of the wires"', {"batch"}),
        ("batch:wires", {"batch"}),
        ("event:ceasefire", {"event"}),
        ('event:"guns silent"', {"event"}),
        ("person:nobody OR event:ceasefire", set()),
    ],
)
def test_fields_of_what_an_article_is_about_and_came_from(about, q, expected):
    make.event("The guns of Oman fall silent", [about["event"]])
    assert set(found(q)) == {about[name].title for name in expected}


def test_numbers_of_events_batches_and_stories(about):
    event = make.event("A strike", [about["event"]])
    assert found(f"event:{event.pk}") == ["Guns Fall Silent"]
    assert found(f"batch:{about['batch'].batch_id}") == ["Corn"]
    one = Story.objects.create()
    StoryMember.objects.create(article=about["batch"], story=one)
    assert found(f"story:{one.pk}") == ["Corn"]
    whole = Story.objects.create()
    StoryMember.objects.update(story=whole)
    Story.objects.filter(pk=one.pk).update(merged_into=whole)
    assert found(f"story:{one.pk}") == ["Corn"]
    for q in ("event:999999", "batch:nowhere", "story:999999", "story:x", "event:nonsense"):
        page = search(SearchRequest(q=q))
        assert "knows no" in page.problems[0].message


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("sanction*", {"far", "near"}),
        ("nucl*", {"far", "near"}),
        ("country*", {"far"}),
        ("negotiation*", {"near"}),
        ("negotiatio*", {"near"}),
        ("negotiat*", {"near"}),
        ("a\\b*", set()),
        ("o'br*", set()),
        ("title:enri*", {"near"}),
        ("title:gaza*", set()),
        ('"sanctions rel*"', {"near"}),
        ('"nucl* talks in"', {"near"}),
        ("-sanct*", set()),
        ("sanctions near/4 nuclear", {"near"}),
        ("nuclear near/4 sanctions", {"near"}),
        ("nuclear near/3 sanctions", set()),
        ("nuclear near/30 sanctions", {"near", "far"}),
        ('nucl* near/4 "sanctions relief"', {"near"}),
        ("vienna near/2 (relief OR talks)", {"near"}),
        ("vienna near/1 relief", set()),
        ("vienna near/1 the", {"near"}),
        ("nuclear -(sanctions near/4 nuclear)", {"far"}),
    ],
)
def test_prefixes_and_nearness(q, expected):
    make.article(
        "Enriched Negotiations", "Sanctions relief for the nuclear talks in Vienna, and talks.", language="en"
    )
    make.article(
        "A Country",
        "Sanctions stay as they were for all of the time, and as long as it takes, says the nuclear agency.",
    )
    titles_of = {"near": "Enriched Negotiations", "far": "A Country"}
    assert set(found(q)) == {titles_of[name] for name in expected}


def test_names_are_found_however_they_are_written(archive):
    make.article("Chávez", "Hugo Chávez spoke.", people=[make.leader("Hugo Chávez")])
    make.article("Abe", "Shinzo Abe spoke.", people=[make.leader("Shinzo Abe", aliases=["Abe, Shinzō"])])
    for q in ("leader:chavez", 'person:"HUGO CHÁVEZ"', "leader:Cha\u0301vez"):
        assert found(q) == ["Chávez"]
    assert found('leader:"abe, shinzo"') == ["Abe"]


def test_the_timeline_shows_decades_of_a_century_and_leads_up_again():
    for year in (1905, 1911, 2003):
        make.article(published=date(year, 5, 1))
    make.article(published=date(1912, 1, 1), precision="year")
    line = search(SearchRequest()).timeline
    assert (line.unit, len(line.bars), line.at, line.up) == ("decade", 11, "", ())
    assert [(bar.label, bar.count) for bar in line.bars if bar.count] == [
        *[("1900s", 1), ("1910s", 2), ("2000s", 1)]
    ]
    assert line.bars[1].address == "?after=1910&before=1919"
    within = Narrowing(after=parse_period("1910"), before=parse_period("1919"))
    tens = search(SearchRequest(narrowing=within))
    assert (tens.total, tens.timeline.at) == (2, "1910 to 1919")
    assert [(step.label, step.address) for step in tens.timeline.up] == [("All time", "?")]
    day = parse_period("1911-05-01")
    line = search(SearchRequest(narrowing=Narrowing(after=day, before=day))).timeline
    assert [(step.label, step.address) for step in line.up] == [
        ("All time", "?"),
        ("1911", "?after=1911&before=1911"),
        ("May 1911", "?after=1911-05&before=1911-05"),
    ]


def test_many_unknown_names_take_no_longer_than_a_few(archive, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr("articles.search.meanings.nearest", lambda kind, text: looked.append(text) or [])
    page = search(SearchRequest(q=" ".join(f"leader:nobody{number}" for number in range(40))))
    assert len(page.problems) == 10
    assert len(looked) == 3


def test_many_notes_count_only_what_the_first_offer(archive):
    typed = " ".join(f"grain {chr(124) * number} barley" for number in range(1, 12))
    page = search(SearchRequest(q=typed))
    assert len(page.notes) == 11, page.notes
    assert sum(len(told.fixes) for told in page.notes) == 6
    assert page.notes[0].note.text.endswith("write OR in capitals:")
    assert page.notes[-1].note.text.endswith("write OR in capitals.")
