"""The page of results as a browser and as htmx get it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import CountryName, Story, StoryMember
from articles.search.language import Gravity, parse
from articles.search.language.parsing import LONGEST
from articles.search.meanings import meanings
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    russia, iran = make.country("RU"), make.country("IR")
    putin = make.leader("Vladimir Putin", russia)
    for number in range(3):
        make.article(
            f"Putin and a ceasefire {number}",
            "Putin spoke of a ceasefire in Iran.",
            countries=[russia, iran] if number else [russia],
            people=[putin],
            source=make.source("Reuters"),
            published=date(2023, 10, 16 + number),
        )


def get(client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_title_says_what_was_asked_and_how_many_there_are(client, archive):
    assert "<title>putin ceasefire — 3 articles · newsarchive</title>" in get(
        client, "/search?q=putin+ceasefire"
    )
    assert "<title>All articles — 3 articles · newsarchive</title>" in get(client, "/search")


def test_htmx_gets_the_results_alone_and_a_restored_page_is_whole(client, archive):
    whole = get(client, "/search?q=putin")
    part = get(client, "/search?q=putin", **{"HX-Request": "true"})
    restored = get(client, "/search?q=putin", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in whole
    assert "<html" not in part
    assert part.startswith("<title>") or "<title>putin" in part
    assert "<html" in restored
    assert "HX-Request" in client.get("/search")["Vary"]


def test_facets_are_links_with_counts_that_work_without_javascript(client, archive):
    html = get(client, "/search?q=putin")
    address = re.search(r'<a href="([^"]*country=iran[^"]*)"', html)[1].replace("&amp;", "&")
    assert address == "?q=putin&country=iran"
    html = get(client, f"/search{address}")
    assert "2 articles" in html
    assert "naming Iran" in html
    assert 'type="hidden" name="country" value="iran"' in html


def test_dates_may_be_a_year_a_month_or_a_day(client, archive):
    assert "3 articles" in get(client, "/search?after=2023&before=2023-10")
    assert "1 article<" in get(client, "/search?after=2023-10-18")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/search?after=whenever", "“whenever” is no date"),
        (
            "/search?before=16+October+2023",
            "16 October 2023” is no date; write 2023, 2023-10 or 2023-10-16. Nearest: 2023-10-16.",
        ),
        ("/search?country=irn", "knows no country “irn”. Nearest: Iran"),
        ("/search?leader=nobody", "knows no leader “nobody”"),
        ("/search?event=0", "knows no event “0”"),
        ("/search?source=x%00y", "knows no source"),
        ("/search?language=klingonese", "knows no language"),
        ("/search?sort=best", "Sort:"),
        ("/search?page=0", "Page:"),
        ("/search?page=x", "Page:"),
        ("/search?after=2024&before=2023", "no day lies between"),
        ("/search?q=leader:nobody", "knows no leader “nobody”"),
        ("/search?q=putin+contry:iran", "There is no field “contry:”"),
        ("/search?q=putin+country:", "“country:” has nothing after it"),
        ("/search?q=" + "putin+" * 200, "The query has 1,199 characters; 1,000 is the most."),
    ],
)
def test_a_bad_value_is_a_sentence_and_no_result(client, archive, address, sentence):
    html = get(client, address)
    assert sentence in html.replace("&#x27;", "'")
    assert "Nothing was searched" in html
    assert 'class="result"' not in html


@pytest.mark.parametrize(
    ("typed", "place", "fix"),
    [
        ("putin country:Côte d'Ivoire", "country:Côte d'Ivoire", 'putin country:"Côte d\'Ivoire"'),
        ("(country:South Korea) putin", "country:South Korea", '(country:"South Korea") putin'),
        ("country:ru,iran putin", "country:ru,iran", "(country:ru OR country:iran) putin"),
        (
            'country:"iran, south korea"',
            'country:"iran, south korea"',
            '(country:iran OR country:"south korea")',
        ),
    ],
)
def test_several_words_and_several_values_of_a_field_are_offered_as_they_should_be(
    archive, typed, place, fix
):
    make.country("CI", "Côte d'Ivoire")
    make.country("KR", "South Korea")
    (problem,) = meanings(parse(typed)).problems
    assert typed[slice(*problem.at)] == place
    assert problem.fixes == (fix,)
    assert not meanings(parse(fix)).problems


@pytest.mark.parametrize(
    ("typed", "rest", "fix"),
    [
        ("country:ru, iran putin", "iran", "(country:ru OR country:iran) putin"),
        ("country:ru, south korea, iran, peace", "south korea, iran",
         '(country:ru OR country:"south korea" OR country:iran), peace'),
        ('-country:"south korea", ru', "ru", '-(country:"south korea" OR country:ru)'),
        ("country:ru, iran leader:putin", "iran", "(country:ru OR country:iran) leader:putin"),
        ("on:2023-10-16, 2023-10-17 x", "2023-10-17", "(on:2023-10-16 OR on:2023-10-17) x"),
        ("country:ru, leader:putin", "", ""),
        ("country:ru, ceasefire", "", ""),
        ("country:ru iran", "", ""),
        ("title:ru, iran", "", ""),
    ],
)  # fmt: skip
def test_values_behind_a_comma_and_a_space_are_offered_with_their_field(archive, typed, rest, fix):
    make.country("KR", "South Korea")
    notes = [note for note in meanings(parse(typed)).notes if note.gravity is Gravity.CHANGED]
    assert [note.fixes for note in notes] == ([(fix,)] if fix else [])
    for note in notes:
        assert f"in the text, “{rest}”" in note.text
        assert not parse(fix).problems


def test_a_note_leads_to_what_may_be_meant(client, archive):
    html = get(client, "/search?q=putin+%7C+xylophone&sort=newest")
    assert "write OR in capitals:" in html
    assert 'href="?q=putin+OR+xylophone&amp;sort=newest"' in html
    assert re.search(r'putin OR xylophone</a> <span class="number">3 articles', html)


def test_the_most_serious_note_comes_first(client, archive):
    html = get(client, "/search?q=the+ceasefire+%7C+putin+before:2022+after:2023")
    notes = re.findall(r'<p class="note">(.{12})', html)
    assert notes == ["No day lies ", "“|” was left", "“the” is too"]


def test_a_long_search_is_not_cut(client, archive):
    html = get(client, "/search?q=" + "putin+" * 199 + "putin")
    assert f'value="{"putin " * 199}putin"' in html
    assert f'pattern=".{{0,{LONGEST}}}"' in html
    assert f'data-most="{LONGEST}"' in html
    assert "maxlength" not in html


def test_no_results_say_what_to_leave_out(client, archive):
    html = get(client, "/search?q=putin+xylophone")
    assert "No article has all of this" in html
    assert "Leave out <strong>xylophone</strong>" in html
    assert 'href="?q=putin"' in html


def test_a_page_beyond_the_last_leads_back(client, archive):
    html = get(client, "/search?q=putin&page=7")
    assert "There is no page 7" in html


def test_a_facet_can_be_shown_whole(client):
    for number in range(12):
        code = chr(65 + number) * 2
        make.article(f"T {number}", countries=[make.country(code, f"Country {code}")])
    make.article("Another", countries=[make.country("AA"), make.country("BB")])
    html = get(client, "/search")
    assert html.count('name="country"') == 0
    assert "facet=country" in html
    assert "All 12" in html
    assert "country=country-ll" not in html
    whole = get(client, "/search?facet=country")
    assert "Country LL" in whole
    assert 'class="result"' not in whole
    some = get(client, "/search?facet=country&find=COUNTRY+l")
    assert "Country LL" in some
    assert "Country KK" not in some
    assert "with “COUNTRY l” in a name" in some
    assert "None of them has this" in get(client, "/search?facet=country&find=xylophone")


def test_a_long_list_is_searched_by_other_names_too(client):
    iran, egypt = make.country("IR"), make.country("EG")
    CountryName.objects.create(country=iran, text="Perse", language="fr")
    make.article("T", countries=[iran, egypt])
    for text in ("PER", "ira"):
        page = get(client, f"/search?facet=country&find={text}")
        values = page[page.index('id="values"') : page.index("<aside")]
        assert "country=iran" in values
        assert "country=egypt" not in values
    assert "None of them has this" in get(client, "/search?facet=country&find=erse")


def test_a_long_list_has_pages_that_hold_every_value_once(client):
    for number in range(130):
        make.article(f"T {number}", people=[make.person(f"Ada Example {number}")])
    pages = [get(client, f"/search?facet=person&at={number}") for number in (1, 2)]
    lists = [page[page.index('id="values"') : page.index("<aside")] for page in pages]
    named = [re.findall(r"leader=(ada-example-\d+)", page) for page in lists]
    assert [len(set(names)) for names in named] == [100, 30]
    assert len(set(named[0]) | set(named[1])) == 130
    assert "ends on page 2" in get(client, "/search?facet=person&at=3")


def test_what_people_type_is_escaped(client, archive):
    html = get(client, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&after=%22%3E%3Cb%3E")
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_no_inline_styles_or_scripts(client, archive):
    for address in ("/", "/search?q=putin", "/countries/iran", "/leaders/vladimir-putin", "/about"):
        html = get(client, address)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src)", html), address


def test_every_page_has_one_h1_a_skip_link_and_labels(client, archive):
    for address in (
        "/",
        "/search?q=putin",
        "/countries",
        "/countries/iran",
        "/leaders",
        "/events",
        "/sources",
        "/about",
    ):
        html = get(client, address)
        assert html.count("<h1") == 1, address
        assert 'class="skip" href="#main"' in html
        for field in re.findall(r"<(?:input|select)[^>]*>", html):
            if 'type="hidden"' not in field:
                name = re.search(r'id="([^"]+)"', field)[1]
                assert f'for="{name}"' in html, (address, name)


def test_more_results_take_no_more_queries(client, archive):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/search?q=putin&country=russia")
        return len(captured)

    once = queries()
    for number in range(6):
        make.article(
            f"Putin {number}", countries=[make.country("RU")], people=[make.person("Vladimir Putin")]
        )
    assert queries() == once


def test_a_value_can_be_excluded_and_allowed_again(client, archive):
    html = get(client, "/search?q=putin")
    assert 'href="?q=putin&amp;not_country=iran"' in html
    assert "Exclude Iran, which leaves 1<" in html
    html = get(client, "/search?q=putin&not_country=iran")
    assert "<title>putin, not Iran — 1 article · newsarchive</title>" in html
    assert '<span class="part excluded">not naming Iran' in html
    assert "<s>Iran</s>" in html
    assert "+2</span>" in html
    assert 'type="hidden" name="not_country" value="iran"' in html


def test_several_values_mean_all_or_any_of_them(client, archive):
    make.article("Egypt Alone", countries=[make.country("EG")])
    html = get(client, "/search?country=egypt")
    assert 'href="?country=egypt&amp;any=country"' in html
    html = get(client, "/search?country=egypt&any=country")
    assert "+2</span>" in html
    html = get(client, "/search?country=egypt&country=iran&any=country")
    assert "<title>Egypt, or Iran — 3 articles · newsarchive</title>" in html
    assert "or naming Iran" in html
    assert "All that mention Egypt or Iran" in html
    assert "0 articles" not in html
    assert "No article has all of this" in get(client, "/search?country=egypt&country=iran")


def test_leaders_and_other_people_stand_apart(client, archive):
    make.article("Ada Speaks", people=[make.person("Ada Example")])
    html = get(client, "/search")
    leaders, others = html.index("facet-leader"), html.index("facet-person")
    assert leaders < html.index('<span class="label" dir="auto">Vladimir Putin') < others
    assert others < html.index('<span class="label" dir="auto">Ada Example')


def test_a_story_is_one_result_with_its_versions(client):
    story = Story.objects.create()
    for number, (name, title) in enumerate(
        [("Reuters", "Grain Talks"), ("Le Monde", "Grain Talks"), ("", "Grain Talks, Corrected")]
    ):
        row = make.article(
            title,
            "A summit on grain.",
            source=make.source(name) if name else None,
            published=date(2023, 10, 1 + number),
        )
        StoryMember.objects.create(article=row, story=story)
    make.article("Something Else", "A summit on other things.", published=date(2023, 9, 1))
    html = get(client, "/search?q=summit&sort=newest")
    assert "<strong>4 articles</strong> in <strong>2 stories</strong>" in html
    assert html.count('class="result"') == 2
    assert "3 versions from 2 sources" in html
    assert html.index("Grain Talks, Corrected") < html.index("3 versions")
    assert "2 October 2023" in html
    html = get(client, "/search?q=summit&versions=all")
    assert html.count('class="result"') == 4
    assert "one of each story" in html
    html = get(client, "/search?q=corrected+OR+else")
    assert "2 articles</strong>" in html
    assert "stories</strong>" not in html
