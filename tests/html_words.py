# ruff: noqa: E501 - markup and paragraphs stand on one line each
"""Made-up news in many languages, for the pages of `html_pages`: five paragraphs each, and a headline."""

TITLES = {
    "en": "Norwegian minister visits Tirana for talks on fishing rights",
    "de": "Norwegische Ministerin verhandelt in Tirana über Fischereirechte",
    "fr": "La ministre norvégienne à Tirana pour négocier les droits de pêche",
    "es": "La ministra noruega negocia en Tirana los derechos de pesca",
    "pt": "Ministra norueguesa negocia direitos de pesca em Tirana",
    "it": "La ministra norvegese a Tirana per i diritti di pesca",
    "ja": "ノルウェー外相がティラナ訪問、漁業権を協議へ",
    "zh": "挪威外交大臣访问地拉那商谈捕鱼权",
    "ar": "وزيرة خارجية النرويج تزور تيرانا لبحث حقوق الصيد",
    "tr": "Norveçli bakan balıkçılık hakları için Tiran'da",
    "ru": "Министр Норвегии прибыла в Тирану на переговоры о рыболовстве",
    "ko": "노르웨이 외교장관, 어업권 협의 위해 티라나 방문",
    "pl": "Norweska minister rozmawia w Tiranie o prawach połowowych",
    "nl": "Noorse minister praat in Tirana over visrechten",
    "fa": "سفر وزیر خارجه نروژ به تیرانا برای گفت‌وگو درباره حقوق ماهیگیری",
    "el": "Η Νορβηγίδα υπουργός στα Τίρανα για τα αλιευτικά δικαιώματα",
}
TEXTS = {
    "en": (
        "Norwegian Foreign Minister Kari Solberg met officials in Tirana on Tuesday to speak of fishing rights "
        "in the northern Adriatic, the first visit of its kind in nine years.",
        "“We have come to listen,” Solberg told reporters outside the ministry, adding that both governments had "
        "agreed to publish the figures on which the quotas rest.",
        "Her Albanian counterpart, Arben Hoxha, said the talks would go on in spring and thanked the guests for "
        "their patience after a winter of delays.",
        "Fishermen in Durres followed the visit with doubts. Several boats have stayed in the harbour since "
        "January, when the old agreement ran out and no new one was signed.",
        "A second round is planned for May in Bergen, where experts of both sides will present a common report "
        "on the stocks of cod and sardine.",
    ),
    "de": (
        "Die norwegische Außenministerin Kari Solberg ist am Dienstag in Tirana eingetroffen, um mit der Regierung "
        "über Fischereirechte in der nördlichen Adria zu sprechen.",
        "„Wir sind gekommen, um zuzuhören“, sagte Solberg vor dem Ministerium. Beide Regierungen wollten die Zahlen "
        "veröffentlichen, auf denen die Quoten beruhen.",
        "Ihr albanischer Kollege Arben Hoxha kündigte an, die Gespräche im Frühjahr fortzusetzen, und dankte den "
        "Gästen für ihre Geduld nach einem Winter voller Verzögerungen.",
        "Die Fischer in Durrës sehen den Besuch mit Zweifeln. Mehrere Boote liegen seit Januar im Hafen, weil das "
        "alte Abkommen ausgelaufen ist und kein neues unterzeichnet wurde.",
        "Eine zweite Runde ist für Mai in Bergen geplant. Fachleute beider Seiten sollen dort einen gemeinsamen "
        "Bericht über die Bestände vorlegen.",
    ),
    "fr": (
        "La ministre norvégienne des affaires étrangères, Kari Solberg, est arrivée mardi à Tirana pour parler des "
        "droits de pêche dans le nord de l’Adriatique.",
        "« Nous sommes venus pour écouter », a déclaré Mme Solberg devant le ministère, précisant que les deux "
        "gouvernements publieraient les chiffres sur lesquels reposent les quotas.",
        "Son homologue albanais, Arben Hoxha, a annoncé que les discussions se poursuivraient au printemps et a "
        "remercié ses hôtes de leur patience après un hiver de retards.",
        "Les pêcheurs de Durrës suivent la visite avec scepticisme. Plusieurs bateaux restent au port depuis "
        "janvier, l’ancien accord ayant expiré sans être remplacé.",
        "Une deuxième réunion est prévue en mai à Bergen, où les experts des deux pays présenteront un rapport "
        "commun sur l’état des stocks.",
    ),
    "es": (
        "La ministra noruega de Exteriores, Kari Solberg, llegó el martes a Tirana para hablar de los derechos de "
        "pesca en el norte del Adriático.",
        "“Hemos venido a escuchar”, dijo Solberg ante el ministerio, y añadió que los dos Gobiernos publicarán las "
        "cifras en las que se basan las cuotas.",
        "Su homólogo albanés, Arben Hoxha, anunció que las conversaciones continuarán en primavera y agradeció a los "
        "invitados su paciencia tras un invierno de retrasos.",
        "Los pescadores de Durres siguen la visita con dudas. Varios barcos permanecen en el puerto desde enero, "
        "cuando venció el acuerdo anterior.",
        "La segunda ronda está prevista para mayo en Bergen, donde los expertos presentarán un informe común sobre "
        "el estado de los caladeros.",
    ),
    "pt": (
        "A ministra norueguesa das Relações Exteriores, Kari Solberg, chegou na terça-feira a Tirana para discutir "
        "os direitos de pesca no norte do Adriático.",
        "“Viemos para ouvir”, disse Solberg diante do ministério, acrescentando que os dois governos publicarão os "
        "números em que se baseiam as cotas.",
        "Seu colega albanês, Arben Hoxha, anunciou que as conversas continuarão na primavera e agradeceu aos "
        "visitantes pela paciência depois de um inverno de atrasos.",
        "Os pescadores de Durres acompanham a visita com dúvidas. Vários barcos estão parados no porto desde "
        "janeiro, quando venceu o acordo anterior.",
        "Uma segunda rodada está prevista para maio em Bergen, onde especialistas apresentarão um relatório comum "
        "sobre os estoques.",
    ),
    "it": (
        "La ministra degli Esteri norvegese Kari Solberg è arrivata martedì a Tirana per parlare dei diritti di "
        "pesca nell'Adriatico settentrionale.",
        "«Siamo venuti per ascoltare», ha detto Solberg davanti al ministero, aggiungendo che i due governi "
        "pubblicheranno i dati su cui si basano le quote.",
        "Il collega albanese Arben Hoxha ha annunciato che i colloqui continueranno in primavera e ha ringraziato "
        "gli ospiti per la pazienza dopo un inverno di ritardi.",
        "I pescatori di Durazzo seguono la visita con dubbi. Diverse barche sono ferme in porto da gennaio, quando "
        "è scaduto il vecchio accordo.",
        "Un secondo incontro è previsto a maggio a Bergen, dove gli esperti presenteranno un rapporto comune sulle "
        "riserve ittiche.",
    ),
    "ja": (
        "ノルウェーのソルベルグ外相は5日、アルバニアの首都ティラナを訪れ、アドリア海北部の漁業権をめぐって政府高官と会談した。",
        "ソルベルグ外相は記者団に対し、「私たちは話を聞くために来た」と述べ、割当量の根拠となる数字を両政府が公表することで一致したと明らかにした。",
        "アルバニアのホッジャ外相は、春にも協議を続けるとしたうえで、冬の間の遅れを待ってくれた代表団に感謝の意を示した。",
        "港町ドゥラスの漁業者は慎重な見方を崩していない。旧協定が1月に失効して以来、多くの船が港にとどまったままだ。",
        "次回の協議は5月にベルゲンで開かれる予定で、双方の専門家が資源量に関する共同報告書を示す見通しだ。",
    ),
    "zh": (
        "挪威外交大臣索尔贝格5日抵达阿尔巴尼亚首都地拉那，就亚得里亚海北部的捕鱼权问题与该国官员举行会谈。",
        "索尔贝格对记者说：“我们是来倾听的。”她表示，两国政府同意公布配额所依据的数据，以便公众监督。",
        "阿尔巴尼亚外长霍查说，会谈将在春季继续进行，并感谢客人在经历了一个冬天的拖延之后仍保持耐心。",
        "都拉斯港的渔民对此次访问持怀疑态度。自今年1月旧协议到期以来，多艘渔船一直停泊在港口，没有出海。",
        "第二轮会谈定于5月在卑尔根举行，届时双方专家将提交一份关于鱼类资源状况的联合报告。",
    ),
    "ar": (
        "وصلت وزيرة الخارجية النرويجية كاري سولبرغ إلى تيرانا الثلاثاء لبحث حقوق الصيد في شمال البحر الأدرياتيكي مع "
        "المسؤولين الألبان.",
        "وقالت سولبرغ للصحافيين أمام مقر الوزارة: «جئنا لنستمع»، مضيفة أن الحكومتين اتفقتا على نشر الأرقام التي "
        "تستند إليها الحصص.",
        "وأعلن نظيرها الألباني أربن خوجة أن المحادثات ستستمر في الربيع، وشكر الضيوف على صبرهم بعد شتاء من التأجيل.",
        "ويتابع صيادو دوريس الزيارة بشيء من الشك، إذ بقيت قوارب عدة في الميناء منذ يناير حين انتهت مدة الاتفاق القديم.",
        "ومن المقرر عقد جولة ثانية في مايو بمدينة برغن، حيث يقدم خبراء الجانبين تقريراً مشتركاً عن المخزون السمكي.",
    ),
    "tr": (
        "Norveç Dışişleri Bakanı Kari Solberg, kuzey Adriyatik'teki balıkçılık haklarını görüşmek üzere salı günü "
        "Tiran'a geldi.",
        "Solberg bakanlık önünde gazetecilere yaptığı açıklamada, \"Dinlemeye geldik\" dedi ve iki hükümetin kotaların "
        "dayandığı rakamları yayımlama konusunda anlaştığını söyledi.",
        "Arnavut mevkidaşı Arben Hoxha, görüşmelerin ilkbaharda süreceğini duyurdu ve gecikmelerle geçen kışın "
        "ardından konuklara sabırları için teşekkür etti.",
        "Dıraç'taki balıkçılar ziyareti kuşkuyla izliyor. Eski anlaşmanın sona erdiği ocak ayından bu yana birçok "
        "tekne limanda bekliyor.",
        "İkinci turun mayıs ayında Bergen'de yapılması planlanıyor. Uzmanlar burada balık stoklarına ilişkin ortak "
        "bir rapor sunacak.",
    ),
    "ru": (
        "Министр иностранных дел Норвегии Кари Сульберг прибыла во вторник в Тирану, чтобы обсудить права на "
        "рыболовство в северной части Адриатики.",
        "«Мы приехали слушать», — сказала Сульберг журналистам, добавив, что правительства двух стран договорились "
        "опубликовать данные, на которых основаны квоты.",
        "Ее албанский коллега Арбен Ходжа заявил, что переговоры продолжатся весной, и поблагодарил гостей за "
        "терпение после зимы, полной задержек.",
        "Рыбаки Дурреса следят за визитом с сомнением. Многие лодки стоят в порту с января, когда истек срок "
        "прежнего соглашения.",
        "Второй раунд намечен на май в Бергене, где эксперты представят совместный доклад о состоянии рыбных запасов.",
    ),
    "ko": (
        "노르웨이의 카리 솔베르그 외교장관이 5일 알바니아 수도 티라나를 방문해 아드리아해 북부의 어업권 문제를 논의했다.",
        "솔베르그 장관은 기자들에게 \"우리는 듣기 위해 왔다\"며 양국 정부가 할당량의 근거가 되는 수치를 공개하기로 합의했다고 말했다.",
        "아르벤 호자 알바니아 외교장관은 봄에도 협의를 이어가겠다고 밝히고, 겨울 내내 이어진 지연을 참아준 대표단에 감사를 표했다.",
        "두러스의 어민들은 이번 방문을 회의적으로 바라보고 있다. 옛 협정이 끝난 1월 이후 여러 척의 배가 항구에 묶여 있다.",
        "두 번째 협의는 5월 베르겐에서 열릴 예정이며, 양측 전문가들이 어족 자원에 관한 공동 보고서를 낼 계획이다.",
    ),
    "pl": (
        "Norweska minister spraw zagranicznych Kari Solberg przyjechała we wtorek do Tirany, aby rozmawiać o prawach "
        "połowowych na północnym Adriatyku.",
        "„Przyjechaliśmy, aby słuchać” – powiedziała Solberg dziennikarzom i dodała, że oba rządy opublikują dane, na "
        "których opierają się limity.",
        "Jej albański odpowiednik Arben Hoxha zapowiedział, że rozmowy będą kontynuowane wiosną, i podziękował gościom "
        "za cierpliwość po zimie pełnej opóźnień.",
        "Rybacy z Durrës patrzą na wizytę z niedowierzaniem. Wiele łodzi stoi w porcie od stycznia, kiedy wygasła "
        "poprzednia umowa.",
        "Drugą rundę zaplanowano na maj w Bergen, gdzie eksperci przedstawią wspólny raport o stanie zasobów.",
    ),
    "nl": (
        "De Noorse minister van Buitenlandse Zaken Kari Solberg is dinsdag in Tirana aangekomen om te praten over "
        "visrechten in het noorden van de Adriatische Zee.",
        "‘We zijn gekomen om te luisteren’, zei Solberg voor het ministerie. Beide regeringen zullen de cijfers "
        "publiceren waarop de quota zijn gebaseerd.",
        "Haar Albanese collega Arben Hoxha kondigde aan dat de gesprekken in het voorjaar doorgaan en bedankte de "
        "gasten voor hun geduld na een winter vol vertraging.",
        "De vissers in Durrës volgen het bezoek met twijfel. Verscheidene boten liggen sinds januari in de haven, toen "
        "het oude akkoord afliep.",
        "Een tweede ronde is gepland voor mei in Bergen, waar deskundigen een gezamenlijk rapport over de visstand "
        "presenteren.",
    ),
    "fa": (
        "وزیر خارجه نروژ، کاری سولبرگ، روز سه‌شنبه برای گفت‌وگو درباره حقوق ماهیگیری در شمال دریای آدریاتیک وارد تیرانا شد.",
        "سولبرگ به خبرنگاران گفت که برای شنیدن آمده‌اند و دو دولت پذیرفته‌اند آمارهایی را که سهمیه‌ها بر پایه آن‌هاست منتشر کنند.",
        "همتای آلبانیایی او، آربن خوجه، اعلام کرد که گفت‌وگوها در بهار ادامه خواهد یافت و از شکیبایی مهمانان پس از زمستانی پر تأخیر سپاسگزاری کرد.",
        "ماهیگیران دورس با تردید این سفر را دنبال می‌کنند. از ژانویه که توافق پیشین پایان یافت، چندین قایق در بندر مانده‌اند.",
        "دور دوم گفت‌وگوها برای ماه مه در شهر برگن برنامه‌ریزی شده است و کارشناسان گزارشی مشترک درباره ذخایر ماهی ارائه خواهند کرد.",
    ),
    "el": (
        "Η υπουργός Εξωτερικών της Νορβηγίας Κάρι Σόλμπεργκ έφτασε την Τρίτη στα Τίρανα για να συζητήσει τα αλιευτικά "
        "δικαιώματα στη βόρεια Αδριατική.",
        "«Ήρθαμε για να ακούσουμε», είπε η Σόλμπεργκ στους δημοσιογράφους, προσθέτοντας ότι οι δύο κυβερνήσεις θα "
        "δημοσιεύσουν τα στοιχεία στα οποία βασίζονται οι ποσοστώσεις.",
        "Ο Αλβανός ομόλογός της Αρμπέν Χότζα ανακοίνωσε ότι οι συνομιλίες θα συνεχιστούν την άνοιξη και ευχαρίστησε "
        "τους επισκέπτες για την υπομονή τους.",
        "Οι ψαράδες του Δυρραχίου παρακολουθούν την επίσκεψη με αμφιβολία. Πολλά σκάφη μένουν στο λιμάνι από τον "
        "Ιανουάριο, όταν έληξε η παλιά συμφωνία.",
        "Ο δεύτερος γύρος προγραμματίζεται για τον Μάιο στο Μπέργκεν, όπου οι ειδικοί θα παρουσιάσουν κοινή έκθεση.",
    ),
}  # fmt: skip
