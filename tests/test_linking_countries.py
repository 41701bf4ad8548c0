"""Country mentions: what names a country, and what only looks like it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from articles.linking import Linker
from articles.linking.reference import from_fixtures
from articles.records import CountryMention, Field, ParsedArticle

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(from_fixtures(FIXTURES))


def mentions(linker: Linker, body: str, title: str = "") -> Sequence[CountryMention]:
    return linker.link(ParsedArticle(file="made-up.txt", index=0, title=title, body=body)).countries


def codes(linker: Linker, body: str, title: str = "") -> str:
    return " ".join(sorted({mention.code for mention in mentions(linker, body, title)}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks began in Norway on Sunday.", "NO"),
        ("The Norwegians walked out.", "NO"),
        ("Officials in Oslo declined to comment.", "NO"),
        ("The Kremlin had no comment.", "RU"),
        ("Delegates of the former Soviet Union met.", "RU"),
        ("A storm reached Hamburg and Rotterdam overnight.", "DE NL"),
        ("Papua New Guinea, Equatorial Guinea and Guinea-Bissau signed.", "GQ GW PG"),
        ("Niger is not Nigeria.", "NE NG"),
        ("DR Congo and Rwanda signed.", "CD RW"),
        ("South Sudan and Sudan agreed on a border.", "SD SS"),
        ("The US-led mission ended.", "US"),
        ("An Israeli-Palestinian committee met.", "IL PS"),
        ("Kenya's president and Chile’s foreign minister spoke.", "CL KE"),
        ("TALKS IN CANBERRA AND AUSTRIA FAIL", "AT AU"),
        ("Fishermen in Nova Scotia protested.", "CA"),
        ("Voters in Bavaria went to the polls.", "DE"),
        ("Gunmen attacked a convoy near Kandahar.", "AF"),
        (
            "Le ministre est arrivé; la délégation a quitté l'Allemagne et le Maroc pour la Norvège.",
            "DE MA NO",
        ),
        ("Президент России прибыл в Германию, затем отправится в Турцию.", "DE RU TR"),
        ("وصل الوزير إلى مصر ثم غادر لروسيا وإيران", "EG IR RU"),
        ("日本と中国の外相が会談した。", "CN JP"),
    ],
)
def test_a_country_is_found_by_any_of_its_forms(linker: Linker, text: str, expected: str) -> None:
    assert codes(linker, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Michael Jordan opened a restaurant.", ""),
        ("Paris Hilton arrived late.", ""),
        ("Jack London wrote about wolves.", ""),
        ("Chad Smith plays the drums.", ""),
        ("He reads the Washington Post every day.", ""),
        ("Shares of Bank of America fell.", ""),
        ("She teaches the English language.", ""),
        ("The envoy spoke French with the guards.", ""),
        ("The letter was written in German.", ""),
        ("Guinea pigs were sold at the market.", ""),
        ("Leaders from across Latin America met.", ""),
        ("The ship left the Indian Ocean.", ""),
        ("Island nations asked for help.", ""),
        ("TELL US WHAT YOU THINK", ""),
        ("A SWAT team surrounded the house.", ""),
        ("The plant has stood in Athens, Ohio, for a century.", "US"),
        ("He grew up in Paris, Texas, and moved away.", "US"),
        ("A warehouse burned in Lebanon, Pennsylvania.", "US"),
        ("Storms crossed Atlanta, Georgia, and then Alabama and Florida.", "US"),
        ("New Mexico and New Hampshire vote in June.", "US"),
        ("A bridge in New South Wales was closed.", "AU"),
        ("Northern Ireland played well.", "GB"),
    ],
)
def test_traps(linker: Linker, text: str, expected: str) -> None:
    assert codes(linker, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia accused Russia of moving the border fence near Tskhinvali.", "GE RU"),
        ("The sheriff of Hall County said the Georgia highway would open, as would roads in Alabama.", "US"),
        ("Jordan's king met the Israeli prime minister in Amman.", "IL JO"),
        ("Chad sent soldiers to the border with Sudan.", "SD TD"),
        ("Police in Lebanon said the grand jury of Boone County met; the high school reopened.", "US"),
        ("The army of Lebanon moved south towards Israel.", "IL LB"),
        ("The mayor of San Jose asked California for money.", "US"),
    ],
)
def test_a_name_with_two_bearers_follows_the_rest_of_the_article(
    linker: Linker, text: str, expected: str
) -> None:
    assert codes(linker, text) == expected


def test_the_title_counts_and_comes_first(linker: Linker) -> None:
    found = mentions(linker, "Snow fell in Finland.", title="Sweden closes its ports")
    assert [(mention.field, mention.code) for mention in found] == [(Field.TITLE, "SE"), (Field.BODY, "FI")]


def test_a_dateline_counts(linker: Linker) -> None:
    found = mentions(linker, "LISBON (Wire) - The talks ended late.")
    assert [(mention.text, mention.code) for mention in found] == [("LISBON", "PT")]


def test_a_mention_tells_where_it_stands_and_by_what_rule(linker: Linker) -> None:
    text = "On Monday the Portuguese left."
    (found,) = mentions(linker, text)
    assert (text[found.start : found.end], found.rule) == ("Portuguese", "demonym")


def test_a_country_inside_the_name_of_a_person_is_none(linker: Linker) -> None:
    assert codes(linker, "The actress Brittany Holland and her brother Israel Holland arrived.") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A firm is named in full once, and then for short.
        ("Berkshire Hathaway bought a railway. Berkshire will keep its managers, the chairman said.", ""),
        ("Rio Tinto refused the bid. Shares in Rio rose in Australia.", "AU"),
        # The symbol of a stock exchange, or the word behind it, tells that a name is a firm's.
        (
            "The supermarket chain Carrefour (CARR.PA) raised prices in France. Rivals followed Carrefour.",
            "FR",
        ),
        ("Nobody expected this, said an analyst of Rochdale Securities.", ""),
        # A part of a longer name is no place, and does not vouch for itself.
        ("The figures were wrong, Barrie Holm said on Monday. Barrie Holm was not alone.", ""),
        ("The report was edited by Elizabeth Fullerton on Monday.", ""),
        # A state behind a comma needs no full stop to be one.
        ("NEWTON, Mass (Example Agency) - The town hall was closed.", "US"),
        ("ALEXANDRIA, Va (Example Agency) - A judge ruled on Monday.", "US"),
        # What comes again as a place stays one.
        ("Flights to Rio were full. Officials in Rio spoke of Brazil's tourists.", "BR"),
        ("The mayor of Rochdale resigned. Police in Rochdale said nothing.", "GB"),
        # Names of talks, dishes and brands.
        ("Ministers hope to save the Doha round this year.", ""),
        ("Ministers met in Doha this year.", "QA"),
        ("The charity sold a Batman mask.", ""),
        ("Takeo Hirano runs the laboratory.", ""),
    ],
)
def test_the_name_of_a_firm_or_person_is_no_place(linker: Linker, text: str, expected: str) -> None:
    assert codes(linker, text) == expected
