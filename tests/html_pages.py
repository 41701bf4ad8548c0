# ruff: noqa: E501, E731 - markup stands on lines as long as servers send it
"""Pages for tests: made-up news in the markup of news sites of today, with their furniture, in many languages."""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.html_words import TEXTS, TITLES

DAY = "2024-03-05"
MENU = (
    '<nav class="main-menu"><ul><li><a href="/world">World</a></li><li><a href="/politics">Politics</a></li>'
    '<li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav>'
)
TEASERS = "".join(
    f'<div class="card"><a href="/news/{n}"><img src="/{n}.jpg" alt=""><h3>{title}</h3></a><p>{text}</p></div>'
    for n, (title, text) in enumerate(
        [
            ("Zeppelin lands on a lake in Bavaria", "The crew had lost its way in fog over the mountains."),
            ("Choir sings under water", "Divers in Malta broke a record that had stood for years."),
            ("Bakers count their ovens", "A census finds more ovens than bakers in the old town."),
        ]
    )
)
LEAKS = ("Zeppelin", "Choir sings", "Bakers count", "Weather")


@dataclass(frozen=True)
class Page:
    """A page and what a reader should make of it; `leaks` must not stand in the body."""

    name: str
    language: str
    head: str
    body: str
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    published: str | None = DAY
    byline: str = ""
    source: str = ""
    url: str = ""
    leaks: tuple[str, ...] = ()
    extra: tuple[str, ...] = field(default=())

    @property
    def markup(self) -> str:
        """The page as a server sends it."""
        lang = self.language
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8">\n{self.head}\n'
            "<script>window.dataLayer = [{'a': '<p>Tracking text that no one reads, ever and ever.</p>'}];</script>"
            f"<style>.a{{color:red}}</style></head>\n<body>\n{self.body}\n</body></html>\n"
        )

    @property
    def title(self) -> str:
        return TITLES[self.language]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return TEXTS[self.language]


def ld(language: str, site: str, author: object = None, kind: object = "NewsArticle", **more: object) -> str:
    """A block of JSON-LD about the article."""
    node = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": TITLES[language],
        "datePublished": f"{DAY}T08:15:00+01:00",
        "dateModified": "2024-03-09T10:00:00+01:00",
        "publisher": {
            "@type": "Organization",
            "name": site,
            "logo": {"@type": "ImageObject", "url": "/l.png"},
        },
        **({"author": author} if author else {}),
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def og(language: str, site: str, url: str = "", suffix: str = "") -> str:
    """OpenGraph and the title element."""
    title = html.escape(TITLES[language])
    link = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">' if url else ""
    return (
        f"<title>{title}{suffix}</title>{link}"
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="og:site_name" content="{site}">'
        '<meta property="og:description" content="A summary for search engines only.">'
    )


def ps(language: str, attributes: str = "", start: int = 0, end: int = 5) -> str:
    """Paragraphs of the text."""
    open_tag = f"<p {attributes}>" if attributes else "<p>"
    return "\n".join(f"{open_tag}{html.escape(text)}</p>" for text in TEXTS[language][start:end])


def person(*names: str) -> list[dict[str, str]]:
    """Authors as objects, with an address that is no name."""
    return [
        {"@type": "Person", "name": name, "url": f"https://site.example/by/{number}"}
        for number, name in enumerate(names)
    ]


def island_daily() -> Page:
    """A British daily: rich links and a newsletter within the text."""
    lang, url = "en", "https://www.islanddaily.example/world/2024/mar/05/norway-albania-fishing"
    return Page(
        "island daily",
        lang,
        og(lang, "The Island Daily", url, " | Albania | The Island Daily")
        + ld(lang, "The Island Daily", person("Ann Lee", "Bo Li")),
        f'{MENU}<main><article><div data-gu-name="headline"><h1>{TITLES[lang]}</h1></div>'
        '<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/ann">Ann Lee</a> and Bo Li</address>'
        "<details><summary>Tue 5 Mar 2024 08.15 CET</summary>First published on Tue 5 Mar 2024 07.01 CET</details></div>"
        '<div data-gu-name="media"><figure id="a"><div><picture><img src="/1.jpg" alt="Boats"></picture></div>'
        "<figcaption><span><svg><path/></svg></span><span>Boats lie in the harbour of Durres.</span> Photograph: Kim Roe/Example</figcaption></figure></div>"
        f'<div id="maincontent" class="article-body-viewer-selector">{ps(lang, "class=dcr-1", 0, 2)}'
        '<figure data-spacefinder-role="richLink"><aside><a href="/z"><span>Zeppelin lands on a lake in Bavaria</span> Read more</a></aside></figure>'
        f"{ps(lang, 'class=dcr-1', 2, 4)}"
        '<aside class="newsletter-box"><h2>Sign up to First Edition</h2><p>Our morning email breaks down the key stories of the day, '
        "telling you what is happening and why it matters.</p><form><label>Enter your email address</label><input><button>Sign up</button></form>"
        "<p>Privacy Notice: Newsletters may contain information about charities and online ads.</p></aside>"
        f"{ps(lang, 'class=dcr-1', 4)}</div>"
        '<div class="submeta"><span>Explore more on these topics</span><ul class="topic-list"><li><a href="/t">Albania</a></li><li><a href="/n">news</a></li></ul>'
        '<div class="share"><a href="#">Share</a><a href="#">Reuse this content</a></div></div></article></main>'
        f"<section><h2>More on this story</h2>{TEASERS}</section><footer><p>© 2024 Island News. All rights reserved.</p></footer>",
        captions=("Boats lie in the harbour of Durres. Photograph: Kim Roe/Example",),
        credits=("Kim Roe/Example",),
        byline="Ann Lee, Bo Li",
        source="The Island Daily",
        url=url,
        leaks=("First Edition", "Privacy Notice", "Explore more", "First published"),
    )


def broadcaster() -> Page:
    """A broadcaster of React blocks: hidden words in captions, links between the paragraphs."""
    lang, url = "en", "https://www.bcast.example/news/world-europe-68472"
    block = lambda start, end: "".join(
        f'<div data-component="text-block" class="ssrcss-7uxr49-RichTextContainer">{ps(lang, "class=ssrcss-1q", n, n + 1)}</div>'
        for n in range(start, end)
    )
    return Page(
        "broadcaster",
        lang,
        og(lang, "BCAST News", url, " - BCAST News")
        + ld(lang, "BCAST News", {"@type": "Organization", "name": "BCAST News"}, "ReportageNewsArticle"),
        f'<a href="#main" class="skip-link">Skip to content</a>{MENU}<main id="main-content"><article>'
        f'<header><h1 id="main-heading">{TITLES[lang]}</h1><div data-component="byline-block"><ul><li><span>5 March 2024</span></li></ul>'
        "<p><span>By Ann Lee</span><span>BCAST News, Tirana</span></p></div></header>"
        '<div data-component="image-block"><figure><div><picture><img src="/1.jpg"></picture><span class="visually-hidden">Image source, Example Pictures</span></div>'
        '<figcaption><span class="visually-hidden">Image caption, </span><p>Kari Solberg in Tirana on Tuesday</p></figcaption></figure></div>'
        f'{block(0, 2)}<div data-component="links-block"><ul><li><a href="/z">Zeppelin lands on a lake in Bavaria</a></li><li><a href="/c">Choir sings under water</a></li></ul></div>'
        f'<div data-component="subheadline-block"><h2>Doubts in the harbour</h2></div>{block(2, 5)}'
        '<section data-component="topic-list"><div><h2>Related Topics</h2><ul><li><a href="/n">Norway</a></li><li><a href="/a">Albania</a></li></ul></div></section>'
        f"</article></main><section><h2>Top stories</h2>{TEASERS}</section>",
        captions=("Kari Solberg in Tirana on Tuesday",),
        source="BCAST News",
        url=url,
        leaks=("Image source", "Related Topics", "BCAST News, Tirana"),
        extra=("Doubts in the harbour",),
    )


def metro_times() -> Page:
    """An American daily: columns of paragraphs parted by advertisements."""
    lang, url = "en", "https://www.metrotimes.example/2024/03/05/world/europe/norway-albania.html"
    column = lambda start, end: (
        f'<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{ps(lang, "class=css-at9mc1", start, end)}</div></div>'
    )
    slot = '<div><div class="css-2fg4z9" id="story-ad-wrapper"><p>Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div></div>'
    return Page(
        "metro times",
        lang,
        og(lang, "The Metro Times", url, " - The Metro Times")
        + ld(lang, "The Metro Times", person("Carla Poe"), isAccessibleForFree=False),
        f'{MENU}<main><article id="story"><header><h1 data-testid="headline">{TITLES[lang]}</h1>'
        '<p id="article-summary">The visit, the first in nine years, has raised hopes among fishermen that an old quarrel can be ended.</p></header>'
        '<div data-testid="imageblock-wrapper"><figure><div><img src="/1.jpg"></div><figcaption data-testid="photoviewer-children-caption">'
        '<span class="css-jevhma">The harbour of Durres on Monday.</span><span class="css-1u46b97"><span class="visually-hidden">Credit...</span><span>Kim Roe for The Metro Times</span></span></figcaption></figure></div>'
        '<div data-testid="reading-time-module"><div class="css-103l8m3"><p>By <a href="/by/carla">Carla Poe</a></p><p>Reporting from Tirana</p></div><time datetime="2024-03-05T02:00:00-05:00">March 5, 2024</time></div>'
        f'<section name="articleBody">{column(0, 2)}{slot}{column(2, 4)}{slot}{column(4, 5)}</section>'
        '<div class="bottom-of-article"><p>Carla Poe is a reporter based in Rome, covering southeastern Europe. <a href="/by/carla">More about Carla Poe</a></p>'
        "<p>A version of this article appears in print on March 6, 2024, Section A, Page 4.</p></div></article></main>"
        f"<aside>{TEASERS}</aside>",
        captions=("The harbour of Durres on Monday.",),
        credits=("Kim Roe for The Metro Times",),
        byline="Carla Poe",
        source="The Metro Times",
        url=url,
        leaks=("SKIP", "Advertisement", "Credit..."),
    )


def wire_one() -> Page:
    """A wire whose paragraphs are <div>s, with its own last lines."""
    lang, url = "en", "https://www.wire-one.example/world/europe/norway-albania-2024-03-05/"
    body = "".join(
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe body__full_width__ekUdw">{html.escape(text)}</div>'
        for n, text in enumerate(TEXTS[lang])
    )
    return Page(
        "wire one",
        lang,
        og(lang, "Wire One", url, " | Wire One") + ld(lang, "Wire One", person("Dana Fox")),
        f'{MENU}<main><article><div class="article-header"><h1 data-testid="Heading">{TITLES[lang]}</h1><div class="info-content"><span>By <a href="/a" rel="author">Dana Fox</a></span>'
        '<time datetime="2024-03-05T07:15:00Z"><span>March 5, 2024</span><span>7:15 AM UTC</span><span>Updated 3 days ago</span></time></div></div>'
        '<div class="article-body"><div data-testid="primary-image"><figure><img src="/1.jpg"><figcaption data-testid="image-caption">Kari Solberg speaks outside the ministry in Tirana, Albania, March 5, 2024. WIRE ONE/Kim Roe</figcaption></figure></div>'
        f'{body}<div class="article-body__element"><p data-testid="Body">Sign up <a href="/n">here.</a></p></div>'
        '<div data-testid="promo-box"><a href="/p">The Daily Briefing newsletter provides all the news you need to start your day.</a></div>'
        f'</div></article></main><div class="read-next"><h2>Read Next</h2>{TEASERS}</div>',
        captions=(
            "Kari Solberg speaks outside the ministry in Tirana, Albania, March 5, 2024. WIRE ONE/Kim Roe",
        ),
        byline="Dana Fox",
        source="Wire One",
        url=url,
        leaks=("Sign up", "Daily Briefing", "Updated"),
    )


def wire_two() -> Page:
    """A wire with enhancements in its rich text body."""
    lang, url = "en", "https://wiretwo.example/article/norway-albania-fishing-85d1"
    return Page(
        "wire two",
        lang,
        og(lang, "WT News", url, " | WT News")
        + ld(lang, "Wire Two", [{"@type": "Person", "name": "EVE GREY"}], ["NewsArticle", "Article"]),
        f'{MENU}<main class="Page-main"><div class="Page-content"><h1 class="Page-headline">{TITLES[lang]}</h1>'
        '<div class="Page-lead"><figure class="Figure"><img src="1.jpg"><figcaption class="Figure-caption"><p>Fishermen mend nets in Durres, Albania, Monday, March 4, 2024. (WT Photo/Kim Roe)</p></figcaption></figure></div>'
        '<div class="Page-byline"><div class="Page-authors">By <a href="/g">EVE GREY</a></div><div class="Page-dateModified">Updated 10:02 AM CET, March 9, 2024</div></div>'
        f'<div class="RichTextStoryBody RichTextBody">{ps(lang, "", 0, 2)}<div class="Enhancement"><div class="PageListEnhancementGeneric"><h3>Related Stories</h3>{TEASERS}</div></div>'
        f'{ps(lang, "", 2)}<p>___</p><p>Follow WT’s coverage at <a href="https://wiretwo.example/hub">https://wiretwo.example/hub</a></p></div></div></main>',
        captions=("Fishermen mend nets in Durres, Albania, Monday, March 4, 2024. (WT Photo/Kim Roe)",),
        byline="EVE GREY",
        source="WT News",
        url=url,
        leaks=("Related Stories", "___", "Updated"),
    )


def cable_news() -> Page:
    """An American cable channel: promotional links in capitals as paragraphs."""
    lang, url = "en", "https://www.cablenews.example/world/norway-albania"
    return Page(
        "cable news",
        lang,
        og(lang, "Cable News", url)
        + '<meta name="dc.date" content="2024-03-05"><meta name="author" content="https://www.facebook.com/cablenews">'
        + ld(
            lang,
            "Cable News",
            {"@type": "Person", "name": "Finn Hall"},
            articleBody=" ".join(TEXTS[lang]) + " CLICK HERE TO GET THE APP",
        ),
        f'{MENU}<main class="main-content"><article class="article-wrap"><header class="article-header"><h1 class="headline speakable">{TITLES[lang]}</h1>'
        '<div class="author-byline"><span>By</span> <a href="/p">Finn Hall</a> <span class="article-source">Cable News</span></div></header>'
        f'<div class="article-body"><div class="video-container"><div class="caption"><p><span>A clip of the visit. Watch the full video.</span></p></div></div>{ps(lang, "class=speakable", 0, 2)}'
        '<p><a href="/app"><strong>CLICK HERE TO GET THE CABLE NEWS APP</strong></a></p>'
        f'{ps(lang, "", 2, 4)}<p><a href="/z"><strong>ZEPPELIN LANDS ON A LAKE IN BAVARIA AFTER NIGHT OF FOG</strong></a></p>{ps(lang, "", 4)}'
        f'<div class="author-bio"><p>Finn Hall is a reporter with Cable News. Send tips to finn@cablenews.example.</p></div></div></article></main><aside>{TEASERS}</aside>',
        byline="Finn Hall",
        source="Cable News",
        url=url,
        leaks=("CLICK HERE", "ZEPPELIN", "Send tips"),
    )


def wochenblatt() -> Page:
    """A German magazine."""
    lang, url = "de", "https://www.wochenblatt.example/ausland/norwegen-a-8a7c"
    return Page(
        "wochenblatt",
        lang,
        og(lang, "WOCHENBLATT", url, " - WOCHENBLATT") + ld(lang, "WOCHENBLATT", person("Gesa Moor")),
        f"{MENU}<main><article><header><h2><span>Streit um Fisch</span> <span>{TITLES[lang]}</span></h2></header>"
        '<figure><picture><img src="1.jpg"></picture><figcaption><p>Fischer im Hafen von Durrës</p><span>Foto: Kim Roe / Beispiel</span></figcaption></figure>'
        f'<div data-area="body"><div data-area="text" class="RichText">{ps(lang, "", 0, 2)}</div>'
        '<section data-area="related_articles" class="related"><h3>Mehr zum Thema</h3><ul><li><a href="/z">Zeppelin landet auf See</a></li></ul></section>'
        '<div class="ad-slot"><span>Anzeige</span></div>'
        f'<div data-area="text" class="RichText"><h3>Zweifel im Hafen</h3>{ps(lang, "", 2)}</div></div></article></main>'
        f"<section>{TEASERS}</section><footer>© WOCHENBLATT</footer>",
        captions=("Fischer im Hafen von Durrës",),
        credits=("Kim Roe / Beispiel",),
        byline="Gesa Moor",
        source="WOCHENBLATT",
        url=url,
        leaks=("Anzeige", "Mehr zum Thema", "Zeppelin landet"),
        extra=("Zweifel im Hafen",),
    )


def abendschau() -> Page:
    """A German public broadcaster: the headline stands in parts, metadata in lines of the text."""
    lang, url = "de", "https://www.abendschau.example/ausland/norwegen-albanien-100.html"
    return Page(
        "abendschau",
        lang,
        og(lang, "abendschau.example", url, " | abendschau.example") + ld(lang, "abendschau"),
        f'{MENU}<main><article class="container content-wrapper__group"><div class="seitenkopf"><h1 class="seitenkopf__headline"><span class="seitenkopf__topline">Besuch in Albanien</span>'
        f'<span class="seitenkopf__headline--text">{TITLES[lang]}</span></h1></div><div class="metatextline">Stand: 05.03.2024 14:22 Uhr</div>'
        '<div class="copytext__image"><div class="ts-image"><img src="1.jpg"></div><div class="ts-image__caption">Boote im Hafen | Beispiel</div></div>'
        f'{ps(lang, "class=textabsatz", 0, 2)}<div class="absatzbild__info"><div class="teaser-absatz"><a href="/z"><span class="date">04.03.2024</span><h3>Zeppelin landet auf See</h3><p>Die Besatzung hatte sich verirrt. <span>mehr</span></p></a></div></div>'
        f'<h2 class="meldung__subhead">Zweifel im Hafen</h2>{ps(lang, "class=textabsatz", 2)}'
        '<div class="article-breadcrumb"><p>Dieses Thema im Programm: Über dieses Thema berichtete die Sendung am 05. März 2024 um 14:00 Uhr.</p></div></article></main>',
        captions=("Boote im Hafen | Beispiel",),
        source="abendschau.example",
        url=url,
        leaks=("Stand:", "Zeppelin landet"),
        extra=("Zweifel im Hafen",),
    )


def le_quotidien() -> Page:
    """A French daily, partly for subscribers."""
    lang, url = "fr", "https://www.lequotidien.example/international/article/2024/03/05/norvege_622_3210.html"
    return Page(
        "le quotidien",
        lang,
        og(lang, "Le Quotidien.fr", url)
        + '<meta property="og:article:published_time" content="2024-03-05T08:15:00+00:00">'
        + ld(lang, "Le Quotidien", [{"@type": "Person", "name": "Hélène Roux"}], isAccessibleForFree=False),
        f'{MENU}<main><section class="article__wrapper article__wrapper--premium"><article class="article__content"><header class="article__header"><h1 class="article__title">{TITLES[lang]}</h1>'
        '<p class="article__desc">La visite, la première en neuf ans, fait naître des espoirs chez les pêcheurs des deux rives.</p>'
        '<section class="meta meta__authors"><p>Par <a class="article__author-link" href="/a">Hélène Roux</a></p><span class="meta__date">Publié le 05 mars 2024 à 09h15, modifié le 09 mars 2024 à 11h00</span><p class="meta__reading-time">Temps de Lecture 3 min.</p></section></header>'
        f'<figure class="article__media"><img src="1.jpg"><figcaption class="article__legend" aria-label="Légende de l’image">Le port de Durrës, le 4 mars 2024. <span class="article__credit" aria-hidden="true">KIM ROE / EXEMPLE</span></figcaption></figure>'
        f'{ps(lang, "class=article__paragraph", 0, 2)}<section class="catcher catcher--inline"><div class="catcher__content"><span class="catcher__label">Lire aussi |</span> <a class="catcher__title" href="/z">Un zeppelin se pose sur un lac</a></div></section>'
        f'<h2 class="article__sub-title">Des doutes au port</h2>{ps(lang, "class=article__paragraph", 2)}'
        '<section class="author"><p class="author__desc">Hélène Roux (Tirana, envoyée spéciale)</p></section></article></section></main>'
        f'<section class="services"><h4>Services</h4>{TEASERS}</section>',
        captions=("Le port de Durrës, le 4 mars 2024.",),
        credits=("KIM ROE / EXEMPLE",),
        byline="Hélène Roux",
        source="Le Quotidien.fr",
        url=url,
        leaks=("Lire aussi", "zeppelin", "Temps de Lecture", "envoyée spéciale", "Publié le"),
        extra=("Des doutes au port",),
    )


def el_diario() -> Page:
    """A Spanish daily."""
    lang, url = "es", "https://eldiario.example/internacional/2024-03-05/la-ministra-noruega.html"
    return Page(
        "el diario",
        lang,
        og(lang, "El Diario", url, " | Internacional | EL DIARIO")
        + ld(lang, "Ediciones EL DIARIO", person("Inés Vega"), articleBody="\n".join(TEXTS[lang])),
        f'{MENU}<article id="main-content"><header class="a_e"><div class="a_e_txt"><a href="/i">Internacional</a><h1 class="a_t">{TITLES[lang]}</h1>'
        '<h2 class="a_st">La visita es la primera en nueve años y despierta esperanzas entre los pescadores</h2></div>'
        '<figure class="a_e_m"><span><img src="1.jpg"></span><figcaption class="a_m_p"><span>Barcos en el puerto de Durres, este lunes.</span> <span class="a_m_m">Kim Roe (Ejemplo)</span></figcaption></figure></header>'
        '<div class="a_md"><a href="/v">Inés Vega</a> <span>Tirana - </span><time id="article_date_p" datetime="2024-03-05T07:15:00Z">05 MAR 2024 - 08:15 CET</time></div>'
        f'<div class="a_c clearfix" data-dtm-region="articulo_cuerpo">{ps(lang, "", 0, 3)}<section class="more_info"><h4>Más información</h4><ul><li><a href="/z">Un zepelín aterriza en un lago</a></li></ul></section>{ps(lang, "", 3)}'
        '<p class="nota_pie">Sigue toda la información internacional en <a href="https://facebook.com/x">Facebook</a> y <a href="https://x.com/x">X</a>, o en nuestra <a href="/n">newsletter semanal</a>.</p></div></article>'
        f'<section class="b-au">{TEASERS}</section>',
        byline="Inés Vega",
        source="El Diario",
        url=url,
        leaks=("Más información", "zepelín", "newsletter semanal"),
        captions=("Barcos en el puerto de Durres, este lunes.",),
        credits=("Kim Roe (Ejemplo)",),
    )


def folha() -> Page:
    """A Brazilian portal: one content block a chunk, "read too" within."""
    lang, url = "pt", "https://g0.example/mundo/noticia/2024/03/05/ministra-norueguesa.ghtml"
    chunk = lambda n: (
        f'<div class="mc-column content-text active-extra-styles" data-block-type="unstyled"><p class="content-text__container">{TEXTS[lang][n]}</p></div>'
    )
    return Page(
        "portal",
        lang,
        og(lang, "g0", url, " | Mundo | g0")
        + '<meta itemprop="datePublished" content="2024-03-05T11:15:00.000Z">',
        f'{MENU}<main class="mc-body theme"><div class="title"><h1 class="content-head__title" itemprop="headline">{TITLES[lang]}</h1></div>'
        '<div class="medium-centered subtitle"><h2 class="content-head__subtitle" itemprop="alternativeHeadline">Visita é a primeira em nove anos e desperta esperanças entre os pescadores.</h2></div>'
        '<div class="content__signature"><p class="content-publication-data__from" itemprop="author"><span itemprop="name">Joana Reis</span></p><p><time itemprop="datePublished" datetime="2024-03-05T11:15:00.000Z">05/03/2024 08h15</time></p></div>'
        f'<article itemprop="articleBody"><div class="mc-column content-media"><img src="1.jpg"><p class="content-media__description__caption">Barcos no porto de Durres — Foto: Kim Roe/Exemplo</p></div>{chunk(0)}{chunk(1)}'
        '<div class="mc-column content-text"><ul class="content-unordered-list"><li><a href="/z">Zepelim pousa em lago</a></li></ul></div>'
        '<div class="mc-column content-text"><p class="content-text__container"><strong>LEIA TAMBÉM: </strong><a href="/z">Coral canta debaixo da água</a></p></div>'
        f"{chunk(2)}{chunk(3)}{chunk(4)}</article></main>{TEASERS}",
        byline="Joana Reis",
        source="g0",
        url=url,
        captions=("Barcos no porto de Durres — Foto: Kim Roe/Exemplo",),
        leaks=("LEIA", "Zepelim"),
        extra=("Visita é a primeira em nove anos e desperta esperanças entre os pescadores.",),
    )


def agenzia() -> Page:
    """An Italian agency: one element, line breaks, and rights at the end."""
    lang, url = "it", "https://www.agenzia.example/sito/notizie/mondo/2024/03/05/norvegia_a1b2.html"
    return Page(
        "agenzia",
        lang,
        og(lang, "Agenzia.it", url, " - Europa - Agenzia.it")
        + '<meta name="date" content="2024-03-05T08:15:00+01:00">',
        f'{MENU}<div class="main-content"><article><header><h1 class="post-single-title">{TITLES[lang]}</h1></header><div class="post-single-summary">Prima visita in nove anni</div>'
        f'<div class="post-single-text rich-text news-txt" itemprop="articleBody"><p>{"<br/>".join(TEXTS[lang])}</p><p>Riproduzione riservata © Copyright Agenzia</p></div></article></div>{TEASERS}',
        source="Agenzia.it",
        url=url,
        leaks=("Riproduzione",),
    )


def hoso() -> Page:
    """A Japanese broadcaster."""
    lang, url = "ja", "https://www3.hoso.example/news/html/20240305/k10014379.html"
    return Page(
        "hoso",
        lang,
        og(lang, "放送ニュース", url, "｜放送ニュース")
        + ld(lang, "放送", {"@type": "Organization", "name": "放送"}),
        f'{MENU}<main><section class="module--detail-content"><h1 class="content--title"><span>{TITLES[lang]}</span></h1><p class="content--date"><time datetime="2024-03-05T20:31">2024年3月5日 20時31分</time></p>'
        f'<div class="content--detail-body"><p class="content--summary">{TEXTS[lang][0]}</p><div class="content--summary-more">{TEXTS[lang][1]}</div>'
        f'<section class="content--body"><h2 class="body-title">港の不安</h2><div class="body-img"><img src="1.jpg"></div><div class="body-text"><p>{TEXTS[lang][2]}<br><br>{TEXTS[lang][3]}</p></div></section>'
        f'<section class="content--body"><div class="body-text"><p>{TEXTS[lang][4]}</p></div></section></div><div class="social"><a href="#">シェアする</a></div></section>'
        '<section class="module--related"><h2>関連ニュース</h2><ul><li><a href="/z">飛行船が湖に着水、乗員は無事で霧の中で道に迷っていた</a></li></ul></section></main>',
        source="放送ニュース",
        url=url,
        leaks=("関連ニュース", "飛行船", "シェア"),
        extra=("港の不安",),
    )


def shimbun() -> Page:
    """A Japanese daily that states its text in the metadata too."""
    lang, url = "ja", "https://www.shimbun.example/articles/ASS35.html"
    return Page(
        "shimbun",
        lang,
        og(lang, "架空新聞", url, "：架空新聞デジタル")
        + ld(lang, "架空新聞社", [{"@type": "Person", "name": "山田太郎"}]),
        f'{MENU}<main id="main"><div class="hPKS4"><h1>{TITLES[lang]}</h1><div><span>山田太郎</span><time datetime="2024-03-05T11:15:00Z">2024年3月5日 20時15分</time></div></div>'
        f'<div class="nfyQp"><figure><img src="1.jpg"><figcaption>ティラナの外務省前で話すソルベルグ外相＝2024年3月5日</figcaption></figure>{ps(lang)}</div>'
        '<p>有料会員になると会員限定の有料記事もお読みいただけます。</p><div class="recommend"><h2>あわせて読みたい</h2><ul><li><a href="/z">飛行船が湖に着水</a></li></ul></div></main>',
        captions=("ティラナの外務省前で話すソルベルグ外相＝2024年3月5日",),
        byline="山田太郎",
        source="架空新聞",
        url=url,
        leaks=("あわせて", "飛行船"),
    )


def xinwen() -> Page:
    """A Chinese agency: indented paragraphs, no metadata but the title and the address."""
    lang, url = "zh", "https://www.xinwen.example/world/20240305/a1b2/c.html"
    body = "".join(f"<p>　　{text}</p>" for text in TEXTS[lang])
    return Page(
        "xinwen",
        lang,
        f'<title>{TITLES[lang]}-新闻网</title><meta name="publishdate" content="2024-03-05"><link rel="canonical" href="{url}">',
        f'<div class="topbar"><a href="/">首页</a> <a href="/w">国际</a></div><div class="header"><div class="header-time"><span>2024</span><span>03/05</span><span>15:20:11</span></div><span class="source">来源：新闻网</span></div>'
        f'<div class="head-line"><h1><span class="title">{TITLES[lang]}</span></h1></div><div class="main clearfix"><div id="detail"><span id="detailContent">{body}</span>'
        '<div class="editor"><span>【纠错】</span><span>【责任编辑:李明】</span></div></div></div><div class="relatedNews"><h3>相关阅读</h3><ul><li><a href="/z">飞艇降落在湖面上机组人员平安无事</a></li></ul></div>',
        source="xinwen.example",
        url=url,
        leaks=("责任编辑", "纠错", "飞艇", "首页"),
    )


def jazeera_like() -> Page:
    """A channel in Arabic: right to left, a list of related stories amid the text."""
    lang, url = "ar", "https://www.qanat.example/news/2024/3/5/norway"
    return Page(
        "qanat",
        lang,
        og(lang, "قناة المثال", url, " | أخبار | قناة المثال")
        + ld(lang, "قناة المثال", {"@type": "Organization", "name": "قناة المثال"}),
        f'{MENU}<main id="main-content-area"><header class="article-header"><h1>{TITLES[lang]}</h1></header>'
        '<figure class="article-featured-image"><img src="1.jpg"><figcaption>قوارب في ميناء دوريس (وكالة المثال)</figcaption></figure>'
        '<div class="article-info-block"><div class="article-dates"><span class="screen-reader-text">Published On 5 Mar 2024</span><span>5/3/2024</span><span>آخر تحديث: 9/3/2024</span></div></div>'
        f'<div class="wysiwyg wysiwyg--all-content" dir="rtl">{ps(lang, "", 0, 2)}<div class="more-on"><h2 class="more-on__heading">اقرأ أيضا</h2><span class="screen-reader-text">list of 2 items</span><ul><li><a href="/z">منطاد يهبط على بحيرة</a></li></ul><span>end of list</span></div>'
        f'{ps(lang, "", 2)}</div><div class="article-source">المصدر: <span>وكالات</span></div></main>{TEASERS}',
        captions=("قوارب في ميناء دوريس (وكالة المثال)",),
        source="قناة المثال",
        url=url,
        leaks=("اقرأ", "منطاد", "list of"),
    )


def sharq() -> Page:
    """An Arab daily on Drupal: caption twice, a share bar, paragraphs in a field."""
    lang, url = "ar", "https://asharq.example/node/4895511"
    return Page(
        "sharq",
        lang,
        og(lang, "الشرق المثال", url, " | الشرق المثال")
        + '<meta property="article:published_time" content="2024-03-05T09:15:00+03:00"><meta property="article:modified_time" content="2024-03-09T09:15:00+03:00">',
        f'{MENU}<div class="node__content"><h1 class="page-title">{TITLES[lang]}</h1><div class="entry-media"><img src="1.jpg"><div class="image-caption">سولبرغ أمام مقر الوزارة في تيرانا (إ.ب.أ)</div></div>'
        '<div class="text-controls"><span>TT</span></div><div class="caption-print">سولبرغ أمام مقر الوزارة في تيرانا (إ.ب.أ)</div>'
        f'<div class="field field--name-body"><ul class="social-share"><li><a href="#">واتساب</a></li></ul>{ps(lang)}</div><div class="tags"><a href="/a">النرويج</a> <a href="/b">ألبانيا</a></div></div>{TEASERS}',
        captions=("سولبرغ أمام مقر الوزارة في تيرانا (إ.ب.أ)",),
        source="الشرق المثال",
        url=url,
        leaks=("واتساب", "TT"),
    )


def gazete() -> Page:
    """A Turkish daily."""
    lang, url = "tr", "https://www.gazete.example/dunya/norvecli-bakan-42419"
    return Page(
        "gazete",
        lang,
        og(lang, "Gazete", url, " - Dünya Haberleri | Gazete")
        + ld(lang, "Gazete", {"@type": "Person", "name": "Kemal Ateş"})
        .replace('"@type": "NewsArticle"', '"@type": "NewsArticle",')
        .replace(",,", ","),
        f'{MENU}<article class="news-detail"><h1 class="news-detail-title">{TITLES[lang]}</h1><h2 class="news-detail__spot">Ziyaret dokuz yıl sonra bir ilk ve balıkçılar arasında umut yarattı.</h2>'
        '<div class="news-date"><span>Giriş Tarihi: 05.03.2024 10:15</span> <span>Son Güncelleme: 09.03.2024 11:00</span></div>'
        f'<div class="news-content readingTime">{ps(lang, "", 0, 3)}<div class="related-news-box"><strong>İLGİLİ HABER</strong><a href="/z">Zeplin göle indi</a></div>{ps(lang, "", 3)}</div></article>{TEASERS}',
        byline="Kemal Ateş",
        source="Gazete",
        url=url,
        leaks=("İLGİLİ", "Zeplin", "Giriş Tarihi"),
        extra=("Ziyaret dokuz yıl sonra bir ilk ve balıkçılar arasında umut yarattı.",),
    )


def lenta() -> Page:
    """A Russian agency."""
    lang, url = "ru", "https://agentstvo.example/mezhdunarodnaya-panorama/20153217"
    return Page(
        "agentstvo",
        lang,
        og(lang, "АГЕНТСТВО", url, " - Международная панорама - АГЕНТСТВО")
        + ld(lang, "АГЕНТСТВО", {"@type": "Organization", "name": "АГЕНТСТВО"}),
        f'{MENU}<main><div class="news-header"><div class="news-header__date-date">5 марта 2024, 10:15</div><h1 class="news-header__title">{TITLES[lang]}</h1></div>'
        '<div class="text-include text-include-photo"><figure><img src="1.jpg"><figcaption><span class="text-include-photo__title">Порт Дурреса</span><span class="text-include-photo__source">© Ким Роу/АГЕНТСТВО</span></figcaption></figure></div>'
        f'<div class="text-content"><div class="text-block">{ps(lang, "", 0, 3)}</div><div class="text-include"><a class="text-include-material" href="/z"><span>Читайте также</span><span>Дирижабль сел на озеро</span></a></div><div class="text-block">{ps(lang, "", 3)}</div></div>'
        '<div class="news-actions"><a href="#">Поделиться</a></div><div class="tags"><span>Теги:</span><a href="/n">Норвегия</a></div></main>',
        captions=("Порт Дурреса",),
        credits=("Ким Роу/АГЕНТСТВО",),
        source="АГЕНТСТВО",
        url=url,
        leaks=("Читайте", "Дирижабль", "Поделиться", "Теги"),
    )


def tongsin() -> Page:
    """A Korean agency: byline mail and copyright lines within the text."""
    lang, url = "ko", "https://www.tongsin.example/view/AKR20240305098700081"
    return Page(
        "tongsin",
        lang,
        og(lang, "통신뉴스", url, " | 통신뉴스")
        + ld(lang, "통신뉴스", {"@type": "Person", "name": "김예시"}),
        f'{MENU}<main><header class="title-article01"><h1 class="tit">{TITLES[lang]}</h1><p class="update-time">송고시간 2024-03-05 16:15</p></header><div class="scroller01"><article class="story-news article">'
        f'<div class="comp-box photo-group"><figure><img src="1.jpg"><figcaption class="desc-con"><strong class="tit-cap">두러스 항구의 어선</strong></figcaption></figure></div>{ps(lang)}'
        '<p>kim@tongsin.example</p><p class="txt-copyright">&lt;저작권자(c) 통신뉴스, 무단 전재-재배포 금지&gt;</p></article></div></main><section><h2>많이 본 뉴스</h2><ul><li><a href="/z">비행선이 호수에 착륙</a></li></ul></section>',
        captions=("두러스 항구의 어선",),
        byline="김예시",
        source="통신뉴스",
        url=url,
        leaks=("저작권자", "비행선", "송고시간", "kim@"),
    )


def gazeta() -> Page:
    """A Polish portal."""
    lang, url = "pl", "https://wiadomosci.gazeta-x.example/wiadomosci/7,114881,30765"
    return Page(
        "gazeta",
        lang,
        og(lang, "gazetaxpl", url) + ld(lang, "Gazeta X", person("Lech Nowak")),
        f'{MENU}<section id="article_wrapper"><article class="article-content"><h1 id="article_title">{TITLES[lang]}</h1><div class="author_and_date"><span class="article_author">Lech Nowak</span> <span class="article_date"><time datetime="2024-03-05 08:15">05.03.2024 08:15</time></span></div>'
        '<div id="gazeta_article_lead">Pierwsza taka wizyta od dziewięciu lat budzi nadzieje wśród rybaków na obu brzegach.</div>'
        f'<div id="article_body" class="bottom_section">{"".join(f"<p class=art_paragraph>{t}</p>" for t in TEXTS[lang][:3])}<div class="art_embed relatedBox"><p>Zobacz także: <a href="/z">Sterowiec wylądował na jeziorze</a></p></div>{"".join(f"<p class=art_paragraph>{t}</p>" for t in TEXTS[lang][3:])}</div></article></section>{TEASERS}',
        byline="Lech Nowak",
        source="gazetaxpl",
        url=url,
        leaks=("Zobacz", "Sterowiec"),
    )


def krant() -> Page:
    """A Dutch daily whose page states nothing: heading, <time>, text."""
    lang = "nl"
    return Page(
        "krant",
        lang,
        f"<title>{TITLES[lang]} | De Krant</title>",
        f'{MENU}<article class="article"><h1>{TITLES[lang]}</h1><time datetime="2024-03-05T08:15">5 maart 2024</time><p class="byline">Door Mies Vos</p><div class="article__body">{ps(lang)}<p><strong>Lees ook:</strong> <a href="/z">Zeppelin landt op meer</a></p></div></article>{TEASERS}',
        leaks=("Lees ook", "Zeppelin landt"),
        byline="Door Mies Vos",
    )


def rooznameh() -> Page:
    """A Persian page with a text alone in <div>s and breaks."""
    lang, url = "fa", "https://rooznameh.example/fa/news/8712"
    return Page(
        "rooznameh",
        lang,
        og(lang, "روزنامه", url, " - روزنامه")
        + '<meta property="article:published_time" content="2024-03-05T08:15:00+03:30">',
        f'{MENU}<div class="news-page"><h1 class="title">{TITLES[lang]}</h1><div class="body" itemprop="articleBody">{"<br><br>".join(TEXTS[lang])}</div><div class="related"><h3>مطالب مرتبط</h3><a href="/z">فرود کشتی هوایی</a></div></div>{TEASERS}',
        source="روزنامه",
        url=url,
        leaks=("مطالب", "کشتی هوایی"),
    )


def efimerida() -> Page:
    """A Greek blog on WordPress with its usual plug-ins."""
    lang, url = "el", "https://efimerida.example/2024/03/05/norvigia/"
    return Page(
        "efimerida",
        lang,
        og(lang, "Εφημερίδα", url, " – Εφημερίδα")
        + '<meta property="article:published_time" content="2024-03-05T06:15:00+00:00">',
        f'{MENU}<div id="primary" class="content-area"><article id="post-1" class="post type-post status-publish has-post-thumbnail comments-open"><header class="entry-header"><h1 class="entry-title">{TITLES[lang]}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2024-03-05T08:15:00+02:00">5 Μαρτίου 2024</time></span><span class="byline">by <a href="/a" rel="author">Νίκος Παπάς</a></span></div></header>'
        f'<div class="entry-content"><div id="attachment_1" class="wp-caption aligncenter"><img src="1.jpg"><p class="wp-caption-text">Το λιμάνι του Δυρραχίου</p></div>{ps(lang)}<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div><div class="jp-relatedposts"><h3>Related</h3></div></div>'
        '<footer class="entry-footer"><span>Posted in <a href="/c">Κόσμος</a></span></footer></article><div id="comments" class="comments-area"><h2>2 thoughts</h2><ol class="comment-list"><li><article class="comment-body"><p>Πολύ ωραίο άρθρο, συγχαρητήρια στον συντάκτη για την έρευνα.</p></article></li></ol></div></div>',
        captions=("Το λιμάνι του Δυρραχίου",),
        byline="Νίκος Παπάς",
        source="Εφημερίδα",
        url=url,
        leaks=("Share this", "συγχαρητήρια", "Posted in"),
    )


PAGES: tuple[Callable[[], Page], ...] = (
    island_daily, broadcaster, metro_times, wire_one, wire_two, cable_news, wochenblatt, abendschau, le_quotidien,
    el_diario, folha, agenzia, hoso, shimbun, xinwen, jazeera_like, sharq, gazete, lenta, tongsin, gazeta, krant,
    rooznameh, efimerida,
)  # fmt: skip
