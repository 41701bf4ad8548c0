"""The words that name the furniture of news pages: in class names, and at the start of lines, by language."""

from __future__ import annotations

import re

from articles.reading.boilerplate import RELATED

LINK, FURNITURE = "link to another story", "page furniture"

TAGS = {
    "nav": FURNITURE, "aside": "box beside the text", "footer": FURNITURE, "form": "form", "button": "button",
    "select": "form", "input": "form", "textarea": "form", "label": "form", "dialog": "box over the page",
    "menu": FURNITURE, "audio": "player", "video": "player", "progress": "player",
}  # fmt: skip
"""Elements that are never news text, with the reason."""

ROLES = {
    "navigation", "complementary", "dialog", "alertdialog", "contentinfo", "search", "menu", "menubar",
    "tooltip",
}  # fmt: skip
"""Values of the attribute "role" that are never news text."""

CLASSES = {
    word: reason
    for reason, names in {
        RELATED: (
            "related relateds relatedarticles relatedcontent relatedstories relatedlinks recirc "
            "recirculation recommended recommendation recommendations recommender readmore readalso "
            "mostread mostpopular trending popular teasers morenews morestories morefrom outbrain "
            "taboola crosslink crosslinks seealso verwandte relacionadas relacionados relacionada "
            "relacionado lireaussi alireaussi leggianche similar linklist moreon upnext onward "
            "inlinelink"
        ),
        "newsletter form": ("newsletter newsletters signup subscribe subscription nlsignup optin"),
        "share button": (
            "share sharing shares sharebar sharebuttons sharetools social socials socialshare addthis "
            "sharethis follow followus"
        ),
        "cookie notice": ("cookie cookies consent gdpr cmp onetrust privacy didomi"),
        "advertisement": (
            "ad ads advert adverts advertisement advertising adslot adunit adsense adwrapper sponsored "
            "sponsor dfp publicidad werbung anzeige publicite promo promos promotion affiliate "
            "commercial"
        ),
        "comments": ("comments comment disqus commentlist commentaires kommentare comentarios respond"),
        "about the author": (
            "authorbio authorbox authorinfo bio biography aboutauthor aboutauthors autorenbox"
        ),
        "embedded post": ("twittertweet instagrammedia tiktokembed fbpost blueskyembed twitterembed"),
        FURNITURE: (
            "breadcrumb breadcrumbs pagination skiplink skiplinks toolbar sidebar footer nav navigation "
            "tags taglist tagslist keywords topiclist hashtags print modal popup overlay tooltip "
            "visuallyhidden sronly screenreadertext donotprint noprint usermenu toc survey poll quiz "
            "rating mostviewed"
        ),
    }.items()
    for word in names.split()
}
"""Parts of class names (one word, or two joined) that mark furniture, with the reason."""

# Words that open a line with a link to another story. A colon or the like follows, or nothing.
_MORE = (
    r"read (?:more|also|next)|also read|see also|related|more on this|more:|watch(?: also)?|"
    r"lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu|lesen)|siehe auch|auch interessant|lire aussi|"
    r"à lire(?: aussi| également)?|voir aussi|à voir(?: aussi)?|lee (?:también|más|además)|"
    r"leer (?:más|también)|te puede interesar|le puede interesar|ver también|más información|"
    r"mira también|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|"
    r"leggi (?:di più|pure)|vedi anche|per approfondire|lees (?:ook|meer)|bekijk ook|"
    r"läs (?:också|mer|även)|les (?:også|mer)|læs (?:også|mere)|lue (?:myös|lisää)|"
    r"czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również)|přečtěte si|čtěte (?:také|více)|"
    r"citește și|citiţi și|olvasson tovább|olvasta már|ilgili haber(?:ler)?|bunu da oku(?:yun)?|"
    r"ayrıca bakınız|devamını oku|διαβάστε (?:επίσης|ακόμη|περισσότερα)|"
    r"читайте (?:также|ещё|еще|на эту тему)|смотрите также|по теме|читайте також|дивіться також|"
    r"более подробно|بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|اقرأ (?:أيضا|أيضاً|المزيد)|"
    r"إقرأ (?:أيضا|أيضاً|المزيد)|شاهد (?:أيضا|أيضاً)|مواضيع ذات صلة|קראו (?:גם|עוד)|"
    r"baca (?:juga|selengkapnya)|xem thêm|đọc thêm|関連(?:記事|ニュース)|"
    r"あわせて読みたい|こちらも(?:読む)?|"
    r"もっと読む|続きを読む|"
    r"相关(?:阅读|新闻|报道|链接)|延伸(?:阅读|閱讀)|"
    r"相關(?:新聞|閱讀|報導)|更多(?:新闻|新聞|阅读)|"
    r"관련 ?(?:기사|뉴스)|더 ?(?:보기|읽기)|"
    r"यह भी पढ़ें|ये भी पढ़ें|आगे पढ़ें|आरो पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง"
)
OPENS_LINK = re.compile(rf"^\W{{0,3}}(?:{_MORE})(?:\s*[:：|–—>»→-]+|\s*$|\s*[【「『])", re.IGNORECASE)

_LINES = {
    "newsletter form": (
        r"(?:melden sie sich|abonnieren sie|abonnez-vous|inscrivez-vous|suscríbete|suscríbase|iscriv"
        r"iti|assine|inscreva-se|подпи(?:шитесь|сывайтесь)|subscribe to|sign up (?:for|to)|abone ol|"
        r"اشترك).{0,120}(?:newsletter|boletín|lettre|inbox|telegram|youtube|канал|рассылк|نشرة|قناة)"
        r".{0,80}"
    ),
    "share button": (
        r"(?:partager|teilen|compartir|compartilhar|condividi|поделиться|paylaş|مشاركة|分享(?:到|至)?|シェ"
        r"ア|공유|copier le lien|link kopieren|share this.{0,40}|like this story\?.{0,60}|follow .{2,40"
        r"} on (?:twitter|x|facebook|instagram|telegram|whatsapp).{0,60})"
    ),
    "advertisement": (
        r"werbung|anzeige|publicité|publicidad(?:e)?|pubblicità|реклама|reklama|reklam|広告|广告|廣告|광고|"
        r"advertentie|annonse?"
    ),
    FURNITURE: (
        r"(?:please )?(?:enable|turn on|activate) java ?script.{0,200}|.{0,120}java ?script (?:is|mu"
        r"st be|has been) (?:disabled|turned off|enabled|required|not enabled).{0,200}|explore furth"
        r"er|you need java ?script.{0,120}|your browser does not support.{0,120}|this (?:video|conte"
        r"nt) (?:can ?not|is not) (?:be )?(?:played|available).{0,120}"
    ),
}
LINES = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _LINES.items())
"""Reasons, each with the lines that are furniture as a whole."""
