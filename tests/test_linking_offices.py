"""Offices over time: "the Russian president" is whoever held the office on the day of the article."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import Field, OfficeMention, ParsedArticle, Precision, PublishedDate

FIXTURES = Path(__file__).parents[1] / "fixtures"
LINKER = Linker(from_fixtures(FIXTURES))


def offices(body: str, day: str = "", title: str = "") -> tuple[OfficeMention, ...]:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(day), Precision.UNKNOWN)
    first = date.fromisoformat(day + "-01-01"[len(day) - 4 :]) if day else None
    published = PublishedDate(first, precision)
    return LINKER.link(ParsedArticle("made-up.txt", 0, title, body, published=published)).offices


def names(body: str, day: str = "", title: str = "") -> list[str]:
    return [mention.name for mention in offices(body, day, title)]


@pytest.mark.parametrize(
    ("body", "day", "name"),
    [
        ("The Russian president said he would travel.", "2009-03-04", "Dmitry Medvedev"),
        ("The Russian president said he would travel.", "2004-03-04", "Vladimir Putin"),
        ("The Russian president said he would travel.", "1996-03-04", "Boris Yeltsin"),
        ("Russia's foreign minister warned of delays.", "2006-03-04", "Sergei Lavrov"),
        ("Russia’s foreign minister warned of delays.", "1997-03-04", "Yevgeny Primakov"),
        ("The British prime minister flew home.", "1995-03-04", "John Major"),
        ("Britain's prime minister flew home.", "2007-03-04", "Tony Blair"),
        ("The prime minister of the United Kingdom flew home.", "2009-03-04", "Gordon Brown"),
        ("The British foreign secretary spoke.", "2002-03-04", "Jack Straw"),
        ("The German chancellor met farmers.", "1995-03-04", "Helmut Kohl"),
        ("The German chancellor met farmers.", "2012-03-04", "Angela Merkel"),
        ("Germany's chancellor met farmers.", "2023-03-04", "Olaf Scholz"),
        ("The French president opened the fair.", "2009-03-04", "Nicolas Sarkozy"),
        ("The president of France opened the fair.", "1999-03-04", "Jacques Chirac"),
        ("The US president signed the bill.", "1998-03-04", "Bill Clinton"),
        ("The U.S. president signed the bill.", "2006-03-04", "George W. Bush"),
        ("The U.S. secretary of state flew to Oman.", "2006-03-04", "Condoleezza Rice"),
        ("The American president signed the bill.", "2010-03-04", "Barack Obama"),
        ("The Israeli prime minister refused.", "1994-03-04", "Yitzhak Rabin"),
        ("The Ukrainian president asked for help.", "2023-03-04", "Volodymyr Zelenskyy"),
        ("The Ukrainian president asked for help.", "2012-03-04", "Viktor Yanukovych"),
        ("The Chinese president toured the port.", "2009-03-04", "Hu Jintao"),
        ("The Chinese premier toured the port.", "2009-03-04", "Wen Jiabao"),
        ("The Japanese prime minister resigned from the club.", "2015-03-04", "Shinzo Abe"),
        ("Turkey's prime minister spoke.", "2009-03-04", "Recep Tayyip Erdogan"),
        ("Iran's supreme leader spoke.", "2009-03-04", "Ali Khamenei"),
        ("The Iranian president spoke.", "2009-03-04", "Mahmoud Ahmadinejad"),
        ("The pope prayed for peace.", "2010-03-04", "Benedict XVI"),
        ("Pilgrims heard the pope speak.", "1999-03-04", "John Paul II"),
        ("The UN secretary-general urged calm.", "1999-03-04", "Kofi Annan"),
        ("The U.N. Secretary-General urged calm.", "2010-03-04", "Ban Ki-moon"),
        ("The NATO secretary general urged calm.", "2010-03-04", "Anders Fogh Rasmussen"),
        ("The Saudi king sent aid.", "2008-03-04", "Abdullah bin Abdulaziz"),
        ("Le président de la Russie a promis de l'aide, a dit le ministre.", "2009-03-04", "Dmitry Medvedev"),
        ("Der russische Präsident will nach Berlin reisen und mit der Regierung reden.", "2009-03-04",
         "Dmitry Medvedev"),
        ("In 2009 the Russian president signed the law.", "2015-03-04", "Dmitry Medvedev"),
        ("In 1998, the Russian president signed the law.", "2015-03-04", "Boris Yeltsin"),
        ("The Russian president said the plant would open in 2030.", "2015-03-04", "Vladimir Putin"),
    ],
)  # fmt: skip
def test_an_office_is_its_holder_on_the_day(body: str, day: str, name: str) -> None:
    assert names(body, day) == [name]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("The Russian president said he would travel.", ""),
        ("The Russian president said he would travel.", "2008"),
        ("The Russian president said he would travel.", "2008-05-08"),
        ("The Russian president said he would travel.", "1999-12-31"),
        ("The former Russian president said he would travel.", "2009-03-04"),
        ("Former U.S. president and statesman, he wrote books.", "2009-03-04"),
        ("The then Russian president said he would travel.", "2009-03-04"),
        ("The then-Russian president said he would travel.", "2009-03-04"),
        ("The next Russian president will inherit the debt.", "2009-03-04"),
        ("The late Polish president was honoured.", "2011-03-04"),
        ("The first Russian president died in 2007.", "2009-03-04"),
        ("A Russian president can serve two terms.", "2009-03-04"),
        ("No French president has said so.", "2009-03-04"),
        ("Every American president has a library.", "2009-03-04"),
        ("The future German chancellor was born there.", "2009-03-04"),
        ("Russian presidents rarely smile.", "2009-03-04"),
        ("The US president-elect spoke.", "2009-01-04"),
        ("The Russian presidential plane landed.", "2009-03-04"),
        ("The Russian vice president spoke.", "2009-03-04"),
        ("The deputy Russian foreign minister spoke.", "2009-03-04"),
        ("Russia's deputy foreign minister spoke.", "2009-03-04"),
        ("The Russian president of the bank spoke.", "2009-03-04"),
        ("The Swiss president candidate spoke.", "2009-03-04"),
        ("The acting Ukrainian president spoke.", "2010-03-04"),
        ("The German chancellor candidate spoke.", "2009-03-04"),
        ("The Bosnian president spoke.", "2009-03-04"),
        ("In 2008 the Russian president signed the law.", "2015-03-04"),
        ("Ten years ago the Russian president signed the law.", "2015-03-04"),
        ("The Russian president at the time signed the law.", "2015-03-04"),
        ("Russian President Pavel Dorin, a character in the novel, spoke.", "2009-03-04"),
        ("The president of the Russian Football Union spoke.", "2009-03-04"),
        ("The president of France Telecom spoke.", "2009-03-04"),
        ("The president of Bank of America spoke.", "2009-03-04"),
        ("The British prime minister's wife and an ex-British prime minister met.", "1900-03-04"),
        ("Le Pope is a bar. The Pope family owns it.", "2009-03-04"),
        ("The Georgia president of the union spoke.", "2009-03-04"),
        ("Varga will return as Brazil's president.", "2009-03-04"),
        ("Varga was elected president of Brazil.", "2009-03-04"),
        ("Varga is the first woman president of Brazil.", "2009-03-04"),
        ("With a new U.S. president in office, talks began.", "2009-03-04"),
        ("Contenders for U.S. president met in Iowa.", "2009-03-04"),
        ("Dana Rook, vice president of U.S. sales, resigned.", "2010-03-04"),
        ("Dana Rook, Meddle U.S. president and chief executive, resigned.", "2010-03-04"),
        ("Dana Rook, Meddle Stores U.S. president and chief executive, resigned.", "2010-03-04"),
        ("The premier of the Flanders region resigned.", "2009-06-04"),
        ("Iran's supreme leader, Ayatollah Ali Khamenei, spoke.", "2009-03-04"),
        ("They asked (Greek Prime Minister) George Papandreou.", "2010-03-04"),
        ("The fake British prime minister bowed.", "2009-03-04"),
        ("The former Russian president and the ex-French president met.", "2009-03-04"),
    ],
)
def test_what_names_no_holder_of_the_day(body: str, day: str) -> None:
    assert names(body, day) == []


def test_an_office_is_kept_apart_from_names_and_says_its_rule() -> None:
    (found,) = offices("The Russian president said he would travel.", "2009-03-04")
    assert (found.field, found.start, found.end) == (Field.BODY, 4, 21)
    assert found.text == "Russian president"
    assert (found.country, found.key) == ("RU", "dmitry-medvedev")
    assert found.rule == "holder of the office on 2009-03-04"
    (found,) = offices("In 2009 the Russian president signed.", "2015-03-04")
    assert found.rule == "holder of the office in 2009"


def test_a_month_is_enough_where_one_held_the_office_all_through() -> None:
    assert names("The Russian president spoke.", "2009-03") == ["Dmitry Medvedev"]
    assert names("The Russian president spoke.", "2009") == ["Dmitry Medvedev"]


def test_an_office_beside_the_name_of_its_holder_is_the_role_of_the_name() -> None:
    assert names("Russian President Dmitry Medvedev spoke in Omsk.", "2009-03-04") == []
    assert names("The Russian president, Dmitry Medvedev, spoke in Omsk.", "2009-03-04") == []
    assert names("Dmitry Medvedev, the Russian president, spoke in Omsk.", "2009-03-04") == []


def test_an_article_that_gives_the_office_to_somebody_else_is_left_alone() -> None:
    text = "Russian President Pavel Dorin spoke. The Russian president then left."
    assert names(text, "2009-03-04") == []


def test_a_headline_names_an_office_too() -> None:
    (found,) = offices("", "2009-03-04", title="Russian president visits Omsk")
    assert (found.field, found.name) == (Field.TITLE, "Dmitry Medvedev")
    assert names("", "2009-03-04", title="Russian President Visits Omsk") == ["Dmitry Medvedev"]


WORDS = st.sampled_from(
    ["the", "Russian", "president", "Russia", "’s", "'s", "of", "prime", "minister", "In", "2009", ",", ".",
     "pope", "Pope", "former", "UN", "secretary-general", "\n", "Putin"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(words=st.lists(WORDS, max_size=30).map(" ".join))
def test_spans_are_exact_for_any_text(words: str) -> None:
    for mention in offices(words, "2009-03-04", title=words):
        assert words[mention.start : mention.end] == mention.text
        assert mention.key
