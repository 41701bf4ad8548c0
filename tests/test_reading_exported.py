"""Files as databases, libraries, notebooks and players write them: the same articles come out of each."""

# ruff: noqa: E501 (what programs write is longer than our lines)

import html
import io
import json
from collections.abc import Callable
from datetime import date

import pytest

from articles.reading import read_file
from articles.records import ParsedArticle, Rejection

Told = tuple[str, str, tuple[str, ...]]
FERRY: Told = (
    "Ferry Runs Again After Nine Days",
    "2011-05-03",
    (
        "The ferry to the outer islands ran again on Tuesday, nine days after its engine had failed in fog.",
        "“Nobody told us a word of it,” said Anna Lind, who had waited on the quay with forty crates of fish.",
        "It’s the owners' wish to buy a second ship, which the council of the islands has promised to pay for.",
    ),
)
TOWER: Told = (
    "Council Buys Old Lighthouse",
    "2011-05-04",
    (
        "The council of Holmsund bought the old lighthouse on Wednesday for less than the price of a car.",
        "It is to become a school for pilots; they have learned their trade (and little else) in a shed.",
        "“It will be cold in winter,” the harbour master said, and he did not look as if he meant to move.",
    ),
)
BOTH = (FERRY, TOWER)


def body(told: Told, between: str = "\n\n") -> str:
    return between.join(told[2])


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n")


def copied(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def each(make: Callable[[Told], str], between: str = "\n", above: str = "", below: str = "\n") -> str:
    return above + between.join(map(make, BOTH)) + below


def day(told: Told) -> date:
    return date.fromisoformat(told[1])


ROW = {told: f"(7, '{quoted(told[0])}', '{quoted(body(told))}', '{told[1]} 10:00:00', NULL)" for told in BOTH}
FORMS: dict[str, tuple[str, str]] = {
    "rows of MySQL": (
        "a.sql",
        "-- MySQL dump\nINSERT INTO `news` (`id`, `title`, `body`, `date`, `x`) VALUES "
        + ",\n".join(ROW.values())
        + ";\n",
    ),
    "rows without names of columns": (
        "a.sql",
        "CREATE TABLE `news` (\n `id` int,\n `title` text,\n `body` text,\n `date` datetime,\n `x` int,\n"
        " PRIMARY KEY (`id`)\n);\n" + each(lambda told: f"INSERT INTO `news` VALUES {ROW[told]};"),
    ),
    "rows of PostgreSQL": (
        "a.sql",
        each(
            lambda told: f"7\t{copied(told[0])}\t{copied(body(told))}\t{told[1]} 10:00:00+00\t\\N",
            above="--\n-- PostgreSQL database dump\n--\n\nCOPY public.news (id, title, body, date, x) FROM stdin;\n",
            below="\n\\.\n\nSELECT 1;\n",
        ),
    ),
    "a client of MySQL": (
        "a.txt",
        each(
            lambda told: (
                f"{'*' * 27} 1. row {'*' * 27}\ntitle: {told[0]}\n text: {body(told)}\n date: {told[1]}"
            )
        ),
    ),
    "a client of PostgreSQL": (
        "a.txt",
        each(
            lambda told: (
                f"-[ RECORD 1 ]{'-' * 40}\ntitle | {told[0]}\ntext  | "
                + body(told, "+\n      |   +\n      | ")
                + f"\ndate  | {told[1]}"
            )
        ),
    ),
    "RIS": (
        "a.ris",
        each(
            lambda told: (
                f"TY  - NEWS\nTI  - {told[0]}\nDA  - {told[1].replace('-', '/')}/\nAB  - {body(told, ' ')}\nER  - "
            )
        ),
    ),
    "BibTeX": (
        "a.bib",
        each(
            lambda told: (
                f'@article{{a1,\n title = {{{told[0]}}},\n date = "{told[1]}",\n abstract = {{{body(told, " ")}}}\n}}'
            )
        ),
    ),
    "YAML": (
        "a.yaml",
        each(
            lambda told: (
                f'- title: "{told[0]}"\n  date: {told[1]}\n  text: |\n'
                + "\n\n".join(f"    {each}" for each in told[2])
            )
        ),
    ),
    "Org": (
        "a.org",
        each(
            lambda told: (
                f"* TODO {told[0]}  :news:\n:PROPERTIES:\n:DATE: [{told[1]}]\n:END:\n\n{body(told)}\n"
            ),
            above="#+TITLE: Clippings\n\n",
        ),
    ),
    "headings of Markdown": (
        "a.md",
        each(
            lambda told: (
                f"## [{told[0]}](https://news.example/1)\n\n*Anna Lind*, {told[1]}\n\n{body(told)}\n"
            ),
            above="# Clippings\n\n",
        ),
    ),
    "TEI": (
        "a.xml",
        each(
            lambda told: (
                f"<TEI><teiHeader><fileDesc><titleStmt><title>{told[0]}</title></titleStmt><publicationStmt>"
                f'<date when="{told[1]}"/></publicationStmt></fileDesc></teiHeader><text><body><head>{told[0]}</head>'
                + "".join(f"<p>{each}</p>" for each in told[2])
                + "</body></text></TEI>"
            ),
            above="<teiCorpus>",
            below="</teiCorpus>",
        ),
    ),
    "a wiki": (
        "a.xml",
        each(
            lambda told: (
                f"<page><title>{told[0]}</title><ns>0</ns><revision><text>"
                + html.escape(
                    "{{date|" + f"{day(told):%B} {day(told).day}, {day(told).year}" + "}}\n" + body(told)
                )
                + "\n== Sources ==\n* [[x]]\n[[Category:News]]</text></revision></page>"
            ),
            above="<mediawiki><siteinfo><sitename>Wikinews</sitename></siteinfo>",
            below="</mediawiki>",
        ),
    ),
    "SGML of corpora": (
        "a.sgm",
        each(
            lambda told: (
                f'<DOC id="X">\n<HEADLINE>\n{told[0]}\n</HEADLINE>\n<DATE>{told[1]}</DATE>\n<TEXT>\n'
                + "".join(f"<P>\n{each}\n</P>\n" for each in told[2])
                + "</TEXT>\n</DOC>"
            )
        ),
    ),
    "a table of HTML": (
        "a.xls",
        "<html><table><tr><th>Title</th><th>Date</th><th>Text</th></tr>"
        + each(lambda told: f"<tr><td>{told[0]}</td><td>{told[1]}</td><td>{body(told, '<br><br>')}</td></tr>")
        + "</table></html>",
    ),
    "paragraphs in columns": (
        "a.csv",
        each(
            lambda told: ",".join(f'"{cell}"' for cell in (told[0], told[1], *told[2])),
            above="title,date,p1,p2,p3\n",
        ),
    ),
    "JSON in a column": (
        "a.csv",
        each(
            lambda told: (
                '7,"'
                + json.dumps({"title": told[0], "text": body(told), "date": told[1]}).replace('"', '""')
                + '"'
            ),
            above="id,data\n",
        ),
    ),
    "the shell of MongoDB": (
        "a.json",
        each(
            lambda told: (
                f'{{ "_id" : ObjectId("5f"), "title" : "{told[0]}", "text" : {json.dumps(body(told))}, '
                f'"date" : ISODate("{told[1]}T10:00:00Z"), "n" : NumberLong(3) }}'
            )
        ),
    ),
    "JSON with liberties": (
        "a.json5",
        "// export\n[\n"
        + each(
            lambda told: (
                f"{{ title: '{told[0]}', /* text */ text: {json.dumps(body(told))}, date: '{told[1]}', }},"
            )
        )
        + "]\n",
    ),
    "typed values": (
        "a.json",
        json.dumps(
            [
                {"title": {"S": told[0]}, "text": {"S": body(told)}, "date": {"S": told[1]}, "n": {"N": "3"}}
                for told in BOTH
            ]
        ),
    ),
    "several languages": (
        "a.json",
        json.dumps(
            [
                {
                    "title": {"en": told[0], "fr": "Titre"},
                    "text": {"en": body(told), "fr": "Court."},
                    "date": told[1],
                }
                for told in BOTH
            ]
        ),
    ),
    "a list of rows": (
        "a.json",
        json.dumps([["title", "text", "date"], *([told[0], body(told), told[1]] for told in BOTH)]),
    ),
    "lists by day": (
        "a.json",
        json.dumps({told[1]: [{"title": told[0], "text": body(told), "date": told[1]}] for told in BOTH}),
    ),
    "several objects on a line": (
        "a.jsonl",
        "".join(json.dumps({"title": told[0], "text": body(told), "date": told[1]}) for told in BOTH),
    ),
    "a log": (
        "a.log",
        each(
            lambda told: (
                "2024-05-05 10:00:00 INFO got: "
                + json.dumps({"title": told[0], "text": body(told), "date": told[1]})
            )
        ),
    ),
    "seconds of the epoch": (
        "a.csv",
        each(
            lambda told: f'"{told[0]}","{body(told)}",{(day(told) - date(1970, 1, 1)).days * 86400 + 40000}',
            above="title,text,epoch\n",
        ),
    ),
    "days by their week": (
        "a.csv",
        each(lambda told: f'"{told[0]}","{body(told)}",{day(told):%G-W%V-%u}', above="title,text,date\n"),
    ),
    "keys behind signs": (
        "a.txt",
        each(lambda told: f"@title {told[0]}\n@date {told[1]}\n\n{body(told)}\n", between="\n\n"),
    ),
    "keys in bold": (
        "a.md",
        each(
            lambda told: f"**Title:** {told[0]}\n**Date:** {told[1]}\n\n{body(told)}\n", between="\n---\n\n"
        ),
    ),
    "a digest of a list": (
        "a.txt",
        each(
            lambda told: (
                f"Message: 1\nDate: {day(told):%a, %d %b %Y} 10:00:00 +0000\nFrom: Bo <b@news.example>\n"
                f"Subject: {told[0]}\n\n{body(told)}\n\n{'-' * 30}\n"
            ),
            above=f"Send News mailing list submissions to\n\tnews@news.example\n\nToday's Topics:\n\n   1. A\n\n{'-' * 70}\n\n",
        ),
    ),
}


def read(text: str, name: str) -> list[ParsedArticle | Rejection]:
    return list(read_file(name, io.BytesIO(text.encode())))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_articles_are_told_by_what_a_program_names(form: str) -> None:
    name, text = FORMS[form]
    made = [each for each in read(text, name) if isinstance(each, ParsedArticle)]
    assert [each.title for each in made] == [told[0] for told in BOTH]
    assert [flat(each.body) for each in made] == [flat(body(told)) for told in BOTH]
    assert [each.published.iso for each in made] == [told[1] for told in BOTH]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.srt", "{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{line}\n\n"),
        ("a.vtt", "00:00:{n:02d}.000 --> 00:00:{n:02d}.900 align:start\n<v Anna>{line}\n\n"),
    ],
)
def test_subtitles_are_what_is_said(name: str, text: str) -> None:
    lines = [line for part in FERRY[2] for line in (part[:50], part[50:])]
    file = "WEBVTT\nKind: captions\n\n" if name.endswith("vtt") else ""
    file += "".join(text.format(n=number, line=line) for number, line in enumerate(lines, 1))
    (made,) = read(file, name)
    assert isinstance(made, ParsedArticle)
    assert flat(made.body).replace(" ", "") == body(FERRY).replace(" ", "").replace("\n", "")
    assert "-->" not in made.body


def test_a_notebook_keeps_the_title_of_its_heading() -> None:
    text = f"---\ntags:\n  - clippings\npublished: {FERRY[1]}\nsource: Hill Post\n---\n# {FERRY[0]}\n\n![[quay.png]]\n\n"
    (made,) = read(text + body(FERRY), "a.md")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.published.iso, made.source) == (FERRY[0], FERRY[1], "Hill Post")
    assert made.body == body(FERRY)


def test_a_text_below_an_object_of_json_has_its_title() -> None:
    (made,) = read(json.dumps({"title": FERRY[0], "date": FERRY[1]}, indent=1) + "\n\n" + body(FERRY), "a.md")
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.published.iso, made.body) == (FERRY[0], FERRY[1], body(FERRY))


def test_a_time_of_collecting_does_not_date_an_article_whose_address_does() -> None:
    line = {
        "text": body(FERRY),
        "timestamp": "2019-02-02T10:00:00Z",
        "url": "https://news.example/2011/05/03/ferry",
    }
    (made,) = read(json.dumps(line), "a.jsonl")
    assert isinstance(made, ParsedArticle)
    assert made.published.iso == "2011-05-03"


def test_headings_within_one_article_cut_nothing() -> None:
    text = (
        f"# {FERRY[0]}\n\n{FERRY[2][0]}\n\n## A long way\n\n{FERRY[2][1]}\n\n## Who pays\n\n{FERRY[2][2]}\n"
    )
    (made,) = read(text, "a.md")
    assert isinstance(made, ParsedArticle)


def test_pages_about_a_wiki_are_rejected_with_the_reason() -> None:
    text = "<mediawiki><page><title>Talk:X</title><ns>1</ns><revision><text>Words of a talk.</text></revision></page></mediawiki>"
    (made,) = read(text, "a.xml")
    assert isinstance(made, Rejection)
    assert "about the wiki" in made.reason


@pytest.mark.parametrize("heading", ["==  ==", "== ==", "==\u00a0=="])
def test_a_heading_without_words_costs_a_page_of_a_wiki_nothing(heading: str) -> None:
    text = f"Rain fell in Geneva on Monday, officials said.\n{heading}\nMore fell on Tuesday, they said."
    page = f"<page><title>Rain</title><ns>0</ns><revision><text>{text}</text></revision></page>"
    (made,) = read(f"<mediawiki>{page}</mediawiki>", "a.xml")
    assert isinstance(made, ParsedArticle)
    assert "More fell on Tuesday" in made.body
