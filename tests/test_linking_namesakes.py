"""Leaders of one surname, told apart by day, title and country; families; titles that tell the gender."""

from datetime import date
from pathlib import Path

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import ParsedArticle, PersonMention, Precision, PublishedDate

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def people(linker: Linker, body: str, day: str = "") -> tuple[PersonMention, ...]:
    published = PublishedDate(date.fromisoformat(day), Precision.DAY) if day else PublishedDate()
    return linker.link(ParsedArticle("made-up.txt", 0, "", body, published=published)).people


US = "Washington - {} left the United States on Monday."
GREECE = "Greece waited. Greek {} spoke to parliament in Athens."
CONGO = "Kinshasa - {} of the Democratic Republic of Congo met rebels."
NORTH_KOREA = "North Korea said its {} had inspected a factory."
SYRIA = "Syria's {} received the envoy in Damascus."
PHILIPPINES = "Philippine {} addressed the army in Manila."
PAKISTAN = "Pakistan's {} opened the road near Lahore."
AZERBAIJAN = "Azerbaijan's {} flew to Turkey."
POLAND = "Poland's {} spoke in Warsaw."
SOUTH_KOREA = "South Korean {} received the envoy of Japan in Seoul."
SINGAPORE = "Singapore's {} spoke of trade."
GABON = "Gabon's {} came to Libreville."
CHAD = "Chadian {} received the envoy of France in N'Djamena."


@pytest.mark.parametrize(
    ("sentence", "named", "day", "name"),
    [
        (US, "President Bush", "1990-11-22", "George H. W. Bush"),
        (US, "President George Bush", "1990-11-22", "George H. W. Bush"),
        (US, "President George Bush", "2005-11-22", "George W. Bush"),
        (US, "President Bush", "2005-11-22", "George W. Bush"),
        (US, "Mr. Bush", "1991-11-22", "George H. W. Bush"),
        (US, "President Bush", "", ""),
        (US, "President George Bush", "", ""),
        (US, "President Clinton", "1996-03-01", "Bill Clinton"),
        (US, "Secretary of State Clinton", "2010-03-01", "Hillary Clinton"),
        (US, "Secretary Clinton", "2011-03-01", "Hillary Clinton"),
        (GREECE, "Prime Minister Papandreou", "1995-03-01", "Andreas Papandreou"),
        (GREECE, "Prime Minister Papandreou", "2010-03-01", "George Papandreou"),
        (GREECE, "Prime Minister Karamanlis", "2005-03-01", "Costas Karamanlis"),
        (CONGO, "President Kabila", "1999-03-01", "Laurent Kabila"),
        (CONGO, "President Kabila", "2001-06-01", "Joseph Kabila"),
        (CONGO, "President Kabila", "2005-03-01", "Joseph Kabila"),
        (CONGO, "President Kabila", "2001-01-18", ""),
        (CONGO, "President Kabila", "", ""),
        (NORTH_KOREA, "leader Kim", "1993-03-01", "Kim Il Sung"),
        (NORTH_KOREA, "leader Kim", "2005-03-01", "Kim Jong Il"),
        (NORTH_KOREA, "leader Kim", "2013-03-01", "Kim Jong Un"),
        (SYRIA, "President Assad", "1990-03-01", "Hafez al-Assad"),
        (SYRIA, "President Assad", "2000-12-01", "Bashar al-Assad"),
        (SYRIA, "President Assad", "2011-03-01", "Bashar al-Assad"),
        (SYRIA, "President Assad", "", ""),
        (PHILIPPINES, "President Aquino", "1990-03-01", "Corazon Aquino"),
        (PHILIPPINES, "President Aquino", "2012-03-01", "Benigno Aquino III"),
        (PHILIPPINES, "President Marcos", "2023-03-01", "Ferdinand Marcos Jr."),
        (PAKISTAN, "Prime Minister Sharif", "1998-03-01", "Nawaz Sharif"),
        (PAKISTAN, "Prime Minister Sharif", "2015-03-01", "Nawaz Sharif"),
        (PAKISTAN, "Prime Minister Sharif", "2022-09-01", "Shehbaz Sharif"),
        (AZERBAIJAN, "President Aliyev", "1999-03-01", "Heydar Aliyev"),
        (AZERBAIJAN, "President Aliyev", "2004-06-01", "Ilham Aliyev"),
        (AZERBAIJAN, "President Aliyev", "2012-03-01", "Ilham Aliyev"),
        (POLAND, "President Kaczynski", "2007-03-01", "Lech Kaczynski"),
        (POLAND, "Prime Minister Kaczynski", "2007-03-01", "Jaroslaw Kaczynski"),
        (SOUTH_KOREA, "President Roh", "1991-03-01", "Roh Tae-woo"),
        (SOUTH_KOREA, "President Roh", "2004-03-01", "Roh Moo-hyun"),
        (SOUTH_KOREA, "President Kim", "1995-03-01", "Kim Young-sam"),
        (SOUTH_KOREA, "President Kim", "1999-03-01", "Kim Dae-jung"),
        (SINGAPORE, "Prime Minister Lee", "1989-06-01", "Lee Kuan Yew"),
        (SINGAPORE, "Prime Minister Lee", "2010-03-01", "Lee Hsien Loong"),
        (GABON, "President Bongo", "2005-03-01", "Omar Bongo"),
        (GABON, "President Bongo", "2015-03-01", "Ali Bongo"),
        (CHAD, "President Deby", "2015-03-01", "Idriss Deby"),
        (CHAD, "President Deby", "2023-03-01", "Mahamat Idriss Deby"),
    ],
)
def test_the_day_and_the_title_decide_between_namesakes(
    linker: Linker, sentence: str, named: str, day: str, name: str
) -> None:
    found = people(linker, sentence.format(named), day)
    assert {mention.name for mention in found if mention.key} == ({name} if name else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bill and Hillary Clinton spoke in the United States. Mrs. Clinton left; Mr. Clinton stayed.",
            ["Bill Clinton", "Hillary Clinton", "Hillary Clinton", "Bill Clinton"],
        ),
        (
            "Peter Marlow and Anna Marlow were freed. Mr. Marlow wept, Mrs. Marlow did not.",
            ["Peter Marlow", "Anna Marlow", "Peter Marlow", "Anna Marlow"],
        ),
        (
            "Farmer Peter Marlow was freed. Mrs. Marlow had waited.",
            ["Peter Marlow", "Marlow"],
        ),
        ("The Clintons left. The Bhuttos stayed.", []),
        (
            "George Bush Sr. and George W. Bush fished in Maine.",
            ["George H. W. Bush", "George W. Bush"],
        ),
        (
            "Senator Ann Keller and her son Ann-Marie Holt came. Keller left before Holt.",
            ["Ann Keller", "Ann-Marie Holt", "Ann Keller", "Ann-Marie Holt"],
        ),
    ],
)
def test_people_of_one_family_stay_apart(linker: Linker, text: str, expected: list[str]) -> None:
    assert [mention.name for mention in people(linker, text)] == expected
