"""Short and everyday names of places that the generated list does not have, and names that mean something else too."""

from __future__ import annotations

# By country code: what people write. Vietnamese names without accents need no entry: names are compared folded.
COUNTRIES = {
    "US": "USA|U.S.|U.S.A.|America|Hoa Kỳ|Mỹ|nước Mỹ|สหรัฐ|สหรัฐฯ|อเมริกา|EE. UU.|EE.UU.|EEUU|EUA|E.U.A."
    "|Amerika|Amerika Serikat|Amerika Syarikat|Etats-Unis|Amérique|अमेरिका|امريكا",
    "GB": "UK|U.K.|Britain|Great Britain|England|Scotland|Wales|Anh|nước Anh|Anh Quốc|อังกฤษ"
    "|Inglaterra|Gran Bretaña|Grã-Bretanha|Escocia|Escócia|Inggris|Britain Raya"
    "|Angleterre|Grande-Bretagne|Royaume Uni|Écosse|इंग्लैंड|ब्रिटेन|بريطانيا",
    "FR": "nước Pháp|Pháp",
    "DE": "nước Đức|Đức|เยอรมัน",
    "RU": "nước Nga|Nga|รัสเซีย|Rusia|Russie|Rússia|Federasi Rusia",
    "CN": "TQ|Trung Quốc|จีน|Tiongkok|Cina|China",
    "JP": "Nhật|nước Nhật|ญี่ปุ่น|Jepang|Jepun",
    "KR": "Korea Selatan|Hàn Quốc|Nam Hàn|เกาหลีใต้|Corea del Sur|Coreia do Sul|Corée du Sud|Korea",
    "KP": "Bắc Triều Tiên|Triều Tiên|เกาหลีเหนือ|Corea del Norte|Coreia do Norte|Corée du Nord|Korea Utara",
    "AU": "Úc|nước Úc|Australie",
    "IT": "nước Ý|Ý",
    "IN": "Ấn Độ|อินเดีย",
    "NL": "Holland|Hà Lan|Holanda|Hollande|Belanda|ฮอลแลนด์|Pays Bas",
    "MM": "Burma|พม่า|Miến Điện|Birmania|Birmanie|Birmânia",
    "AE": "UAE|U.A.E.|Emirates",
    "TR": "Turkey|Turkiye|Thổ Nhĩ Kỳ|ตุรกี|Turki",
    "CZ": "Czech Republic|Cộng hòa Séc|República Checa|République tchèque",
    "PS": "Palestine|Palestina|Palestin|Gaza|กาซา|ปาเลสไตน์",
    "TW": "Đài Loan|ไต้หวัน|Taiwán",
    "HK": "Hong Kong|Hồng Kông|ฮ่องกง|Hongkong",
    "IR": "อิหร่าน|Irã|Irão",
    "SA": "ซาอุ|Saudi|Arab Saudi|Ả Rập Xê Út|Ả Rập Saudi",
    "PH": "Filipina|Filipinas|Phi-líp-pin",
    "KH": "Cambodia|Campuchia|เขมร|Kamboja|Kemboja",
    "CD": "DRC|DR Congo",
    "CI": "Côte d'Ivoire|Ivory Coast",
}
CITIES = {
    ("VN", "Ho Chi Minh City"): "Saigon|Sài Gòn|TPHCM|TP.HCM|TP HCM|TP. Hồ Chí Minh|Hồ Chí Minh City|ไซง่อน|Saigón",
    ("VN", "Hanoi"): "Hà Nội|TP Hà Nội|Hanói|Hanoï",
    ("VN", "Da Nang"): "Đà Nẵng|ดานัง",
    ("TH", "Bangkok"): "Băng Cốc|Băng-cốc|กทม|กทม.|บางกอก|Krung Thep",
    ("CN", "Beijing"): "Peking|Bắc Kinh|ปักกิ่ง|Pekín|Pequim|Pékin",
    ("CN", "Shanghai"): "Thượng Hải|เซี่ยงไฮ้|Shanghái|Xangai",
    ("CN", "Wuhan"): "Vũ Hán|อู่ฮั่น|Ouhan",
    ("US", "New York City"): "New York|Nueva York|Nova York|Nova Iorque|นิวยอร์ก|NYC|N.Y.C.|Niu Yoóc",
    ("US", "Washington"): "Washington DC|Washington D.C.|Washington, D.C.|วอชิงตัน|Oa-sinh-tơn",
    ("US", "Los Angeles"): "LA|L.A.|ลอสแอนเจลิส|ลอสแอนเจลีส",
    ("GB", "London"): "Luân Đôn|ลอนดอน|Londres",
    ("FR", "Paris"): "Pa-ri|ปารีส",
    ("RU", "Moscow"): "Moskva|Mát-xcơ-va|Moskwa|มอสโก|มอสโคว์|Moscú|Moscou|Moscovo|Moskow",
    ("JP", "Tokyo"): "โตเกียว|Tóquio|Tokio",
    ("KR", "Seoul"): "โซล|Seúl|Séoul|Xê-un",
    ("DE", "Berlin"): "เบอร์ลิน|Berlín|Berlim|Béc-lin",
    ("MX", "Mexico City"): "Ciudad de México|CDMX|Cidade do México|Mexico DF",
    ("IN", "Delhi"): "New Delhi|เดลี|นิวเดลี|Nueva Delhi|Nova Délhi",
    ("IN", "Mumbai"): "Bombay|มุมไบ|Bombaim",
    ("UA", "Kyiv"): "Kiev|เคียฟ|Kiew",
    ("SG", "Singapore"): "",
}
# Written the same as something else: they show that a place is spoken of, never that it is another one.
ALSO_WORDS = frozenset(
    """
    us as la ai an my uc y nga anh phap duc nhat of man nice mobile reading orange batman bath split worth
    gaza korea saudi america amerika chad jordan georgia turkey guinea niger china holland wales
    victoria santiago santa san jackson lincoln madison houston austin charlotte dallas washington florence
    lao lima leon valencia cordoba merida durango como can tho hue vinh long bien hoa linh
    """.split()  # noqa: SIM905
)
