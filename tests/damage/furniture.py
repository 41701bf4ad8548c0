"""Damage by lines of the page that are no news: links, forms, notices, in several languages."""

from __future__ import annotations

import random

from tests.damage.kinds import KINDS, each_sheet
from tests.damage.page import Dump, Sheet

LINKS = (
    "Whale Seen off Northern Cape",
    "Ministers Put Off Vote on Port",
    "What to Know About the Flood",
    "Bread Prices Fall Again in June",
    "Five Held after Raid on Depot",
    "Old Bridge Opens to Traffic Again",
    "Rain Halts the Harvest in the South",
    "A Town Looks for Its Bells",
)
LINKS_ELSEWHERE = {
    "ar": ("انطلاق قمة المناخ في العاصمة", "ارتفاع أسعار القمح هذا العام", "افتتاح الجسر القديم بعد ترميمه"),
    "fr": (
        "Le vieux pont rouvre au public",
        "Les prix du pain baissent en juin",
        "La pluie retarde la récolte",
    ),
    "de": ("Alte Brücke wieder offen", "Brotpreise fallen im Juni", "Regen verzögert die Ernte im Süden"),
    "es": (
        "Reabre el viejo puente de la ciudad",
        "Baja el precio del pan en junio",
        "La lluvia retrasa la cosecha",
    ),
}
BLOCKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "share": (
        ("Share", "Facebook", "Twitter", "WhatsApp", "Email", "Print", "Copy Link"),
        ("Share this article", "Share on Facebook", "Share on X"),
        ("Follow us on Twitter", "Join our Telegram channel"),
        ("SHARE", "Save", "Listen to this article", "Gift this article"),
        ("Share this story:", "LinkedIn", "Reddit", "Messenger"),
        ("Like us on Facebook and follow us on Instagram",),
    ),
    "newsletter": (
        ("Sign up for our newsletter", "Enter your email address", "Subscribe"),
        (
            "Get our daily briefing in your inbox",
            "Sign up here",
            "By signing up, you agree to our terms of use and privacy policy.",
        ),
        ("Subscribe to The Morning Brief, our free daily newsletter.",),
        ("Never miss a story: sign up for alerts.",),
        ("Sign up to First Edition, our free daily newsletter – in your inbox every weekday at 7am",),
        ("Thanks for reading. Sign up to get more stories like this.", "Your email", "Sign me up"),
    ),
    "cookies": (
        ("We use cookies to improve your experience on our website.", "Accept All", "Manage Preferences"),
        ("This website uses cookies to ensure you get the best experience. Learn more", "OK", "Reject All"),
        ("We and our partners store and access information on your device.", "I Accept", "More options"),
        ("We value your privacy", "Accept and continue", "Cookie settings"),
    ),
    "paywall": (
        ("Subscribe to continue reading", "Already a subscriber? Log in"),
        ("This article is for subscribers only.", "Start your free trial"),
        ("You have reached your limit of free articles.", "Subscribe now for unlimited access"),
        ("Log in or create a free account to read on",),
        ("Support independent journalism", "Become a member"),
        ("You have 2 free articles left this month.",),
    ),
    "ads": (
        ("Advertisement",),
        ("ADVERTISEMENT", "Story continues below advertisement"),
        ("Sponsored Content",),
        ("- Advertisement -",),
        ("Advertisement - Scroll to Continue",),
        ("Article continues after this advertisement",),
        ("Ad", "Remove ads"),
    ),
    "comments": (
        ("Leave a comment", "Your email address will not be published.", "Name", "Post Comment"),
        ("Comments (24)", "View all comments"),
        ("Join the conversation", "Log in to comment"),
        ("0 Comments", "Sort by newest", "Add a comment..."),
        ("Leave a Reply", "Save my name, email, and website in this browser for the next time I comment."),
    ),
    "copyright": (
        ("© 2023 Example Times. All rights reserved.",),
        ("Copyright 2023 The Example Press. All rights reserved.",),
        ("This material may not be published, broadcast, rewritten or redistributed without permission.",),
        ("Our Standards: The Example Trust Principles.",),
        ("All Rights Reserved", "Terms of Use", "Privacy Policy", "Contact Us"),
        ("Have a news tip? Write to tips@example.org",),
        ("About Us", "Contact", "Advertise with us", "Careers"),
    ),
    "tags": (
        ("Tags: Sudan, ceasefire, United Nations",),
        ("TAGS", "Sudan", "Ceasefire"),
        ("Topics:", "Middle East", "Oil", "Diplomacy"),
        ("Filed under: Africa, Politics",),
        ("Keywords: talks, border",),
        ("More on:", "Africa", "Trade"),
    ),
    "author": (
        ("About the author", "Ann Lee is a correspondent for Example Times in Nairobi."),
        ("Follow Ann Lee on Twitter",),
        ("Ann Lee covers East Africa for Example Times. Follow her on Twitter @annlee",),
        ("Follow @annlee on X",),
    ),
}
ELSEWHERE = {
    "ar": (
        "اقرأ أيضاً",
        "شارك",
        "اشترك في النشرة البريدية",
        "إعلان",
        "جميع الحقوق محفوظة",
        "الأكثر قراءة",
        "مواضيع ذات صلة",
        "تابعنا على تويتر",
    ),
    "fr": (
        "À lire aussi",
        "Partager",
        "Inscrivez-vous à notre newsletter",
        "Publicité",
        "Tous droits réservés",
        "Les plus lus",
        "Lire la suite",
        "Nous utilisons des cookies pour améliorer votre expérience.",
        "Article réservé aux abonnés",
        "Tout accepter",
    ),
    "de": (
        "Lesen Sie auch",
        "Teilen",
        "Newsletter abonnieren",
        "Anzeige",
        "Alle Rechte vorbehalten",
        "Meistgelesen",
        "Mehr zum Thema",
        "Wir verwenden Cookies, um Ihnen das beste Erlebnis zu bieten.",
        "Alle akzeptieren",
        "Zur Startseite",
    ),
    "es": (
        "Lea también",
        "Compartir",
        "Suscríbase a nuestro boletín",
        "Publicidad",
        "Todos los derechos reservados",
        "Lo más leído",
        "Te puede interesar",
        "Utilizamos cookies para mejorar su experiencia.",
        "Aceptar todo",
        "Noticias relacionadas",
    ),
}
HEADINGS = (
    "Related Articles",
    "Read More",
    "Most Read",
    "More from Example Times",
    "Recommended Stories",
    "You may also like",
    "RELATED STORIES",
    "Also Read",
    "Most Popular",
    "Editor's Picks",
    "Latest News",
    "More in World",
    "Related",
    "What to read next",
    "Trending",
    "From our partners",
    "More on this story",
)
INLINE = (
    "Read More: {}",
    "Read also: {}",
    "READ: {}",
    "Related: {}",
    "See also: {}",
    "ALSO READ | {}",
    "Read more here: {}",
    ">> {}",
    "Watch: {}",
    "Opinion: {}",
    "RELATED: {}",
    "► {}",
    "Also on Example: {}",
    "Don't miss: {}",
    "Read more: {}",
    "Must read: {}",
)


def _put(chance: random.Random, sheet: Sheet, lines: list[str], place: str) -> None:
    assert sheet.gold
    sheet.gold.boilerplate += lines
    if place == "head":
        sheet.below = [*sheet.below, *lines]
    elif place == "middle":
        at = chance.randrange(1, len(sheet.blocks)) if len(sheet.blocks) > 1 else len(sheet.blocks)
        sheet.blocks[at:at] = ["\n".join(lines)]
    else:
        sheet.tail += lines


def _add(name: str, place: str) -> None:
    @each_sheet(f"{name} block at the {place}")
    def _(chance: random.Random, sheet: Sheet) -> None:
        _put(chance, sheet, list(chance.choice(BLOCKS[name])), place)


for _name in BLOCKS:
    for _place in ("head", "middle", "tail"):
        _add(_name, _place)


def _list(chance: random.Random, mark: str) -> list[str]:
    links = chance.sample(LINKS, chance.randint(2, 5))
    return [f"{mark.replace('1', str(number))}{link}" for number, link in enumerate(links, 1)]


def _add_list(name: str, marks: tuple[str, ...], place: str) -> None:
    @each_sheet(f"{name} at the {place}")
    def _(chance: random.Random, sheet: Sheet) -> None:
        mark = chance.choice(marks)
        _put(chance, sheet, [chance.choice(HEADINGS), *_list(chance, mark)], place)


for _place in ("middle", "tail"):
    _add_list("list of links", ("- ", "• ", "* "), _place)
    _add_list("numbered list of links", ("1. ", "1) ", "1 "), _place)
    _add_list("bare list of links", ("",), _place)


@each_sheet("links in the line")
def _inline(chance: random.Random, sheet: Sheet) -> None:
    for _ in range(2):
        _put(chance, sheet, [chance.choice(INLINE).format(chance.choice(LINKS))], "middle")


def _add_language(code: str) -> None:
    @each_sheet(f"furniture in {code}")
    def _(chance: random.Random, sheet: Sheet) -> None:
        _put(chance, sheet, chance.sample(ELSEWHERE[code], 4), "tail")
        _put(chance, sheet, [chance.choice(ELSEWHERE[code])], "middle")


for _code in ELSEWHERE:
    _add_language(_code)


def _page_top(chance: random.Random, dump: Dump) -> None:
    dump.above = [
        *chance.choice(
            [
                ["Home", "World", "Politics", "Sport"],
                ["Example Times", "Monday, October 16, 2023", "Menu", "Search"],
            ]
        ),
        "",
    ]
    dump.boilerplate = [line for line in dump.above if line]


KINDS["page top before the first article"] = _page_top
