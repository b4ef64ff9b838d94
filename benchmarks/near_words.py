"""The words by which near misses are made: what a negation goes before, opposites, words for numbers, months."""

# ruff: noqa: E501, SIM905  (tables of words)

from __future__ import annotations

# Auxiliaries: the negation goes behind them in English, before them elsewhere.
EN_AUX = "is are was were will would can could should must may might has have had does did do".split()
EN_VERBS = """cause cure prevent contain kill show say make increase reduce protect help work spread die win lose give take
pay allow ban approve announce confirm admit claim reveal include provide offer contract create destroy eliminate treat
boost trigger damage affect lead support want plan call ask tell refuse agree sign order arrest shoot attack burn drop sell
buy own receive send use eat drink remove add raise cut block pass vote visit meet predict warn depict document feature
start stop end begin close open wear write post publish share donate resign marry divorce endorse delete deploy""".split()
EN_PAST = {"said": "say", "made": "make", "gave": "give", "took": "take", "paid": "pay", "won": "win", "lost": "lose",
           "led": "lead", "told": "tell", "shot": "shoot", "sold": "sell", "bought": "buy", "sent": "send", "ate": "eat",
           "drank": "drink", "met": "meet", "began": "begin", "wore": "wear", "wrote": "write", "went": "go",
           "came": "come", "found": "find", "caught": "catch", "threw": "throw", "left": "leave", "got": "get",
           "became": "become", "held": "hold", "built": "build", "stole": "steal", "spent": "spend"}  # fmt: skip

EN_NOT_BEHIND = frozenset("by in at for with on from of to as and or under".split())

# Word (or ending in "*" for a beginning) -> with the negation in its place. Tried in this order.
BEFORE = {
    "vi": {
        "không phải là": "là", "không được": "được", "không thể": "có thể", "có thể": "không thể", "sẽ": "sẽ không",
        "đã": "chưa từng", "đang": "không", "bị": "không bị", "được": "không được", "là": "không phải là",
        "giúp": "không giúp", "gây": "không gây", "chữa": "không chữa", "làm": "không làm", "ngừa": "không ngừa",
        "phòng": "không phòng", "chứa": "không chứa", "có": "không có", "cho": "không cho", "nên": "không nên",
        "tăng": "không tăng", "giảm": "không giảm", "phải": "không phải", "tiêu diệt": "không tiêu diệt",
        "ngăn": "không ngăn", "cấm": "không cấm", "thu": "không thu", "đạt": "không đạt", "chiếm": "không chiếm",
    },
    "th": {
        "สามารถ": "ไม่สามารถ", "ทำให้": "ไม่ได้ทำให้", "ช่วย": "ไม่ช่วย", "ป้องกัน": "ไม่ป้องกัน", "รักษา": "ไม่รักษา",
        "เป็น": "ไม่ได้เป็น", "กล่าว": "ไม่ได้กล่าว", "แสดง": "ไม่ได้แสดง", "ถูก": "ไม่ได้ถูก", "จะ": "จะไม่", "ต้อง": "ไม่ต้อง",
        "ฆ่า": "ไม่ฆ่า", "เสียชีวิต": "ไม่ได้เสียชีวิต", "ติดเชื้อ": "ไม่ได้ติดเชื้อ", "ประกาศ": "ไม่ได้ประกาศ", "คือ": "ไม่ใช่",
        "มีผล": "ไม่มีผล", "เกิดจาก": "ไม่ได้เกิดจาก", "อนุมัติ": "ไม่อนุมัติ", "พบ": "ไม่พบ", "เพิ่ม": "ไม่ได้เพิ่ม",
    },
    "es": dict.fromkeys(
        """es son está están fue fueron era eran será serán ha han había habían puede pueden podrá va van tiene tienen
        causa causan cura curan provoca provocan previene contiene contienen muestra muestran mata matan dice dijo murió
        mueren hizo hace dio recibió anunció prohibió aprobó ganó perdió sirve ayuda ayudan elimina reduce aumenta produce
        protege funciona afirma asegura confirmó ordenó pidió quiere permite llegó cayó aparece existe vende""".split(), "no {}"),
    "pt": dict.fromkeys(
        """é são está estão foi foram era eram será serão tem têm pode podem vai vão há causa causam cura curam provoca
        provocam previne contém mostra mostram mata matam diz disse morreu morreram fez faz deu recebeu anunciou proibiu
        aprovou ganhou perdeu serve ajuda ajudam elimina reduz aumenta produz protege funciona afirma afirmou confirmou
        mandou pediu quer permite chegou caiu aparece existe vende criou pagou gastou prendem descobrem propôs""".split(), "não {}"),
    "fr": dict.fromkeys(
        """est sont était étaient fut sera seront a ont avait avaient peut peuvent va vont doit doivent cause causent
        guérit provoque provoquent contient contiennent montre montrent tue tuent dit fait font aide aident protège
        réduit augmente permet existe affirme annonce interdit autorise vend respecte respectent devient fonctionne
        transmet déclenche prouve reçoit gagne touche""".split(), "ne {} pas"),
    "id": {
        "adalah": "bukan", "merupakan": "bukan merupakan", "akan": "tidak akan", "dapat": "tidak dapat",
        "bisa": "tidak bisa", "boleh": "tidak boleh", "telah": "belum", "sudah": "belum", "ialah": "bukan",
        "ada": "tidak ada", "mampu": "tidak mampu", "me*": "tidak {}", "di*": "tidak {}", "ber*": "tidak {}",
        "ter*": "tidak {}", "mati": "tidak mati", "sembuh": "tidak sembuh", "aman": "tidak aman",
    },
}  # fmt: skip
# Begins like a verb, is none.
ID_NOUNS = frozenset(
    """media meninggal merah mereka menit merdeka meter meja mesin mesir menteri medan dirinya dia dinas direktur
    digital dinding dini diri diabetes dimana di dari terhadap tersebut terbaru tentang tentara tentera teman tertentu berita beberapa
    besar bersama berat berlaku terakhir terkait berbagai bernama berusia bersih berdasarkan menurut merek""".split()
)
# What stands between "no" and the verb in Spanish, Portuguese and French.
CLITICS = {
    "es": "se|le|les|lo|me|te|nos",
    "pt": "se|lhe|lhes|me|te|nos",
    "fr": "se|s'|me|te|lui|leur|y|en|nous|vous|l'",
}
REMOVE = {
    "en": [(r"\b(is|are|was|were|will|would|can|could|should|must|may|might|has|have|had) not (?!only\b)", r"\1 "),
           (r"\bcannot\b", "can"), (r"\bcan['’]t\b", "can"), (r"\bwon['’]t\b", "will"),
           (r"\b(is|are|was|were|would|could|should|has|have|had)n['’]t\b", r"\1"),
           (r"\b(does|do|did)n['’]t\b", r"\1"), (r"\b(does|do|did) not\b", r"\1"), (r"\bnever (?=\w)", ""),
           (r"\bno longer\b", "still"), (r"\bno evidence\b", "evidence"), (r"\bwithout\b", "with")],
    "vi": [(r"\bkhông phải là\b", "là"), (r"\bkhông còn\b", "vẫn còn"), (r"\bkhông thể\b", "có thể"),
           (r"(?<!hàng )(?<!đúng )(?<!phải )\bkhông (?!ạ|nhỉ|vậy|các|mọi|khí|gian|quân|tưởng|lực|phận)(?=\w)", ""), (r"\bchưa (từng )?(?=\w)", "đã "),
           (r"\bchẳng (?=\w)", ""), (r"\bđừng (?=\w)", "hãy ")],
    "th": [("ไม่ใช่", "คือ"), ("ไม่ได้", ""), ("(?<!หรือ)(?<!ใช่)ไม่(?!้)", ""), ("มิได้", ""), ("อย่า(?!ง)", "ให้")],
    "es": [(r"\bno (?=(?:se |le |les |lo )?\w+)", ""), (r"\bnunca (?=\w)", "siempre "), (r"\bsin (?=\w)", "con ")],
    "pt": [(r"\bnão (?=\w)", ""), (r"\bnunca (?=\w)", "sempre "), (r"\bsem (?=\w)", "com ")],
    "fr": [(r"\b(?:ne |n['’])(\w+(?: \w+)?) (?:pas|jamais|plus)\b", r"\1"), (r"\bsans (?=\w)", "avec ")],
    "id": [(r"\b(?:tidak|tak|tiada) (?=\w)", ""), (r"\bbelum (?=\w)", "sudah "), (r"\bbukan (?=\w)", "adalah "),
           (r"\btanpa (?=\w)", "dengan "), (r"\bjangan (?=\w)", "")],
}  # fmt: skip
DENIALS = {
    "en": ["It is not true that {}", "It is false that {}", "There is no evidence that {}", "No, it isn't true: {}",
           "{}? That never happened", "Fact check: {} - this is false"],
    "vi": ["Không có chuyện {}", "Không đúng là {}", "Không có bằng chứng cho thấy {}", "{} là thông tin sai sự thật",
           "Bác bỏ tin {}", "{} là tin giả"],
    "th": ["ไม่จริงที่ว่า{}", "ไม่มีหลักฐานว่า{}", "{} เป็นข่าวปลอม", "{} ไม่เป็นความจริง"],
    "es": ["No es cierto que {}", "Es falso que {}", "No hay pruebas de que {}", "Nunca ocurrió: {}", "{}: es un bulo"],
    "pt": ["Não é verdade que {}", "É falso que {}", "Não há provas de que {}", "{}: é boato"],
    "fr": ["Il est faux que {}", "Ce n'est pas vrai : {}", "Rien ne prouve que {}", "Non, {} : c'est une intox"],
    "id": ["Tidak benar bahwa {}", "Tidak ada bukti bahwa {}", "Hoaks: {}", "{} itu tidak benar"],
    "ms": ["Tidak benar bahawa {}", "Tiada bukti bahawa {}", "{} adalah palsu", "{} itu tidak benar"],
}  # fmt: skip
# Two denials that say the same as none: for checking that nobody is fooled by the word alone.
AFFIRMATIONS = {"en": ["It is not false that {}", "It is not untrue that {}", "Nobody can deny that {}"]}

OPPOSITES = {
    "en": "increase/decrease increases/reduces increased/decreased before/after cures/causes prevents/causes kills/feeds"
    " more/less most/least higher/lower highest/lowest safe/dangerous legal/illegal allows/bans allowed/banned approved/rejected"
    " won/lost wins/loses alive/dead first/last male/female man/woman men/women boy/girl black/white left/right hot/cold"
    " north/south east/west best/worst raised/cut rise/fall rises/falls rose/fell supports/opposes supported/opposed"
    " mother/father husband/wife son/daughter hired/fired opened/closed oldest/youngest"
    " richest/poorest strengthens/weakens buys/sells bought/sold Democrats/Republicans Democrat/Republican real/fake"
    " good/bad morning/evening day/night summer/winter accepted/refused joined/left entered/left",
    "vi": "tăng/giảm trước/sau chữa/gây ngừa/gây nhiều/ít cao/thấp an_toàn/nguy_hiểm cho_phép/cấm thắng/thua sống/chết"
    " nam/nữ đàn_ông/phụ_nữ nóng/lạnh bắc/nam đầu_tiên/cuối_cùng mở/đóng mua/bán tốt/xấu lớn_nhất/nhỏ_nhất trên/dưới"
    " đồng_ý/từ_chối bắt/thả trai/gái ngày/đêm sớm/muộn ủng_hộ/phản_đối nhập_khẩu/xuất_khẩu",
    "th": "เพิ่ม/ลด ก่อน/หลัง รักษา/ก่อให้เกิด ป้องกัน/ทำให้เกิด ปลอดภัย/อันตราย อนุญาต/ห้าม ชนะ/แพ้ ผู้ชาย/ผู้หญิง เปิด/ปิด"
    " มากที่สุด/น้อยที่สุด สูงสุด/ต่ำสุด ร้อน/เย็น ซื้อ/ขาย เหนือ/ใต้ จับกุม/ปล่อยตัว สนับสนุน/คัดค้าน ครั้งแรก/ครั้งสุดท้าย",
    "es": "aumenta/reduce aumento/descenso antes/después cura/causa previene/provoca más/menos mayor/menor seguro/peligroso"
    " legal/ilegal permite/prohíbe aprobó/rechazó ganó/perdió vivo/muerto hombre/mujer hombres/mujeres primero/último"
    " primera/última norte/sur mejor/peor caliente/frío madre/padre apoya/rechaza compra/vende abrió/cerró día/noche subió/bajó",
    "pt": "aumenta/reduz aumento/queda antes/depois cura/causa previne/provoca mais/menos maior/menor seguro/perigoso"
    " legal/ilegal permite/proíbe aprovou/rejeitou ganhou/perdeu vivo/morto homem/mulher homens/mulheres primeiro/último"
    " primeira/última norte/sul melhor/pior quente/frio mãe/pai apoia/rejeita compra/vende abriu/fechou dia/noite subiu/caiu",
    "fr": "augmente/diminue hausse/baisse avant/après guérit/provoque prévient/provoque plus/moins sûr/dangereux légal/illégal"
    " autorise/interdit approuvé/rejeté gagné/perdu vivant/mort premier/dernier première/dernière"
    " nord/sud meilleur/pire chaud/froid mère/père soutient/rejette achète/vend ouvert/fermé jour/nuit",
    "id": "meningkatkan/menurunkan naik/turun sebelum/sesudah menyembuhkan/menyebabkan mencegah/menyebabkan lebih/kurang"
    " aman/berbahaya mengizinkan/melarang menang/kalah hidup/mati pria/wanita lelaki/perempuan pertama/terakhir panas/dingin"
    " utara/selatan timur/barat membeli/menjual dibuka/ditutup ibu/bapa ayah/ibu ditangkap/dibebaskan mendukung/menolak"
    " selepas/sebelum meningkat/menurun menyokong/menentang siang/malam terbesar/terkecil",
}

NUMBERS = {
    "en": "two three four five six seven eight nine ten".split(),
    "es": "dos tres cuatro cinco seis siete ocho nueve diez".split(),
    "pt": "dois três quatro cinco seis sete oito nove dez".split(),
    "fr": "deux trois quatre cinq six sept huit neuf dix".split(),
    "id": "dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(),
    "ms": "dua tiga empat lima enam tujuh lapan sembilan sepuluh".split(),
    "vi": "hai ba bốn năm sáu bảy tám chín mười".split(),
    "th": "สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ".split(),
}
# A word for a number counts only before one of these where it is also another word.
COUNTED = {
    "vi": "người|ngày|tháng|tuần|giờ|phút|lần|loại|con|trẻ|bệnh|triệu|tỷ|nghìn|ngàn|tấn|chiếc|cái|công ty|nước|quốc gia|liều",
    "th": "คน|วัน|เดือน|ปี|สัปดาห์|ชั่วโมง|นาที|ครั้ง|ชนิด|ตัว|ล้าน|แสน|หมื่น|พัน|ร้อย|แก้ว|ราย|ศพ|เม็ด|ประเทศ|ใบ|เครื่อง|ชั่วคน|รุ่น",
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember".split(),
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(),
}
KNOWN_COUNTRIES = """US GB FR DE IT ES PT RU CN JP IN BR MX AR CO CA AU TH VN ID MY PH KR TW SG KH LA MM TR IR IQ IL EG SA
ZA NG KE UA PL NL BE SE NO DK FI GR CH AT PK BD NP AF SY PE CL VE CU NZ IE MA DZ""".split()
VIETNAMESE_CITIES = (
    "Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ|Nha Trang|Đà Lạt|Vũng Tàu|Quảng Ninh|Nghệ An|Thanh Hóa|Bình Dương|Đồng Nai"
)
# First words of a sentence that lose their capital when something is put before them.
LOWERED = frozenset(
    "The A An In On This These There Some Un Una El La Los Las O Os Uma Le Les Une Des Người Uống Ăn Video Foto".split()
)
# In a run of capitalised words, these say that it is no person.
NOT_PEOPLE = """The A An In On At If When After Before This That Did Does Is Are Was Were Will Has Have Do Can Of For World United
National Health Organi[sz]ation University Department Court Supreme House White State States Party Bank Church Times Post News
Company Committee Association Ministry Minister Foundation Institute Center Centre Act Bill Day War Covid Street New Los Las El La
O Os As Um Uma Le Les Une? Des Kementerian Presiden Menteri Foto Video Universitas Coca Black Star Super Facebook Google Twitter
Academy Awards? Walk Hollywood Aid Foods? Coronavirus Hurricane Festival Park Point Home Mexican Muslims? American Americans Affairs
Green Airlines? Air Red Blue Gold Great Army Navy Force Police City County Island Beach Hills River Lake Mountain Planned Club
Cup League Games? Olympics? Series Show Movie Man Men Women Life Lives Matter School College High Street Road Hospital Clinic
International European African Asian Chinese Russian Indian French German British English Spanish Islamic Christian Catholic Jewish
Social Security Federal Central Senate Congress Republicans? Democrats? Amendment Constitution Administration Agency Bureau Service
Group Inc Corp Ltd Disney Netflix Apple Amazon Microsoft Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
March April June July August September October November December Christmas Thanksgiving Easter Halloween Ramadan Año Estado Estados
Unidos Ministério Polícia Justiça Tribunal Federal Supremo Globo Jornal Nacional Brasil Assembleia Câmara Deputados Senado Conselho
Ministère Conseil République Assemblée Nationale Parti Santé Hôpital Partai Rumah Sakit Jalan Pasukan Polis Kerajaan Negeri Parlimen
Majlis Perdana Yang Tidak Gambar Masjid Gunung Gempa Bandar Pulau Sungai Hotel""".split()
