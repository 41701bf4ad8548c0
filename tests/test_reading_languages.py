"""Furniture and captions of pages in many languages are told from the news."""

from __future__ import annotations

import io

import pytest

from articles.reading import read_file
from articles.reading.boilerplate import reason
from articles.reading.captions import has_known_credit, is_file_photo, parse
from articles.records import ParsedArticle
from tests.html_words import TEXTS, TITLES

FURNITURE = {
    "ru": (
        "Читайте также: Паром снова ходит",
        "Поделиться в соцсетях",
        "Самое популярное",
        "Подписаться на новости",
        "Оставить комментарий",
    ),
    "uk": (
        "Читайте також: Пором знову ходить",
        "Поділитися",
        "Підпишіться на наш канал",
        "Останні новини",
        "Коментарі (2)",
    ),
    "tr": (
        "İlgili haber: Feribot yeniden çalışıyor",
        "Linki kopyala",
        "En son haberler",
        "Yorum yaz",
        "Tahmini okuma süresi: 2 dakika",
    ),
    "fa": (
        "همچنین بخوانید: کشتی دوباره راه افتاد",
        "اشتراک گذاری",
        "آخرین اخبار",
        "ثبت نظر",
        "کلیدواژه ها: بندر",
    ),
    "ar": ("مقالات أخرى", "شارك على تويتر", "اشترك في النشرة البريدية", "أكثر قراءة", "نسخ الرابط"),
    "he": ("ראו גם: המעבורת חזרה לפעול", "שתף בוואטסאפ", "כתבות נוספות", "הוסיפו תגובה", "תגים: נמל"),
    "zh": ("延伸阅读：渡轮恢复运行", "转发到微信", "热门文章", "发表留言", "编辑：李明"),
    "ja": ("あわせて読みたい", "リンクをコピー", "おすすめ記事", "コメントを投稿", "タグ：港"),
    "ko": ("관련기사: 여객선 운항 재개", "공유하기", "많이 본 뉴스", "댓글 쓰기", "기사 듣기"),
    "pt": ("Veja também", "Copiar link", "Últimas notícias", "Assine a newsletter", "Comentários (2)"),
    "it": (
        "Leggi anche",
        "Condividi su Facebook",
        "I più letti",
        "Iscriviti alla newsletter",
        "Tempo di lettura: 2 minuti",
    ),
    "pl": (
        "Zobacz też: Prom znów pływa",
        "Udostępnij",
        "Najczęściej czytane",
        "Dodaj komentarz",
        "Czas czytania: 2 min",
    ),
    "nl": (
        "Lees ook: Veerboot vaart weer",
        "Delen",
        "Meest gelezen",
        "Plaats een reactie",
        "Leestijd: 2 min",
    ),
    "fr": (
        "Sur le même thème : Le bac repart",
        "Enregistrer l’article",
        "Les plus partagés",
        "Voir les commentaires",
        "Mots clés : port",
    ),
    "es": (
        "Noticia relacionada: El ferry vuelve",
        "Escucha la noticia",
        "Lo más comentado",
        "Recibe el boletín",
        "Ver comentarios",
    ),
    "de": (
        "Siehe auch: Fähre fährt wieder",
        "Beitrag speichern",
        "Weitere Artikel",
        "Kommentare lesen",
        "Lesezeit: 2 min",
    ),
}


@pytest.mark.parametrize("language", FURNITURE)
def test_lines_by_which_pages_speak_of_themselves_are_known(language: str) -> None:
    assert [line for line in FURNITURE[language] if not reason(line)] == []


@pytest.mark.parametrize("language", TEXTS)
def test_news_in_no_language_is_taken_for_furniture(language: str) -> None:
    assert [line for line in (TITLES[language], *TEXTS[language]) if reason(line)] == []


@pytest.mark.parametrize(
    "line", ["2.", "[3/12]", "===== 4 =====", "--- Article 5 ---", "Doc. 6", "№ 7", "第8篇"]
)
def test_a_number_on_a_line_of_its_own_parts_articles(line: str) -> None:
    assert reason(line)


@pytest.mark.parametrize("line", ["Article 5", "Article 50", "Resolution 242", "No. 10"])
def test_a_heading_with_a_number_may_be_news(line: str) -> None:
    assert not reason(line)


CAPTIONS = [
    ("Boats wait in the harbour of Durres. © AFP", "© AFP"),
    ("Boats wait in the harbour of Durres. Photograph: Ann Lee/EPA", "Ann Lee/EPA"),
    ("Boote warten im Hafen von Durrës. Foto: Karin Müller/dpa", "Karin Müller/dpa"),
    ("Barcos esperan en el puerto de Durrës. (Foto: EFE/Luis Ortega)", "Foto: EFE/Luis Ortega"),
    ("Barcos esperam no porto de Durrës — Foto: Rui Tavares/Lusa", "Rui Tavares/Lusa"),
    ("Des bateaux attendent dans le port. (Crédit : Reuters)", "Crédit : Reuters"),
    ("Лодки стоят в порту Дурреса. Фото: Олег Савин / РИА Новости", "Олег Савин / РИА Новости"),
    ("Лодки стоят в порту Дурреса (фото: ТАСС)", "фото: ТАСС"),
    ("Tekneler limanda bekliyor. Fotoğraf: AA", "AA"),
    ("قوارب تنتظر في ميناء دوريس (تصوير: سامر الحداد)", "تصوير: سامر الحداد"),
    ("قایق‌ها در بندر دورس (عکس: ایرنا)", "عکس: ایرنا"),
    ("סירות ממתינות בנמל (צילום: רויטרס)", "צילום: רויטרס"),
    ("渔船停靠在都拉斯港口。（新华社发）", "新华社发"),
    ("渔船停靠在都拉斯港口。新华社记者 林志明 摄", "新华社记者 林志明 摄"),
    ("渔船停靠在都拉斯港口。（图：法新社）", "图：法新社"),
]


@pytest.mark.parametrize(("line", "credit"), CAPTIONS)
def test_the_credit_of_a_picture_is_read_in_the_forms_of_many_papers(line: str, credit: str) -> None:
    assert parse(line).credit == credit
    assert has_known_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Archivbild: Boote im Hafen (Foto: AFP)",
        "Архивное фото: лодки в порту. Фото: AFP",
        "资料图：渔船停靠在港口。（路透社）",
        "عکس آرشیوی از بندر (رویترز)",
    ],
)
def test_old_pictures_say_so_in_any_language(line: str) -> None:
    assert is_file_photo(line)


@pytest.mark.parametrize(
    ("line", "language"), [(CAPTIONS[2][0], "de"), (CAPTIONS[13][0], "zh"), (CAPTIONS[10][0], "fa")]
)
def test_a_page_dump_in_any_language_is_cut_with_its_caption(line: str, language: str) -> None:
    title, text = TITLES[language], TEXTS[language]
    page = f"{title}\n\n {line}\n{line}\nTT\n\n{title}\n\n {line}\n{line}\n\n" + "\n\n".join(
        (text[0], FURNITURE[language][0], *text[1:], *FURNITURE[language][1:])
    )
    (made,) = read_file("a.txt", io.BytesIO(page.encode()))
    assert isinstance(made, ParsedArticle)
    assert (made.title, made.paragraphs) == (title, text)
    assert [each.text for each in made.captions] == [line]


@pytest.mark.parametrize(
    "end", ["a photo by Ann Lee of the port.", "the image: a boat at anchor, and nobody aboard it"]
)
def test_prose_that_speaks_of_pictures_is_no_caption(end: str) -> None:
    assert not has_known_credit(f"The minister showed reporters {end}")
