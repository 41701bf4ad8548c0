"""Wire files: dispatches one below the other, each known by what the first one shows."""

import io
from collections import Counter
from collections.abc import Callable

import pytest

from articles.reading import read_file
from articles.reading.openings import opens
from articles.records import ParsedArticle, Rejection

TEXTS = {
    "Ferry Runs Again After Nine Days": (
        "The ferry to the outer islands ran again on Tuesday, nine days after its engine had failed in fog.",
        "Those who had waited on the quay cheered when it came in, and nobody asked them for a ticket.",
        "A second ship would cost more than the islands earn in a year, the council found in its report.",
    ),
    "Council Buys Old Lighthouse": (
        "The council of Holmsund bought the old lighthouse on Wednesday for less than the price of a car.",
        "It is to become a school for pilots, who have learned their trade in a shed behind the harbour.",
        "The keeper, who has the only key, has been asked to hand it over before the end of the month.",
    ),
    "Herring Fleet Stays in Port": (
        "The herring fleet stayed in port for a third day because the price of oil had doubled in a week.",
        "Buyers from the mainland left without a single crate, and the ice in their lorries melted.",
        "An agreement on the price is expected on Friday, when both sides meet at the customs house.",
    ),
}
Make = Callable[[str, tuple[str, ...]], str]


def dated(texts: tuple[str, ...], opening: str) -> str:
    return "\n\n".join((opening + texts[0], *texts[1:]))


FORMS: dict[str, tuple[Make, str]] = {
    "datelines": (lambda title, texts: f"{title}\n\n" + dated(texts, "OSLO, May 3 (AFP) - "), "\n\n"),
    "datelines without blank lines": (
        lambda title, texts: f"{title}\n" + dated(texts, "OSLO, May 3 (AFP) - ").replace("\n\n", "\n"),
        "\n",
    ),
    "slugs above": (
        lambda title, texts: (
            f"OSLO-PORT (UPDATE 1)\n{title}\nBy Anna Lind\n" + dated(texts, "OSLO, May 3 (AP) - ")
        ),
        "\n\n",
    ),
    "keywords of the AP": (
        lambda title, texts: (
            f"^BC-OSLO-Port,512<\n^{title}<\n^By ANNA LIND=\n" + dated(texts, "OSLO (AP) _ ")
        ),
        "\n\n",
    ),
    "initials below": (
        lambda title, texts: f"{title}\nOslo, May 3 (PTI) " + "\n".join(texts) + "\nPTI ABC XYZ\nABC",
        "\n\n",
    ),
    "control signs": (
        lambda title, texts: (
            f"\x01r1512 \x1f\na u BC-OSLO   05-03 0312\n\x02{title}\n\n"
            + dated(texts, "OSLO, May 3 (dpa) - ")
            + "\x03\x04"
        ),
        "\n",
    ),
    "capitals": (lambda title, texts: f"{title.upper()}\n" + "\n".join(texts), "\n\n"),
    "capitals with blank lines": (lambda title, texts: f"{title.upper()}\n\n" + "\n\n".join(texts), "\n\n"),
    "frames": (lambda title, texts: f">>> {title} <<<\n\n" + "\n\n".join(texts), "\n\n"),
    "days and numbers above": (
        lambda title, texts: f"SC/1512\n3 May 2011\n\n{title}\n\n" + "\n\n".join(texts) + "\n\n* *** *",
        "\n\n\n",
    ),
    "day and source above": (
        lambda title, texts: f"Hill Post (3 May 2011)\n\n{title}\n\n" + "\n\n".join(texts),
        "\n\n\n",
    ),
}


def read(text: str) -> list[ParsedArticle | Rejection]:
    return list(read_file("a.txt", io.BytesIO(text.encode())))


@pytest.mark.parametrize("form", FORMS)
def test_a_wire_file_is_cut_at_each_dispatch(form: str) -> None:
    make, between = FORMS[form]
    made = read(between.join(make(title, texts) for title, texts in TEXTS.items()) + "\n")
    assert all(isinstance(each, ParsedArticle) for each in made)
    articles = [each for each in made if isinstance(each, ParsedArticle)]
    assert [each.title.casefold() for each in articles] == [title.casefold() for title in TEXTS]
    for each, texts in zip(articles, TEXTS.values(), strict=True):
        assert each.body.endswith(texts[-1])
        assert len(each.body) < sum(map(len, texts)) + 60


def test_dispatches_without_headlines_are_cut_and_doubtful() -> None:
    made = read("\n\n\n".join(dated(texts, "OSLO, May 3 (AFP) - ") for texts in TEXTS.values()))
    assert len(made) == 3
    assert all(isinstance(each, ParsedArticle) and each.doubts for each in made)


def test_the_day_above_a_dispatch_is_its_day() -> None:
    make, between = FORMS["days and numbers above"]
    made = read(between.join(make(title, texts) for title, texts in TEXTS.items()))
    assert [each.published.iso for each in made if isinstance(each, ParsedArticle)] == ["2011-05-03"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Herring Fleet Stays in Port\n\n"
        + "\n\nWHO PAYS FOR IT?\n\n".join(text[0] for text in TEXTS.values()),
        "REPORT ON THE HARBOUR\n\n3 May 2011\n\n"
        + "\n\nOUTLOOK\n\n".join(text[0] for text in TEXTS.values()),
        "Herring Fleet Stays in Port\n\nOSLO, May 3 (AFP) - "
        + "\n\n".join(text[0] for text in TEXTS.values()),
        "Herring Fleet Stays in Port\n\n" + "\n\nMay 3, 2011\n\n".join(text[0] for text in TEXTS.values()),
    ],
)
def test_headings_within_one_article_cut_nothing(text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, May 3 (Reuters) - The ferry ran.",
        "New Delhi, May 3 (PTI) The ferry ran.",
        "(ANSA) - ROMA, 3 MAG - Il traghetto è ripartito.",
        "МОСКВА, 3 мая — РИА Новости. Паром снова ходит.",
        "عدن 3 مايو (كونا) -- عادت العبارة.",
        "تبریز، ایرنا – کشتی دوباره راه افتاد.",
        "जयपुर, 3 मई (भाषा) नाव फिर चली।",
        "新华社青岛3月3日电（记者王建平）渡轮恢复。",
        "MERSIN (AA) - Feribot yeniden çalıştı.",
        "Berlin (dpa) - Die Fähre fährt wieder.",
    ],
)
def test_openings_of_agencies_are_known(text: str) -> None:
    assert opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry (the only one) - an old ship - ran again.",
        "“It will be cold,” he said (laughing).",
        "On 3 May the council met, and nobody came.",
        "Anna Lind (1911-1999) - a life at sea",
    ],
)
def test_prose_opens_no_dispatch(text: str) -> None:
    assert not opens(text)


def test_what_stands_around_dispatches_is_kept_on_record_once() -> None:
    for make, between in FORMS.values():
        text = between.join(make(title, texts) for title, texts in TEXTS.items())
        told = Counter[str]()
        for each in read(text):
            assert isinstance(each, ParsedArticle)
            told.update(f"{each.title} {each.body}".split())
            told.update(" ".join(line.text for line in each.removed).split())
        plain = text.translate(dict.fromkeys(range(1, 9))).replace("\x1f", "")
        marked = plain.replace("^", "").replace("<\n", "\n").replace("=\n", "\n") if "^BC" in plain else plain
        assert told == Counter(marked.split())
