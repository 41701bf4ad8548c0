"""Reference files → the gazetteer's shapes."""

from pathlib import Path

import pytest

from articles.linking.reference import from_fixtures, slug
from articles.records import NameForm, OfficeTerm

COUNTRIES = """code,iso3,name,official_name,region,demonyms,capitals,aliases,historical,seats,sensitive
QQ,QQQ,Zedland,Republic of Zedland,Europe,Zedlander|Zedlanders,Zedville,Z.L.,Old Zed,Red Palace,Zedville
DE,DEU,Germany,,Europe,,,,,,
"""
LEADERS = """name,aliases,country,kind,title,start,end
Ana Zed,A. Zed|Ana María Zed,QQ,head_of_state,President,2001-02-03,2005
Ana Zed,,QQ,foreign_minister,Foreign Minister,1999,2001
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "leaders").mkdir()
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    (tmp_path / "leaders" / "zed.csv").write_text(LEADERS, encoding="utf-8")
    return tmp_path


def test_each_column_of_a_country_becomes_forms_of_its_kind(folder: Path) -> None:
    zedland = from_fixtures(folder).countries[0]
    assert zedland.forms == (
        NameForm("Zedland", "name"),
        NameForm("Republic of Zedland", "official name"),
        NameForm("Zedlander", "demonym"),
        NameForm("Zedlanders", "demonym"),
        NameForm("Zedville", "capital", sensitive=True),
        NameForm("Z.L.", "alias"),
        NameForm("Old Zed", "historical name"),
        NameForm("Red Palace", "seat of power"),
    )


def test_country_names_come_in_other_languages(folder: Path) -> None:
    germany = from_fixtures(folder).countries[1]
    by_language = {form.language: form.text for form in germany.forms}
    assert (by_language["ru"], by_language["fr"], by_language["ja"]) == ("Германия", "Allemagne", "ドイツ")


def test_the_rows_of_a_leader_are_one_person_with_several_terms(folder: Path) -> None:
    (person,) = from_fixtures(folder).people
    assert (person.key, person.name, person.aliases) == ("ana-zed", "Ana Zed", ("A. Zed", "Ana María Zed"))
    assert person.offices == (
        OfficeTerm("QQ", "head_of_state", "President", "2001-02-03", "2005"),
        OfficeTerm("QQ", "foreign_minister", "Foreign Minister", "1999", "2001"),
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Nicolás Maduro", "nicolas-maduro"), ("Xi Jinping", "xi-jinping"), ("習近平", "習近平")],
)
def test_a_slug_is_latin_where_it_can_be(name: str, expected: str) -> None:
    assert slug(name) == expected
