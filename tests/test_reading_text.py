"""Bytes become text in every encoding, and nothing raises."""

import pytest

from articles.reading.language import detect
from articles.reading.text import clean, decode, lines, looks_binary
from tests.html_words import TEXTS

ENGLISH = "The ministers met in Geneva on Tuesday.\nThey “agreed” – at last – on a café’s menu.\n"
ARABIC = "التقى الوزراء في جنيف يوم الثلاثاء واتفقوا على مواصلة المحادثات حول الأزمة في المنطقة.\n"
RUSSIAN = "Министры встретились в Женеве во вторник и договорились продолжить переговоры.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "utf-16-le"),
        (ARABIC * 3, "cp1256"),
        (RUSSIAN * 3, "cp1251"),
        (RUSSIAN * 3, "koi8_r"),
        ("", "utf-8"),
    ],
)
def test_text_is_decoded_from_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("pl", "cp1250"),
        ("pl", "iso8859_2"),
        ("pl", "cp852"),
        ("tr", "cp1254"),
        ("fr", "cp1252"),
        ("fr", "mac_roman"),
        ("de", "cp850"),
        ("es", "mac_roman"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ru", "cp866"),
        ("ru", "iso8859_5"),
        ("el", "cp1253"),
        ("zh", "gb18030"),
        ("zh", "utf-16-le"),
        ("zh", "utf-16-be"),
        ("ja", "utf-16-le"),
        ("ja", "utf-16-be"),
        ("ja", "iso2022_jp"),
        ("ko", "utf-16-be"),
        ("ko", "iso2022_kr"),
    ],
)
def test_the_code_page_of_a_news_text_is_told_by_its_letters(language: str, encoding: str) -> None:
    text = "\n\n".join(TEXTS[language]) + "\n"
    written = text.encode(encoding, "ignore")
    assert decode(written).text == written.decode(encoding)


HEBREW = "שרי החוץ נפגשו בז'נבה ביום שלישי והסכימו להמשיך בשיחות על המשבר באזור, אמר דובר המשרד.\n"
THAI = "รัฐมนตรีต่างประเทศพบกันที่เจนีวาเมื่อวันอังคารและตกลงที่จะเจรจาต่อไป โฆษกกระทรวงกล่าว\n"
TAIWAN = "外交部長週二在日內瓦會面，同意繼續就該地區的危機進行會談，外交部發言人說。會談持續了兩個小時。\n"
OTHER_SCRIPTS = [
    *((TAIWAN, "big5"), ("\n\n".join(TEXTS["zh"]), "gb18030"), ("\n\n".join(TEXTS["ko"]), "euc_kr")),
    *(("\n\n".join(TEXTS["ja"]), encoding) for encoding in ("shift_jis", "euc_jp")),
    *((ARABIC, encoding) for encoding in ("cp1256", "iso8859_6")),
    *(("\n\n".join(TEXTS["el"]), "cp1253"), (HEBREW, "cp1255"), (THAI, "cp874")),
]


@pytest.mark.parametrize(("text", "encoding"), OTHER_SCRIPTS)
@pytest.mark.parametrize("damage", [b"\xff", b""])
def test_a_broken_or_a_missing_byte_does_not_hide_the_code_page(
    text: str, encoding: str, damage: bytes
) -> None:
    text = f"{text}\n\n{text}\n"
    written = bytearray(text.encode(encoding, "ignore"))
    at = [place for place, byte in enumerate(written) if byte > 0x7F][len(written) // 8]
    written[at : at + (not damage)] = damage
    found = decode(bytes(written)).text
    assert found.splitlines()[-1] == text.encode(encoding, "ignore").decode(encoding).splitlines()[-1]


@pytest.mark.parametrize(("text", "encoding"), OTHER_SCRIPTS)
@pytest.mark.parametrize("before", ["", "x", "xx", "xxx"])
def test_the_code_page_of_a_long_text_is_told_wherever_the_sample_ends(
    text: str, encoding: str, before: str
) -> None:
    written = (before + f"{text}\n" * (70_000 // len(text))).encode(encoding, "ignore")
    assert decode(written).text == written.decode(encoding)


@pytest.mark.parametrize("encoding", ["gb18030", "shift_jis", "cp1252", "utf-8"])
def test_a_stray_nul_does_not_make_a_text_utf_16(encoding: str) -> None:
    text = "\n".join(TEXTS["fr" if encoding == "cp1252" else "ja"])
    written = text.encode(encoding, "ignore").replace(b"\n", b"\n\0", 1)
    assert not decode(written).encoding.startswith("utf-16")


def test_a_text_spoilt_twice_by_the_wrong_page_is_mended() -> None:
    spoilt = "Les élèves – déjà – à l’école"
    for _ in range(2):
        spoilt = spoilt.encode().decode("latin-1")
    assert clean(spoilt) == "Les élèves – déjà – à l’école"


def test_curly_quotes_of_the_mac_are_recognised() -> None:
    text = "“We’ll meet,” he said. “It’s time,” said the envoy’s aide. “Let’s go.”"
    assert decode(text.encode("mac_roman")).text == text


def test_nul_bytes_are_removed_and_noted() -> None:
    decoded = decode(b"Talks\0 resume in Oslo after a pause of\0 three weeks")
    assert decoded.text == "Talks resume in Oslo after a pause of three weeks"
    assert "2 NUL bytes" in decoded.note


def test_broken_bytes_are_replaced_in_their_line_only() -> None:
    decoded = decode("Café opens\nCaf\udce9 – closes\nCafé again\n".encode("utf-8", "surrogateescape"))
    assert decoded.text == "Café opens\nCaf\ufffd – closes\nCafé again\n"
    assert decoded.note == "1 lines with broken UTF-8"


def test_a_line_of_another_encoding_is_read_for_itself() -> None:
    decoded = decode("Café – one\nCafé – three\n".encode() + "Café two\n".encode("cp1252"))
    assert decoded.text.splitlines()[2] == "Café two"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\u200bid to G\u00adeneva", "aid to Geneva"),
        ("the\u00a0envoy \t said", "the envoy said"),
        ("\ufeffTitle", "Title"),
        ("Cafe\u0301", "Café"),
        ("Oil &amp; gas: &quot;no&quot; &#8217;n&#x27; more", 'Oil & gas: "no" ’n\' more'),
        ("the envoyâ€™s â€œyesâ€\x9d", "the envoy’s “yes”"),
        ("BogotÃ¡", "Bogotá"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("AT&T; R&D", "AT&T; R&D"),
    ],
)
def test_what_does_not_show_is_cleaned_away(written: str, read: str) -> None:
    assert clean(written) == read


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\u2028"])
def test_lines_are_counted_with_any_line_end(end: str) -> None:
    made = lines(end.join(["one", "", "  three"]))
    assert [(line.number, line.text) for line in made] == [(1, "one"), (2, ""), (3, "three")]
    assert made[2].indented


def test_binary_data_is_told_from_text() -> None:
    assert looks_binary(bytes(range(32)) * 40)
    assert not looks_binary(ENGLISH.encode("utf-16-le"))
    assert not looks_binary(ENGLISH.encode("cp1252"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ARABIC, "ar"),
        (RUSSIAN, "ru"),
        ("Les ministres se sont réunis à Genève mardi pour parler de la paix.", "fr"),
        ("وزیر امور خارجه گفت که گفتگوها در ژنو ادامه پیدا می‌کند و پیشرفت خوبی داشته است", "fa"),
        ("外交部发言人表示双方将继续就有关问题保持沟通并推动会谈", "zh"),
        ("Yes", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str) -> None:
    assert detect(text) == language
