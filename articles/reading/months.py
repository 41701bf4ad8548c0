"""Names of months and weekdays, as they stand in datelines, captions and header lines → their numbers."""

from __future__ import annotations

import unicodedata

# "listopad" is left out: it is November in Polish and Czech, October in Croatian.
_MONTH_NAMES = (
    "january jan janvier janv januar jän enero ene gennaio gen janeiro januari stycznia styczeń "
    "января январь янв січня січень ocak يناير كانون_الثاني جانفي ژانویه",
    "february feb febr februar février fevrier févr febrero febbraio fevereiro fev februari lutego "
    "февраля февраль фев февр лютого лютий şubat subat فبراير شباط فيفري فوریه",
    "march mar mars märz maerz marzo março marco maart marca marzec марта март березня березень mart "
    "مارس آذار اذار",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр квітня квітень nisan "
    "أبريل ابريل إبريل نيسان أفريل آوریل",
    "may mai mayo maggio mag maio mei maja мая май травня травень mayıs mayis مايو أيار ايار ماي مه",
    "june jun juin juni junio giugno giu junho czerwca czerwiec июня июнь июн червня червень haziran "
    "يونيو يونيه حزيران جوان ژوئن",
    "july jul juillet juil juli julio luglio lug julho lipca lipiec июля июль июл липня липень temmuz "
    "يوليو يوليه تموز جويلية ژوئیه",
    "august aug août aout agosto ago augustus sierpnia sierpień августа август авг серпня серпень "
    "ağustos agustos أغسطس اغسطس آب أوت اوت آگوست",
    "september sept sep septembre septiembre setiembre settembre setembro września wrzesień "
    "сентября сентябрь сент вересня вересень eylül سبتمبر أيلول ايلول سپتامبر",
    "october oct octobre oktober okt octubre ottobre ott outubro października październik "
    "октября октябрь окт жовтня жовтень ekim أكتوبر اكتوبر تشرين_الأول تشرين_الاول اکتبر",
    "november nov novembre noviembre novembro ноября ноябрь нояб листопада листопад "
    "kasım kasim نوفمبر تشرين_الثاني نوامبر",
    "december dec décembre decembre dezember dez diciembre dic dicembre dezembro grudnia grudzień "
    "декабря декабрь дек грудня грудень aralık aralik ديسمبر كانون_الأول كانون_الاول دسامبر",
)
# The rest of Europe, South and South-East Asia; in Hebrew also with "in".
_MORE_MONTH_NAMES = (
    "ינואר בינואר ιανουαρίου ιανουάριος ianuarie ledna leden january januára tammikuuta siječnja "
    "јануар јануара januara януари जनवरी জানুয়ারি জানুয়ারী جنوری มกราคม yanvar jaanuar gener "
    "студзеня",
    "פברואר בפברואר φεβρουαρίου φεβρουάριος februarie února únor február februára helmikuuta veljače "
    "фебруар фебруара februara февруари फरवरी फ़रवरी ফেব্রুয়ারি ফেব্রুয়ারী فروری กุมภาพันธ์ fevral "
    "veebruar febrer лютага",
    "מרץ מרס במרץ במרס μαρτίου μάρτιος martie března březen március marts maaliskuuta ožujka марта "
    "marta मार्च মার্চ مارچ มีนาคม märts maret machi сакавіка",
    "אפריל באפריל απριλίου απρίλιος aprilie dubna duben április apríla huhtikuuta travnja април "
    "априла aprila अप्रैल এপ্রিল اپریل เมษายน aprel aprill aprili красавіка",
    "מאי במאי μαΐου μαίου μάιος května květen május mája maj toukokuuta svibnja мај маја मई মে مئی "
    "พฤษภาคม maig траўня",
    "יוני ביוני ιουνίου ιούνιος iunie června červen június júna kesäkuuta lipnja јун јуна juna юни "
    "जून জুন جون มิถุนายน iyun juuni juny чэрвеня",
    "יולי ביולי ιουλίου ιούλιος iulie července červenec július júla heinäkuuta srpnja јул јула jula "
    "юли जुलाई জুলাই جولائی กรกฎาคม iyul juuli juliol julai ліпеня",
    "אוגוסט באוגוסט αυγούστου αύγουστος srpna srpen augusztus augusta augusti elokuuta kolovoza "
    "avgusta अगस्त আগস্ট اگست สิงหาคม avqust agustus agosti agost жніўня",
    "ספטמבר בספטמבר σεπτεμβρίου σεπτέμβριος septembrie září szeptember septembra syyskuuta rujna "
    "септембар септембра септември सितंबर सितम्बर সেপ্টেম্বর ستمبر กันยายน sentyabr septemba setembre "
    "верасня",
    "אוקטובר באוקטובר οκτωβρίου οκτώβριος octombrie října říjen október októbra oktobra lokakuuta "
    "октобар октобра октомври अक्टूबर अक्तूबर অক্টোবর اکتوبر ตุลาคม oktyabr oktoober oktoba "
    "кастрычніка",
    "נובמבר בנובמבר νοεμβρίου νοέμβριος noiembrie listopadu novembra marraskuuta studenoga studenog "
    "новембар новембра ноември नवंबर नवम्बर নভেম্বর نومبر พฤศจิกายน noyabr novemba лістапада",
    "דצמבר בדצמבר δεκεμβρίου δεκέμβριος decembrie prosince prosinec decembra joulukuuta prosinca "
    "децембар децембра декември दिसंबर दिसम्बर ডিসেম্বর دسمبر ธันวาคม dekabr detsember desember "
    "desemba снежня",
)
_WEEKDAY_NAMES = (
    "monday mon lundi montag lunes lunedì segunda-feira segunda maandag poniedziałek понедельник понеділок "
    "pazartesi الاثنين الإثنين دوشنبه 星期一 周一 週一 礼拜一 月曜日 월요일",
    "tuesday tue tues mardi dienstag martes martedì terça-feira terça dinsdag wtorek вторник вівторок "
    "salı الثلاثاء سه‌شنبه سه_شنبه 星期二 周二 週二 礼拜二 火曜日 화요일",
    "wednesday wed mercredi mittwoch miércoles mercoledì quarta-feira quarta woensdag środa среда среду "
    "середа середу çarşamba الأربعاء الاربعاء چهارشنبه چهار‌شنبه 星期三 周三 週三 礼拜三 水曜日 수요일",
    "thursday thu thur thurs jeudi donnerstag jueves giovedì quinta-feira quinta donderdag czwartek "
    "четверг четвер perşembe الخميس پنجشنبه پنج‌شنبه 星期四 周四 週四 礼拜四 木曜日 목요일",
    "friday fri vendredi freitag viernes venerdì sexta-feira sexta vrijdag piątek пятница пятницу "
    "п'ятниця п'ятницю п’ятниця п’ятницю cuma الجمعة جمعه 星期五 周五 週五 礼拜五 金曜日 금요일",
    "saturday sat samedi samstag sonnabend sábado sabato zaterdag sobota суббота субботу субота суботу "
    "cumartesi السبت شنبه 星期六 周六 週六 礼拜六 土曜日 토요일",
    "sunday sun dimanche sonntag domingo domenica zondag niedziela воскресенье неділя неділю "
    "pazar الأحد الاحد یکشنبه یک‌شنبه 星期日 星期天 周日 週日 礼拜天 日曜日 일요일",
)
_MORE_WEEKDAY_NAMES = (
    "Δευτέρα Senin måndag mandag pondělí pondelok hétfő luni maanantai ponedjeljak понедељак "
    "понеделник सोमवार Jumatatu Isnin",
    "Τρίτη Selasa tisdag tirsdag úterý utorok kedd marți tiistai utorak уторак вторник मंगलवार Jumanne",
    "Τετάρτη Rabu onsdag středa streda szerda miercuri keskiviikko srijeda среда сряда बुधवार Jumatano",
    "Πέμπτη Kamis torsdag čtvrtek štvrtok csütörtök joi torstai četvrtak четвртак четвъртък गुरुवार Alhamisi",
    "Παρασκευή Jumat Jum’at fredag pátek piatok péntek vineri perjantai petak петак петък शुक्रवार Ijumaa",
    "Σάββατο Sabtu lördag lørdag sobota szombat sâmbătă lauantai subota субота събота शनिवार Jumamosi",
    "Κυριακή Minggu söndag søndag neděle nedeľa vasárnap duminică sunnuntai nedjelja недеља неделя "
    "रविवार Jumapili",
)


def _table(groups: tuple[str, ...], first: int) -> dict[str, int]:
    return {
        unicodedata.normalize("NFC", name.casefold()).replace("_", " "): number
        for number, names in enumerate(groups, first)
        for name in names.split()
    }


MONTHS = _table(_MONTH_NAMES, 1) | _table(_MORE_MONTH_NAMES, 1)
"""Month name in lower case → 1 to 12."""

WEEKDAYS = _table(_MORE_WEEKDAY_NAMES, 0) | _table(_WEEKDAY_NAMES, 0)
"""Weekday name in lower case → 0 (Monday) to 6, as date.weekday() counts."""
