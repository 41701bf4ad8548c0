"""Dates are read from the words that name them, and a doubtful one is cut to what is sure."""

from datetime import date

import pytest

from articles.reading.dates import find_dates, parse_stamp
from articles.reading.newsday import day_of_news
from articles.reading.published import Clues, published
from articles.records import Caption


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Mon Nov 20, 2006 2:36pm EST", "2006-11-20"),
        ("2023-10-16", "2023-10-16"),
        ("2023-10-16T23:30:00+03:00", "2023-10-16"),
        ("2023-10-16 05:00:00Z", "2023-10-16"),
        ("Mon, 16 Oct 2023 12:00:00 +0200", "2023-10-16"),
        ("16 October 2023", "2023-10-16"),
        ("October 16, 2023", "2023-10-16"),
        ("Oct. 16th, 2023", "2023-10-16"),
        ("Nov. 26, 2024", "2024-11-26"),
        ("16-Oct-2023", "2023-10-16"),
        ("20231016", "2023-10-16"),
        ("2023/10/16", "2023-10-16"),
        ("16.10.2023", "2023-10-16"),
        ("16/10/2023", "2023-10-16"),
        ("10/16/2023", "2023-10-16"),
        ("1697446800", "2023-10-16"),
        (1697446800, "2023-10-16"),
        ("1697446800000", "2023-10-16"),
        ("16 أكتوبر 2023", "2023-10-16"),
        ("١٦ أكتوبر ٢٠٢٣", "2023-10-16"),
        ("16 octobre 2023", "2023-10-16"),
        ("16. Oktober 2023", "2023-10-16"),
        ("16 de octubre de 2023", "2023-10-16"),
        ("2023年10月16日", "2023-10-16"),
        ("2023年06月06日 08:15", "2023-06-06"),
        ("2023년 06월 06일", "2023-06-06"),
        ("October 2023", "2023-10"),
        ("2023-10", "2023-10"),
        ("2023", "2023"),
        ("03/04/2010", "2010"),
        ("Saturday 03/04/2010", "2010-04-03"),
        ("Thursday, 03/04/2010", "2010-03-04"),
        ("03/04/2010 (Sat)", "2010-04-03"),
        ("Mon Oct 16 14:36:00 EDT 2023", "2023-10-16"),
        ("Mon Oct 16 14:36:00 +0000 2023", "2023-10-16"),
        ("16-Oct-23", "2023-10-16"),
        ("Oct 16 '99 10:00", None),
        ("16 Oct '99 10:00", "1999-10-16"),
        ("10/16/23", "2023-10-16"),
        ("16.10.23", "2023-10-16"),
        ("16/10/23 08:15", "2023-10-16"),
        ("03/04/10", "2010"),
        ("23-10-16", None),
        ("10/2023", "2023-10"),
        ("2023/10", "2023-10"),
        ("1697446800123456", "2023-10-16"),
        ("2023-10-16 23:59:59 -1100", "2023-10-16"),
        ("Published 16 October 2023, updated 18 October 2023", "2023-10-16"),
        ("Updated: 18 October 2023 | Published: 16 October 2023", "2023-10-16"),
        ("Last modified on 18/10/2023, first published 16/10/2023", "2023-10-16"),
        ("آخر تحديث: 18 أكتوبر 2023، نشر 16 أكتوبر 2023", "2023-10-16"),
        ("الاثنين 1 ربيع الثاني 1445 هـ - 16 أكتوبر 2023 م", "2023-10-16"),
        ("الإثنين، 16 تشرين الأول/أكتوبر 2023", "2023-10-16"),
        ("16 أكتوبر/ تشرين الأول 2023", "2023-10-16"),
        ("16 كانون الثاني 2023", "2023-01-16"),
        ("۱۶ اکتبر ۲۰۲۳", "2023-10-16"),
        ("دوشنبه ۱۶ اکتبر ۲۰۲۳", "2023-10-16"),
        ("۲۴ مهر ۱۴۰۲", "2023-10-16"),
        ("понедельник, 16 октября 2023 г.", "2023-10-16"),
        ("16-го октября 2023 года", "2023-10-16"),
        ("понеділок, 16 жовтня 2023 р.", "2023-10-16"),
        ("16 Ekim 2023 Pazartesi", "2023-10-16"),
        ("3 KASIM 2023", "2023-11-03"),
        ("lundi 1er mai 2023", "2023-05-01"),
        ("Montag, den 16. Oktober 2023", "2023-10-16"),
        ("16.Okt.2023", "2023-10-16"),
        ("lunes, 16 de octubre del 2023", "2023-10-16"),
        ("segunda-feira, 16 de outubro de 2023", "2023-10-16"),
        ("lunedì 16 ottobre 2023", "2023-10-16"),
        ("poniedziałek, 16 października 2023", "2023-10-16"),
        ("2023年10月16日 星期一", "2023-10-16"),
        ("２０２３年１０月１６日", "2023-10-16"),
        ("2023년 10월 16일", "2023-10-16"),
        ("2023年10月", "2023-10"),
        ("16 listopada 2023", None),
        ("民國112年10月16日", "2023-10-16"),
        ("16 ตุลาคม 2566", None),
        ("16/10/2566", None),
        ("April 1523", None),
        ("May 3 2000 GMT", None),
        ("v2.3.2023", None),
        ("3 hours ago", None),
        ("il y a 2 heures", None),
        ("04/04/2010", "2010-04-04"),
        ("Tuesday, October 16, 2023", None),
        ("2023-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        ("9" * 400, None),
    ],
)
def test_a_date_field_is_read_in_any_common_format(value: object, iso: str | None) -> None:
    found = parse_stamp(value)
    assert (None if found is None else _iso(found.day, found.precision)) == iso


def _iso(day: date, precision: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def test_dates_in_running_text_keep_their_words() -> None:
    text = "Signed on 3 May 2011 in Rome, it lapsed on Friday, June 1, 2012, as planned."
    assert [found.words for found in find_dates(text)] == ["3 May 2011", "Friday, June 1, 2012"]


MONDAY = date(2011, 5, 2)


@pytest.mark.parametrize(
    ("body", "offset"),
    [
        ("The envoy said on Monday that talks had failed.", 0),
        ("The envoy said on Tuesday that talks had failed.", 1),
        ("Voters on Wednesday rejected the plan.", 2),
        ("The envoy said late Tuesday he was ready.", 1),
        ("The cabinet will vote on Tuesday.", None),
        ("Talks are scheduled for Tuesday.", None),
        ("The plan is expected to be considered on Wednesday.", None),
        ("Tuesday's meeting was called off.", None),
        ("The envoy said on Friday that talks had failed.", None),
        ("The treaty lapsed on Friday. The envoy told reporters on Tuesday it was dead.", 1),
        ("Speaking to reporters on Tuesday in the capitol, the leader of the house", 1),
        ("In a debate with rivals on Tuesday, touted figures came up.", 1),
        ("The firm posted stronger-than-expected profits on Tuesday.", 1),
        ("The chain laid out plans, as expected, for its shops on Tuesday.", 1),
        ("The chain unveiled detailed plans on Tuesday for its shops.", 1),
        ("He had his term extended until 2017 on Wednesday after a trial.", 2),
        (
            "The envoy said on Saturday it was over. "
            + "The talks went on. " * 30
            + "They met on Wednesday.",
            None,
        ),
        ("The envoy said on Saturday it was over. He met them on Monday.", 0),
        ("The talks went on. " * 30 + "They met on Monday. They met again on Tuesday.", 1),
        ("They met on Monday. They met again on Tuesday.", 0),
        ("", None),
        ("أعلن الوزير، اليوم (الثلاثاء)، انتهاء المحادثات.", 1),
        ("أعلن الوزير أمس (الاثنين) انتهاء المحادثات.", 1),
        ("أعلن الوزير يوم الثلاثاء الماضي انتهاء المحادثات.", None),
        ("سيعلن الوزير يوم الثلاثاء المقبل انتهاء المحادثات.", None),
        ("وزیر روز سه‌شنبه پایان مذاکرات را اعلام کرد.", 1),
        ("Министр заявил во вторник о конце переговоров.", 1),
        ("Министр выступит в следующий вторник.", None),
        ("Міністр заявив у вівторок про кінець переговорів.", 1),
        ("Bakan salı günü görüşmelerin bittiğini açıkladı.", 1),
        ("Le ministre a annoncé mardi la fin des pourparlers.", 1),
        ("Le ministre doit annoncer mardi la fin des pourparlers.", None),
        ("Le sommet de mardi prochain est annulé.", None),
        ("Der Minister erklärte am Dienstag das Ende der Gespräche.", 1),
        ("Der Minister wird am Dienstag sprechen.", None),
        ("El ministro anunció el martes el fin de las negociaciones.", 1),
        ("El ministro habló hasta el martes.", None),
        ("O ministro anunciou nesta terça-feira (3) o fim das negociações.", 1),
        ("Il ministro ha annunciato martedì la fine dei colloqui.", 1),
        ("部长周二宣布谈判结束。", 1),
        ("部长上周二宣布谈判结束。", None),
        ("大臣は火曜日、協議の終了を発表した。", 1),
        ("Placido Domingo sang in the old house.", None),
    ],
)
def test_the_weekday_told_in_the_past_is_the_day_of_the_news(body: str, offset: int | None) -> None:
    news = day_of_news(body, MONDAY)
    assert (news.day - MONDAY).days == offset if news else offset is None


CAPTION = Caption("Tents in Goma, May 2, 2011. (AP)", "AP", MONDAY)
STOCK = Caption("In this May 2, 2011 photo, tents stand in Goma. (AP)", "AP", MONDAY)
LATER = Caption("Tents in Goma, May 4, 2011. (AP)", "AP", date(2011, 5, 4))
FILE_PHOTO = Caption("Tents in Goma, May 2, 2011. (AP/File Photo)", "AP/File Photo", MONDAY)


@pytest.mark.parametrize(
    ("clues", "iso", "rule"),
    [
        (
            Clues(stamp="3 May 2011", url="http://x.org/2011/05/09/a", captions=(CAPTION,)),
            "2011-05-03",
            "date field",
        ),
        (Clues(url="http://x.org/2011/05/09/a", captions=(CAPTION,)), "2011-05-09", "address"),
        (Clues(url="http://x.org/a-idXX1234520110509"), "2011-05-09", "address"),
        (Clues(url="http://x.org/world/2011-05-09/a/"), "2011-05-09", "address"),
        (Clues(stamp="May 2011", url="http://x.org/2011/05/09/a"), "2011-05-09", "address"),
        (Clues(stamp="May 2011", url="http://x.org/2012/05/09/a"), "2011-05", "date field"),
        (Clues(dateline="GOMA, May 3 (AP)", url="http://x.org/2011/05/04/a"), "2011-05-03", "dateline"),
        (Clues(dateline="GOMA, May 3, 2011 (AP)"), "2011-05-03", "dateline"),
        (Clues(dateline="GOMA, May 3 (AP)"), None, ""),
        (Clues(captions=(CAPTION,)), "2011-05-02", "caption"),
        (Clues(captions=(CAPTION,), body="He said on Tuesday no."), "2011-05-03", "caption and weekday"),
        (Clues(captions=(FILE_PHOTO,)), None, ""),
        (Clues(captions=(STOCK,)), None, ""),
        (Clues(captions=(LATER, CAPTION)), "2011-05-04", "caption"),
        (Clues(file_name="in/2011-05-02 talks.txt"), "2011-05-02", "file name"),
        (Clues(file_name="in/talks_20110502.txt"), "2011-05-02", "file name"),
        (Clues(file_name="2011/05/02/talks.txt"), "2011-05-02", "file name"),
        (Clues(stamp="Updated 3 May 2011"), None, ""),
        (Clues(stamp="Updated 3 May 2011", captions=(CAPTION,)), "2011-05-02", "caption"),
        (Clues(stamp="3 May 2911", url="http://x.org/2011/05/09/a"), "2011-05-09", "address"),
        (Clues(stamp="2099-05-03", captions=(CAPTION,)), "2011-05-02", "caption"),
        (Clues(stamp="3 hours ago"), None, ""),
        (Clues(stamp="منذ ساعتين"), None, ""),
        (Clues(url="http://x.org/2011/05/a"), "2011-05", "address"),
        (Clues(url="http://x.org/2011/05/a", captions=(CAPTION,)), "2011-05-02", "caption"),
        (Clues(stamp="2011", dateline="GOMA, May 3 (AP)"), "2011-05-03", "dateline"),
        (Clues(dateline="GOMA, 3 May (AP)", file_name="2011-05-04.txt"), "2011-05-03", "dateline"),
        (Clues(dateline="GOMA, May 3 (AP)", file_name="2015-09-04.txt"), "2015-09-04", "file name"),
        (Clues(dateline="GOMA, Tuesday, May 3 (AP)", body="It fell in 2010."), "2011-05-03", "dateline"),
        (Clues(dateline="GOMA, Tuesday, May 3 (AP)", body="It fell in 2008."), None, ""),
        (
            Clues(dateline="GOMA, Monday, May 3 (AP)", url="http://x.org/2011/05/04/a"),
            "2011-05-04",
            "address",
        ),
        (Clues(stamp="03/05/2011", url="http://x.org/2011/05/04/a"), "2011-05-03", "date field"),
        (Clues(stamp="03/05/2011", file_name="2011-03-05.txt"), "2011-03-05", "date field"),
        (Clues(stamp="03/05/2011", day_first=True), "2011-05-03", "date field"),
        (Clues(stamp="03/05/2011", day_first=False), "2011-03-05", "date field"),
        (Clues(stamp="03/15/2011", day_first=True), "2011-03-15", "date field"),
        (Clues(stamp=0), None, ""),
        (Clues(), None, ""),
    ],
)
def test_the_clue_that_deserves_most_trust_gives_the_date(clues: Clues, iso: str | None, rule: str) -> None:
    made = published(clues)
    assert (made.iso, made.rule) == (iso, rule)
    assert bool(made.evidence) is (iso is not None)
