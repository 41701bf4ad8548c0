"""The query language: what is typed, how it is read, and what is said of the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.language import (
    And,
    Field,
    Gravity,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    parse,
    parse_period,
)

ALPHABET = st.sampled_from(
    [
        *list("abAB-–:()'’‘\"“”«» \n1é中ी\x00.,*/+"),
        *("OR", "AND", "NOT", "country:", "on:2023", " near/5 ", " NEAR/1 ", "sanc* ", "title: ", " TALKS "),
    ]
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("putin ceasefire", (Word("putin"), Word("ceasefire"))),
        ('"humanitarian aid"', (Phrase("humanitarian aid"),)),
        ("“humanitarian aid”", (Phrase("humanitarian aid"),)),
        ("«aide humanitaire»", (Phrase("aide humanitaire"),)),
        ("‘humanitarian aid’", (Phrase("humanitarian aid"),)),
        ("Russia’s workers’ rights", (Word("Russia’s"), Word("workers"), Word("rights"))),
        ("talks iran OR iraq", (Word("talks"), Or((Word("iran"), Word("iraq"))))),
        ("(talks iran) OR iraq", (Or((And((Word("talks"), Word("iran"))), Word("iraq"))),)),
        ("a AND b", (Word("a"), Word("b"))),
        ("or", (Word("or"),)),
        ("gaza -football", (Word("gaza"), Not(Word("football")))),
        ("gaza NOT football", (Word("gaza"), Not(Word("football")))),
        ("al-Assad 2023-10", (Word("al-Assad"), Word("2023-10"))),
        ("leader:putin country:iran", (Field("leader", "putin"), Field("country", "iran"))),
        ('country:"South Korea"', (Field("country", "South Korea"),)),
        ("-country:iran after:2023-10", (Not(Field("country", "iran")), Field("after", "2023-10"))),
        ("person:xi since:2023", (Field("person", "xi"), Field("after", "2023"))),
        ("at 12:30 https://example.org/x", (Word("at"), Word("12:30"), Word("https://example.org/x"))),
        ("Kremlin: talks", (Word("Kremlin"), Word("talks"))),
        ("“ ” … & ()", ()),
        ("sanction* relief", (Prefix("sanction"), Word("relief"))),
        ("nucl*, talks", (Prefix("nucl"), Word("talks"))),
        ("title:sanc*", (Field("title", "sanc*"),)),
        ('"sanction* relief"', (Phrase("sanction* relief"),)),
        ("ceasefire near/5 gaza", (Near(Word("ceasefire"), Word("gaza"), 5),)),
        ("ceasefire NEAR/5 “Gaza City”", (Near(Word("ceasefire"), Phrase("Gaza City"), 5),)),
        ("hostag* near/3 (deal OR talks)", (Near(Prefix("hostag"), Or((Word("deal"), Word("talks"))), 3),)),
        ("NOT NOT iran", (Word("iran"),)),
        ("talks -(-iran)", (Word("talks"), Word("iran"))),
        ("NOT NOT NOT iran", (Not(Word("iran")),)),
        ("\u200eiran\u200f co\u00adup", (Word("iran"), Word("coup"))),
        ("country:\u2067iran\u2069 \u202bon:2023\u202c", (Field("country", "iran"), Field("on", "2023"))),
        ("iran \u2764\ufe0f", (Word("iran"),)),
        ("-deal near/3 gaza", (Not(Near(Word("deal"), Word("gaza"), 3)),)),
        ("a1 near/3 b1 near/4 c1", (Near(Word("a1"), Word("b1"), 3), Near(Word("b1"), Word("c1"), 4))),
        ("x1 OR deal near/3 gaza", (Or((Word("x1"), Near(Word("deal"), Word("gaza"), 3))),)),
        ("near miss", (Word("near"), Word("miss"))),
        ("country: iran", (Field("country", "iran"),)),
        ("Title: Something", (Word("Title"), Word("Something"))),
        (
            "event:12 batch:March story:3",
            (Field("event", "12"), Field("batch", "March"), Field("story", "3")),
        ),
        ("about:iran on: 2023", (Field("about", "iran"), Field("on", "2023"))),
        ("COVID-19 9/11 U.S. G7", (Word("COVID-19"), Word("9/11"), Word("U.S"), Word("G7"))),
        ("mail@example.org 3.5%", (Word("mail@example.org"), Word("3.5"))),
        ("C++ AT&T", (Word("C"), Word("AT&T"))),
        ("IRAN OR IRAQ", (Or((Word("IRAN"), Word("IRAQ"))),)),
        ("A SUMMIT OR TALKS IN IRAN", tuple(map(Word, ("A", "SUMMIT", "or", "TALKS", "IN", "IRAN")))),
    ],
)
def test_queries_are_read(typed, read):
    query = parse(typed)
    assert query.tree.parts == read
    assert not query.problems


def test_an_unknown_field_is_said_with_the_nearest_and_its_place():
    query = parse("putin contry:iran")
    (problem,) = query.problems
    assert problem.message.startswith("There is no field “contry:”")
    assert query.text[slice(*problem.at)] == "contry:iran"
    assert problem.fixes == ("putin country:iran", 'putin "contry iran"')


def test_a_date_that_is_none_is_a_problem():
    assert "no date" in parse("after:2023-13").problems[0].message
    assert "no date" in parse("on:yesterday").problems[0].message


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ('gaza "humanitarian aid', "has no partner"),
        ("gaza OR", "An OR needs something"),
        ("OR gaza", "An OR needs something"),
        ("gaza NOT", "needs something after it"),
        ("(gaza aid", "closed at the end"),
        ("gaza) aid", "without its opening"),
        ("talks iran | iraq", "write OR in capitals: talks iran OR iraq"),
        ("iran|iraq", "write OR in capitals: iran OR iraq"),
        ("iran || iraq", "“||” was left out"),
        ("bread & butter", "“&” was left out"),
        ("iran 😀", "“😀” was left out"),
        ('iran "😀"', "“😀” was left out"),
        ("iran \u2764\ufe0f", "“\u2764” was left out"),
        ("gaza - aid", "write the minus right before it: gaza -aid"),
        ("gaza near/5", "on both sides"),
        ("near/5 gaza", "on both sides"),
        ("-gaza -aid", "Only exclusions"),
        ("iran or iraq", "OR in capitals"),
        ("C++ code", "“C++” is searched as “C”"),
        ("rivals $5bn", "“$5bn” is searched as “5bn”"),
        ("*tion talks", "at the end of a word only"),
        ("sanc*ion talks", "at the end of a word only"),
        ("country: iran", "without the space"),
        ("after:2024 before:2023 iran", "No day lies both in"),
        ("TALKS IN IRAN OR IN OMAN", "All in capitals"),
    ],
)
def test_what_was_left_out_is_said(typed, note):
    query = parse(typed)
    assert any(note in one.whole for one in query.notes)
    assert not query.problems
    assert query.tree.parts


@pytest.mark.parametrize(
    ("typed", "place", "fix"),
    [
        ("iran a* talks", "a*", "iran a talks"),
        ("gaza near/99 aid", "near/99", "gaza near/30 aid"),
        ("gaza near/0 aid", "near/0", "gaza near/1 aid"),
        ("gaza near/5 country:iran", "country:iran", "gaza country:iran"),
        ("x on:2023/10/16", "on:2023/10/16", "x on:2023-10-16"),
        ("x on:16.10.2023", "on:16.10.2023", "x on:2023-10-16"),
        ("x on:2023-02-30", "on:2023-02-30", "x on:2023-02-28"),
        ("x on:2023-13 y", "on:2023-13", "x on:2023-12 y"),
        ('on:"October 2023"', 'on:"October 2023"', "on:2023-10"),
        ('on:"7 oct 2023"', 'on:"7 oct 2023"', "on:2023-10-07"),
        ('on:"Oct 7, 2023"', 'on:"Oct 7, 2023"', "on:2023-10-07"),
        ("x on:Oct 2023", "on:Oct 2023", "x on:2023-10"),
        ("on:October 7, 2023 talks", "on:October 7, 2023", "on:2023-10-07 talks"),
        ("(after:7 Oct 2023)", "after:7 Oct 2023", "(after:2023-10-07)"),
        ("on:2023,2024 x", "on:2023,2024", "(on:2023 OR on:2024) x"),
        ("on:2023-10..2024-02", "on:2023-10..2024-02", "after:2023-10 before:2024-02"),
        ("on:2022–2024", "on:2022–2024", "after:2022 before:2024"),
        ("x -on:2022..2024", "on:2022..2024", "x -(after:2022 before:2024)"),
        ("NOT on:2022..2024", "on:2022..2024", "NOT (after:2022 before:2024)"),
        ("on:1990s", "on:1990s", "after:1990 before:1999"),
        ("before:1990s", "before:1990s", "before:1999"),
        ("on:whenever talks", "on:whenever", '"whenever" talks'),
        ("country:", "country:", "country"),
        ("iran country: ", "country:", "iran"),
        ("(iran OR leader:) x", "leader:", "(iran OR ) x"),
        ("iran country:-", "country:-", "iran"),
        ("putin contry:iran", "contry:iran", "putin country:iran"),
        ("putin laeder:iran", "laeder:iran", "putin leader:iran"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_nearest_thing_that_works(typed, place, fix):
    query = parse(typed)
    (problem,) = query.problems
    assert query.text[slice(*problem.at)] == place
    assert problem.fixes[0] == fix
    assert not parse(fix).problems


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2024-03-01"),
        ("yesterday", "2024-02-29"),
        ("this month", "2024-03"),
        ("last month", "2024-02"),
        ("last-year", "2023"),
        ("last week", "2024-02-23"),
        ("this week", "2024-02-26"),
        ("tomorrow", "2024-03-02"),
        ("next week", "2024-03-04"),
        ("next month", "2024-04"),
        ("Monday", "2024-02-26"),
        ("last monday", "2024-02-26"),
        ("fri", "2024-03-01"),
        ("Mar", "2024-03"),
        ("October", "2023-10"),
        ("16 Oct", "2023-10-16"),
        ("Feb 29", "2024-02-29"),
        ("3 days ago", "2024-02-27"),
        ("2 weeks ago", "2024-02-16"),
        ("5 months ago", "2023-10"),
        ("10 years ago", "2014"),
        ("7d", "2024-02-23"),
    ],
)
def test_a_day_told_from_today_is_offered_as_its_date(monkeypatch, typed, day):
    class Friday(date):
        @classmethod
        def today(cls):
            return cls(2024, 3, 1)

    monkeypatch.setattr("articles.search.language.dates.date", Friday)
    (problem,) = parse(f"after:{typed} talks").problems
    assert problem.fixes[0] == f"after:{day} talks"
    assert not parse(problem.fixes[-1]).problems


def test_marks_that_everybody_writes_around_words_are_not_said():
    assert parse("“Talks”: Iran, Iraq … (and Oman) — today!").notes == ()


def test_a_query_that_is_too_long_is_offered_up_to_a_whole_word():
    query = parse("word " * 300)
    (problem,) = query.problems
    assert "1,500 characters; 1,000 is the most" in problem.message
    assert problem.fixes == (("word " * 200).strip(), f'"{("word " * 12).strip()}"')
    assert problem.at == (1_000, 1_500)


def test_several_mistakes_are_put_right_at_once():
    query = parse("x contry:iran on:16.10.2023 y")
    assert query.mended(query.problems)[0] == "x country:iran on:2023-10-16 y"


def test_a_part_can_be_taken_out():
    query = parse('putin (a OR "b c") -x')
    assert query.without(0) == 'a OR "b c" -x'
    assert query.without(1) == "putin -x"
    assert parse("IRAN OR IRAQ OR OMAN OR QATAR a").without(1) == "(IRAN OR IRAQ OR OMAN OR QATAR)"


def test_too_long_and_too_deep_are_problems():
    assert "characters" in parse("a" * 2000).problems[0].message
    assert "deep" in parse("(" * 900 + "a").problems[0].message
    assert "deep" in parse("NOT " * 200 + "a").problems[0].message


@given(st.text() | st.lists(ALPHABET).map("".join))
def test_any_text_is_read_and_its_print_reads_the_same(text):
    query = parse(text)
    printed = str(query.tree)
    if not query.problems:
        again = parse(printed)
        assert again.tree == query.tree
        assert not again.problems


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2023-10-16", "2023-10-16", "2023-10-16", "16 October 2023"),
    ],
)
def test_periods(text, first, last, words):
    period = parse_period(text)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat(), period.words) == (first, last, words)
    assert str(period) == text


@pytest.mark.parametrize("text", ["", "23", "2023-00", "2023-1-32", "0000", "2023-10-", "٢٠٢٣", "2023-02-30"])
def test_texts_that_are_no_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("country:(iran OR iraq) talks", "(country:iran OR country:iraq) talks"),
        ("talks country:(iran, iraq)", "talks (country:iran OR country:iraq)"),
        ('country:("South Korea" OR iraq)', '(country:"South Korea" OR country:iraq)'),
        ("country:(iran AND iraq)", "(country:iran country:iraq)"),
    ],
)
def test_a_field_before_brackets_is_written_out(typed, fix):
    (problem,) = parse(typed).problems
    assert "takes one value" in problem.message
    assert problem.fixes == (fix,)
    assert not parse(fix).problems


@pytest.mark.parametrize(
    ("typed", "fixes"),
    [
        ("talks iran | iraq", ["talks iran OR iraq"]),
        ("iran|iraq", ["iran OR iraq"]),
        ("iran |iraq| oman", ["iran OR iraq OR oman"]),
        ('iran || "south korea"', ['iran OR "south korea"']),
        ("-iran|iraq talks", ["-(iran OR iraq) talks"]),
        ("NOT iran|iraq", ["NOT (iran OR iraq)"]),
        ("gaza near/5 aid|help", ["gaza near/5 (aid OR help)"]),
        ("iran | (iraq | oman)", ["iran OR (iraq OR oman)"]),
        ("title:a|b c | d", ["title:a|b c OR d"]),
        ('"a | b" c', []),
        ("iran |", []),
        ("| iran", []),
        ("bread & butter", ["bread butter", '"bread & butter"']),
        ("salt + bread && butter", ["salt bread butter", '"salt + bread && butter"']),
        ("“bread” & butter", []),
        ("gaza - aid", ["gaza -aid"]),
        ("gaza -", []),
        ("a - b - c", ["a -b -c"]),
        ("iran or iraq", ["iran OR iraq"]),
        ("TALKS IN IRAN OR IN OMAN", ["talks in iran OR in oman"]),
        ("x after:2024 before:2023", ["x after:2023 before:2024"]),
    ],
)
def test_a_note_offers_what_may_be_meant(typed, fixes):
    query = parse(typed)
    assert not query.problems
    offered = [fix for note in query.notes for fix in note.fixes]
    assert list(dict.fromkeys(offered)) == fixes
    for fix in fixes:
        assert not parse(fix).problems
        assert not [note for note in parse(fix).notes if note.gravity < Gravity.TOLD]


@given(st.lists(ALPHABET | st.sampled_from([" | ", "|", " & ", " - ", " or ", ", "])).map("".join))
def test_what_a_note_offers_is_understood_if_the_query_was(text):
    query = parse(text)
    for fix in [fix for note in query.notes for fix in note.fixes]:
        assert query.problems or len(fix) > 1_000 or not parse(fix).problems


@pytest.mark.parametrize("typed", ["😀", "()", "🇮🇷 ???"])
def test_a_query_without_words_is_said_to_have_none(typed):
    (note,) = parse(typed).notes
    assert "no letters or digits" in note.text
    assert not parse("   ").notes


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u00ad", "\u202e", "\ufeff", "\U000e0041"])
def test_signs_that_show_nothing_are_passed_over(sign):
    query = parse(f"{sign}talks{sign} {sign}iran{sign}")
    assert query.tree == And((Word("talks"), Word("iran")))
    assert not query.notes
