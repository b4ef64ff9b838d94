"""How people ask about what they were told: "is it true that ...?", "my aunt sent me this: ...".

A judge that was only shown bare statements takes such words for a denial ("it is not true that ..."), and doubts the
very messages a desk exists for. So right and wrong pairs alike are read in these frames.
"""

from __future__ import annotations

import random

FRAMES = {
    "en": "Is it true that {}?|{}. Is this true?|Is this real? {}|{} - true or false?|Can somebody check this: {}"
    "|My aunt sent me this: {}|Forwarded as received: {}|Please share! {}|I heard that {}. Is that right?"
    "|{}. Fake or real?|Hello, is it correct that {}?|{}?? please tell me if this is real|Does anybody know if {}?",
    "vi": "{} có đúng không?|{} đúng không ạ|Có thật là {} không?|Có phải {} không mọi người"
    "|Nghe nói {}, có thật không?"
    "|Cho em hỏi {} có phải sự thật không ạ|Chia sẻ gấp! {}|{} Mẹ em gửi|Tin này đúng hay sai vậy: {}"
    "|{} thật không vậy mọi người|Mọi người ơi {} phải không|Ad ơi kiểm tra giúp em: {}|{}, tin thật hay tin giả vậy ạ",
    "th": "{} จริงไหม|{} จริงหรือเปล่า|{} จริงหรือไม่|จริงไหมที่{}|จริงหรือเปล่าคะที่{}"
    "|ช่วยเช็กหน่อยครับ {}|แชร์ด่วน! {}"
    "|แม่ส่งมา {}|{} ข่าวจริงหรือข่าวปลอม|ได้ยินมาว่า{} ใช่ไหมครับ|{} จริงมั้ยคะ|อันนี้จริงไหม {}",
    "es": "¿Es verdad que {}?|{} ¿es cierto?|¿Es real esto? {}|Me llegó esto: {}|Reenviado: {}"
    "|¿Alguien puede verificar? {}"
    "|He oído que {}, ¿es así?|¡Compartan! {}",
    "pt": "É verdade que {}?|{} isso é verdade?|Isso é real? {}|Minha tia me mandou: {}|Encaminhada: {}"
    "|Alguém pode checar? {}"
    "|Ouvi dizer que {}, procede?|Compartilhem! {}|{} é fake ou é verdade?",
    "fr": "Est-ce vrai que {} ?|{} C'est vrai ?|C'est vrai, ça ? {}|On m'a envoyé ça : {}|Transféré : {}"
    "|Quelqu'un peut vérifier ? {}|J'ai entendu que {}, c'est exact ?|Faites tourner ! {}",
    "id": "Apakah benar {}?|{} benar tidak?|Ini benar? {}|Dapat kiriman dari grup: {}|Tolong cek: {}|Sebarkan! {}"
    "|Katanya {}, apa betul?|{} hoaks atau fakta?",
    "ms": "Betul ke {}?|{} betul ke ni?|Benarkah {}?|Dapat dari grup WhatsApp: {}|Tolong semak: {}|Tolong sebarkan! {}"
    "|Dengar kata {}, betul ke?|{} fakta atau auta?",
    "de": "Stimmt es, dass {}?|{} Stimmt das?|Ist das echt? {}|Das hat mir meine Tante geschickt: {}|Weitergeleitet: {}"
    "|Kann das jemand prüfen? {}|Bitte teilen! {}",
    "pl": "Czy to prawda, że {}?|{} Czy to prawda?|Dostałam takie coś: {}|Przekazane dalej: {}"
    "|Czy ktoś to sprawdzi? {}",
    "hi": "क्या यह सच है कि {}?|{} क्या यह सच है?|मुझे यह मिला: {}|कृपया जाँच करें: {}|शेयर करें! {}|{} सच है या झूठ?",
    "mr": "हे खरे आहे का: {}?|{} हे खरे आहे का?|मला हे आले: {}",
    "pa": "ਕੀ ਇਹ ਸੱਚ ਹੈ ਕਿ {}?|{} ਕੀ ਇਹ ਸੱਚ ਹੈ?|ਮੈਨੂੰ ਇਹ ਮਿਲਿਆ: {}",
    "ta": "இது உண்மையா? {}|{} இது உண்மையா?",
    "ar": "هل صحيح أن {}؟|{} هل هذا صحيح؟|وصلتني هذه الرسالة: {}|انشر! {}|هل يمكن التحقق من هذا: {}",
    "zh": "{} 這是真的嗎？|請問 {} 是真的嗎|朋友傳來的：{}|轉發：{}|真的假的？{}",
}
ASKED = 0.35  # of messages; and of made near misses that are sent as one


def framed(text: str, rng: random.Random, *, lang: str) -> str:
    """The text inside one of its language's frames; as it is where the language has none here."""
    frames = FRAMES.get(lang.split("-")[0])
    if not frames:
        return text
    frame = rng.choice(frames.split("|"))
    inner = text.strip().rstrip(".!")
    if not frame.startswith("{}") and "{}" in frame and frame[frame.index("{}") - 2] not in ":!?！：？":
        inner = inner[:1].lower() + inner[1:] if inner[1:2].islower() else inner
    return frame.format(inner)
