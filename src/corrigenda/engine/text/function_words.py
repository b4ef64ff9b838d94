"""Tells languages written in Latin letters apart by their smallest words, where those leave little doubt.

A few languages with many speakers; any other stays untold. Words are folded, as ``words`` gives them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_WORDS = {
    "en": "the of and to is are was were that this these for with you it have has not they from be been will on in"
    " at by who what his her their its he she we i my your there if about says said after when how all can"
    " would just out up a an as do no so",
    "es": "el la los las que de en y un una por con para es no se del al lo como pero su sus mas este esta son fue"
    " ha han muy ya si cuando sobre entre tiene porque donde desde todo todos",
    "pt": "o a os as que de em e um uma por com para nao se do da dos das no na nos nas ao aos mas foi sao pelo"
    " pela voce ele ela isso esta este seu sua mais muito tem ja quando sobre porque onde todo todos",
    "fr": "le la les des du de et est un une dans que qui pour pas sur avec au aux ce cette ces sont il elle nous"
    " vous je ne plus par se son sa ses ont mais ou en leur etre fait tout tous comme",
    "de": "der die das und ist nicht ein eine einen zu den von mit auf fur im dem sich auch es werden wird sind bei"
    " wie nach aus an hat haben wir ich sie er aber oder wenn noch nur so zum zur uber vor",
    "it": "il di che la le e un una per non sono del della dei delle con si da al alla gli nel nella questo questa"
    " piu come anche ma ha hanno ci lo se o sul",
    "nl": "de het een en van is niet dat zijn op te voor met aan ook werd maar naar bij uit wordt in er hij ze wij"
    " dit die als om nog wel geen heeft over",
    "id": "yang dan di ini dengan untuk tidak dari itu akan pada adalah bisa juga oleh karena sudah orang saya kita"
    " tersebut bahwa ke atau ada dalam telah kepada anda jika para lebih hanya saat seperti mereka kami agar"
    " setelah benar bukan jangan gak nggak banget uang kota perusahaan gratis mobil akun siswa warga"
    " pemerintah gue kamu udah rp indonesia jakarta kabar laki pria rumah sakit bulan lalu warganet unggahan"
    " narasi",
    "ms": "yang dan di ini dengan untuk tidak dari itu akan pada adalah boleh juga oleh kerana sudah orang saya"
    " kita tersebut bahawa ke atau ada dalam telah kepada anda jika para lebih hanya seperti mereka kami agar"
    " selepas benar bukan jangan daripada tak sahaja ialah beliau wang nak tu ni kat pun la je kerajaan"
    " apabila jabatan pihak lelaki pelajar ringgit rm tuan puan bandar akaun percuma syarikat malaysia menular"
    " lepas semasa kini korang jom ramai",
    "pl": "i w na z do nie sie jest to ze o jak po za od ale przez dla oraz czy tylko sa byl byla jego jej ich juz"
    " tego ktory ktora ktore co tak by przy moze",
    "tr": "ve bir bu da de icin ile cok var gibi daha olarak degil ama ne o olan kadar sonra diye mi en her",
    "tl": "ang ng sa na mga ay at hindi ito para nang siya kung po niya ko mo si ni kay may lang din rin ba naman",
    "sw": "ya wa na kwa ni katika za la si hii kuwa watu yake huu hiyo cha vya wake kama lakini pia baada",
}
ENOUGH = 2.0  # words that only one language has, or as much in shared ones
CLEARLY = 1.35  # times what the next language has
SHARE = 0.12  # of all words of the text
TWINS = {"id", "ms"}
LONGEST = 400  # words that are looked at


def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for lang, listed in _WORDS.items():
        for word in listed.split():
            owners.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in owners.items()}


_OWNERS = _owners()


def told_by_words(words: Sequence[str]) -> str | None:
    """The language most of the smallest words belong to; None where they are few or could be another's."""
    found: Counter[str] = Counter()
    looked_at = words[:LONGEST]
    for word, times in Counter(looked_at).items():
        owners = _OWNERS.get(word, ())
        for lang in owners:
            found[lang] += min(times, 3) / len(owners)  # type: ignore[assignment]
    if not found:
        return None
    (first, most), (second, next_most), (_, third) = (*found.most_common(3), ("", 0), ("", 0))[:3]
    if {first, second} == TWINS:  # nearly all small words are the same: one of its own decides
        plain = most >= next_most + 1 and most + next_most >= CLEARLY * third
    else:
        plain = most >= CLEARLY * next_most
    plain = plain and most >= max(ENOUGH, SHARE * len(looked_at))
    return first if plain else None
