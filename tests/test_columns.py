"""Names of columns: the usual ones, those of the archive, those of a command."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing.run import import_paths
from articles.models import Article, ColumnName
from articles.reading.columns import FIELDS, USUAL, Columns, UnknownFieldError, key, parse_columns, usual

ROOT = Path(__file__).parent.parent
TABLE = "kop1,stuk,date\nRain halts talks,It rained in the hills.,2006-11-16\n"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Title", "title"), ("article.title", "title"), ("dc:title", "title"), ("title_s", "title"),
        ("Date de Publication", "published"), ("ÜBERSCHRIFT", "title"), ("titulo", "title"),
        ("text_en", "body"),
        ("المصدر", "source"), ("Published At", "published"), ("web-url", "url"),
    ],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written(name: str, field: str) -> None:
    assert field in {found for found, _ in usual(name)}


def test_the_names_of_a_command_go_before_those_of_the_archive_and_both_before_the_usual() -> None:
    columns = Columns((("text", "summary"), ("stuk", "title"))) | Columns((("Stuk", "body"),))
    assert [columns[name][0][0] for name in ("text", "stuk", "title")] == ["summary", "body", "title"]
    assert Columns((("date", "nothing"),))["DATE"] == ()


@pytest.mark.parametrize("argument", ["Stuk=tekst", "Stuk", "=body", "Stuk="])
def test_an_unknown_field_is_an_error_that_lists_the_fields(argument: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        parse_columns([argument])
    assert all(field in str(caught.value) for field in FIELDS)
    with pytest.raises(CommandError, match="NAME=FIELD"):
        call_command("analyze", "-", column=[argument])


def test_the_fields_are_those_that_the_admin_offers() -> None:
    assert {str(value) for value in ColumnName.Holds.values} == set(FIELDS)


@pytest.mark.django_db
def test_the_archive_reads_by_its_own_column_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert import_paths([str(path)], store=False).outcomes["rejected"] == 1
    ColumnName.objects.create(column="KOP 1", holds="title")
    ColumnName.objects.create(column="stuk", holds="body")
    import_paths([str(path)])
    assert Article.objects.get().title == "Rain halts talks"


@pytest.mark.django_db
def test_commands_take_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    out = StringIO()
    columns = ["kop1=title", "stuk=body", "date=nothing"]
    call_command("analyze", str(path), column=columns, stdout=out, stderr=StringIO())
    made = json.loads(out.getvalue())
    assert (made["title"], made["body"], made["published"]) == (
        "Rain halts talks",
        "It rained in the hills.",
        None,
    )
    call_command("import_articles", str(path), column=columns, stdout=StringIO(), stderr=StringIO())
    assert Article.objects.get().title == "Rain halts talks"


def test_the_page_lists_the_names_that_are_known() -> None:
    rows = {}
    for line in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 5 and cells[1].strip("`") in USUAL:
            rows[cells[1].strip("`")] = tuple(cells[3].split(", "))
    assert rows == dict(USUAL)


def test_no_name_stands_twice_for_one_field() -> None:
    for field, names in USUAL.items():
        keys = [key(name) for name in names]
        assert len(keys) == len(set(keys)), field


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Titre de l’article", "title"),
        ("نص الخبر", "body"),
        ("新闻标题", "title"),
        ("新闻内容", "body"),
        ("Fecha de la noticia", "published"),
        ("Title of article", "title"),
    ],
)
def test_words_that_say_it_is_an_article_do_not_count(name: str, field: str) -> None:
    assert usual(name)[0][0] == field


@pytest.mark.parametrize("name", ["item", "press", "Press Release", "de la", "news"])
def test_those_words_alone_name_nothing(name: str) -> None:
    assert not usual(name)
