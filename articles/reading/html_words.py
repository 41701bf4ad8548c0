"""The words that name the furniture of news pages: in class names, and at the start of lines, by language."""

from __future__ import annotations

import re

from articles.reading.boilerplate import RELATED

LINK, FURNITURE, PAID = "link to another story", "page furniture", "subscription notice"
BOX = "box beside the text"

TAGS = {
    "nav": FURNITURE, "aside": BOX, "footer": FURNITURE, "form": "form", "button": "button",
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

_LINES: dict[str, tuple[str, ...]] = {
    "newsletter form": (
        r"(?:melden sie sich|abonnieren sie|abonnez-vous|inscrivez-vous|suscríbete|suscríbase|iscriviti|"
        r"assine|inscreva-se|подпи(?:шитесь|сывайтесь)|subscribe to|sign up (?:for|to)|abone ol|اشترك)"
        r".{0,120}"
        r"(?:newsletter|boletín|lettre|inbox|telegram|youtube|канал|рассылк|نشرة|قناة).{0,80}",
        r"sign up here\b.{0,40}|(?:after|before) newsletter (?:promotion|sign-?up)",
    ),
    PAID: (
        r"(?:get|enjoy|unlock) (?:unlimited|full|instant|complete)(?: digital)? access\b.{0,160}",
        r"already (?:a |have an? )?(?:subscriber|subscribed|member|registered|subscription|account)\b.{0,80}",
        r"(?:please )?(?:subscribe|register|sign in|log ?in|sign up)(?: now| today| here)?(?:, or \w+)? "
        r"(?:to|for) (?:read|continue|unlock|keep reading|view|access|(?:full|unlimited) access).{0,160}",
        r"(?:you have|you['’]ve) (?:read|reached|used) .{0,40}(?:free (?:articles?|stories)|limit).{0,120}",
        r"start your (?:free )?(?:trial|subscription).{0,120}",
        r"(?:jetzt (?:abonnieren|testen|abo abschließen)|weiterlesen mit).{0,100}",
        r"(?:diesen|den|ganzen) artikel weiterlesen.{0,100}",
        r"(?:sie haben|haben sie|du hast) (?:bereits|schon) ein (?:abo|abonnement|konto|digitalabo)\b.{0,60}",
        r"déjà abonnée?.{0,60}",
        r"(?:pour lire la suite|lisez la suite|abonnez-vous (?:pour|dès|à partir)).{0,120}",
        r"¿?ya (?:eres|es) suscriptor.{0,60}|suscríb(?:ete|ase) para (?:leer|seguir|continuar).{0,120}",
        r"(?:sei )?già abbonato.{0,60}|abbonati per (?:leggere|continuare).{0,120}",
        r"já é assinante.{0,60}|assine para (?:ler|continuar).{0,120}",
        r"оформите подписку.{0,120}|уже есть подписка.{0,60}",
        r"zaten abone misiniz.{0,60}|masz już konto.{0,60}",
        r"(?:cet |l['’])article (?:est )?réservé aux abonnés.{0,80}",
        r"il vous reste [\d.,]+ ?% de cet article.{0,80}",
        r"dieser (?:artikel|text|inhalt) ist (?:nur )?für abonnent.{0,80}|(?:jetzt )?weiterlesen mit .{2,60}",
        r"(?:contenido|artículo) (?:exclusivo|solo) para suscriptores.{0,60}",
        r"conteúdo exclusivo para assinantes.{0,60}",
        r"this (?:article|story|content) is (?:for|only available to) (?:our )?subscribers.{0,80}",
        r"(?:to )?continue reading,? (?:please )?(?:subscribe|log ?in|sign in|register).{0,80}",
        r"(?:この記事は)?.{0,4}有料会員.{0,60}|(?:この記事は有料記事です。\s*)?残り[\d,]+文字.{0,40}|この記事は会員限定.{0,40}",
        r"contenuto riservato agli abbonati.{0,60}|материал доступен только подписчикам.{0,60}",
    ),
    "share button": (
        r"partager|teilen|compartir|compartilhar|condividi|поделиться|paylaş|مشاركة|分享(?:到|至)?|シェア|공유",
        r"copier le lien|link kopieren|copiar enlace|share this.{0,40}|like this story\?.{0,60}",
        r"follow .{2,40} on (?:twitter|x|facebook|instagram|telegram|whatsapp).{0,60}",
        r"follow .{2,60} at https?://\S+",
    ),
    "advertisement": (
        r"werbung|anzeige|publicité|publicidade?|pubblicità|реклама|reklama|reklam|advertentie|annonse?",
        r"広告|广告|廣告|광고|إعلان|スポンサーリンク|skip advertisement",
        r"passer la publicité|haberin devamı|विज्ञापन",
    ),
    "rights": (
        r"(?:©|\(c\)|copyright).{0,140}|.{0,40}(?:all rights reserved|alle rechte vorbehalten|"
        r"tous droits réservés|(?:todos los derechos|todos os direitos) reservados|riproduzione riservata|"
        r"все права защищены|tüm hakları saklıdır|wszelkie prawa zastrzeżone|جميع الحقوق محفوظة).{0,80}",
        r".{0,40}(?:無断転載|无断转载|未经授权|版权所有|版權所有|저작권자|무단 ?전재).{0,80}",
    ),
    "editors": (
        r"(?:[【\[(（][^】\])）]{1,30}[】\])）]\s*)*[【\[(（]?(?:责任编辑|責任編輯|编辑|編輯|校对|审核|来源|來源|作者)"
        r"\s*[:：].{1,40}",
        r"[《（(]?\s*[^\s《》（）()]{2,12}\s*》?\s*[（(]\s*\d{4}年\d{1,2}月\d{1,2}日.{0,12}版\s*[）)]",
        r"a version of this article (?:appears|appeared) in print.{0,200}",
        r"quelle(?:n)?\s*:\s*.{2,60}|المصدر\s*[:：].{2,60}",
        r"\S{1,40}@[\w.-]+\.\w{2,10}|[^\W\d_]{2,4} ?기자 ?\S{1,40}@[\w.-]+",
    ),
    FURNITURE: (
        r"(?:please )?(?:enable|turn on|activate) java ?script.{0,200}|you need java ?script.{0,120}",
        r".{0,120}java ?script (?:is|must be|has been) "
        r"(?:disabled|turned off|(?:not )?enabled|required).{0,200}",
        r"(?:an dieser stelle finden sie|mit ihrer zustimmung wird|um eingebettete inhalte).{0,220}",
        r"(?:empfohlener (?:redaktioneller|externer)|externer) inhalt(?: von \w+)?",
        r"inhalt (?:laden|aktivieren)",
        r"dieses (?:thema|element) (?:im programm|enthält daten).{0,200}",
        r"diese (?:audioversion|audiofassung) wurde.{0,120}",
        r"\(?(?:dieser|der) (?:artikel|text|beitrag) (?:wurde|ist|erschien).{0,60}"
        r"(?:erstmals|zuerst) (?:veröffentlicht|erschienen)?.{0,60}",
        r"\(?except for the headline,? this story has not been edited.{0,120}",
        r"sigue (?:toda )?la información .{0,160}",
        # What is printed around a page: where it comes from, which of several it is.
        r"(?:printed from|article printed from|url to article|(?:source|original|article) url|permalink|"
        r"artikel gedruckt von|adresse zum artikel|imprimé (?:de|depuis)|article imprimé (?:de|depuis)|"
        r"impreso (?:de|desde)|stampato da|напечатано с|адрес статьи|[原本]文(?:网址|链接))\b.{0,60}?"
        r"(?:[:：]\s*)?(?:https?://|www\.)\S+",
        r"this (?:article|page|document) was (?:downloaded|printed|saved|retrieved|captured)\b.{0,200}",
        r"\W{0,4}[^\W\d_][^.!?:]{0,60}\s[-–—|]\s*https?://\S+\W{0,4}",
        r"(?:page|seite|página|pagina|страница|sivu|strona) \d{1,3} (?:of|von|de|di|из|/) \d{1,3}\b.{0,80}",
        r"(?:continued on|continue to|weiter auf|suite (?:en|à la)|sigue en|continua a) "
        r"(?:the next page|next page|page|seite|página|pagina)\b.{0,120}",
        r"(?:next|previous|nächste|vorherige|vorige) (?:page|seite)|page suivante|página siguiente",
        r"view (?:this (?:e-?mail|message|newsletter) )?(?:online )?in (?:your |a |the )?browser.{0,40}",
        r"(?:im browser (?:ansehen|anzeigen|öffnen)|voir (?:dans|sur) (?:le|votre) navigateur).{0,40}",
        r"explore further|your browser does not support.{0,120}|end of list|list of \d+ items",
        r"this (?:video|content) (?:can ?not|is not) (?:be )?(?:played|available).{0,120}",
    ),
}
LINES = tuple((reason, re.compile("|".join(lines), re.IGNORECASE)) for reason, lines in _LINES.items())
"""Reasons, each with the lines that are furniture as a whole."""

COMMENTS = "comments"
OPENS_COMMENTS = re.compile(
    r"(?:(?:your|reader|readers['’]|user|leave a|\d{1,5}) (?:comments?|replies|responses)|"
    r"comments?(?: \(\d{1,5}\))?|\d{1,5} (?:kommentare?|commentaires?|comentarios?|comentários?|commenti)|"
    r"(?:leser)?kommentare|(?:vos )?commentaires|comentarios|comentários|commenti|reacties|kommentarer|"
    r"(?:комментарии|коментарі|комментариев)(?: \(\d{1,5}\))?|التعليقات|تعليقات القراء|نظرات|תגובות|"
    r"评论|网友评论|評論|コメント|댓글|yorumlar|komentarze)\s*[:：]?",
    re.IGNORECASE,
)
"""Headings of what readers say."""

ASKS_CONSENT = re.compile(
    r"\b(?:cookies?|consent\w*|privacy|personal data|tracking|preferences|datenschutz\w*|einwillig\w*|"
    r"zustimm\w*|personenbezogene\w*|tracker\w*|données personnelles|accepter|datos personales|"
    r"dati personali|privacidad\w*|dados pessoais|çerez\w*|персональн\w+ данн\w+|ciasteczk\w*|"
    r"ملفات تعريف الارتباط|"
    r"(?:our|their|unsere|nos|nuestros|nossos|nostri|\d+)(?: [^\W\d_]+)? "
    r"(?:partners?|partenaires|socios|parceiros|партн[её]р\w*))\b",
    re.IGNORECASE,
)
"""Words of pages that ask for consent to cookies, by language."""
