"""Articles made by the number from plain sentences, each with facts of its own: for tests and benchmarks of many articles.

python tests/generated.py 1000 > articles.jsonl
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

CITIES = ("الموصل", "حلب", "تعز", "بنغازي", "خان يونس", "إدلب", "الرقة", "الفلوجة", "سرت", "مقديشو", "كركوك", "عدن")
WHO = ("مدنيين", "جنود", "مسلحين", "أشخاص", "من عناصر داعش", "عناصر من الشرطة")
SAYS = ("بحسب مصدر أمني", "كما أعلنت وزارة الداخلية العراقية", "وفق وكالة رويترز", "بحسب مصادر طبية")
HOW = ("في غارة جوية", "في انفجار سيارة مفخخة", "في قصف مدفعي", "برصاص قناص")
DAYS = ("أمس الأربعاء", "الخميس", "صباح اليوم", "أول أمس")
FILLER = (
    "وتشهد المنطقة توترا منذ أسابيع، فيما تواصل القوات الأمنية عملياتها في محيطها.",
    "وقال شهود عيان إن الشوارع خلت من المارة بعد الحادث.",
    "ولم تتبن أي جهة مسؤوليتها حتى الآن.",
)


def articles(number: int) -> Iterator[dict[str, Any]]:
    """So many articles, always the same."""
    draw = random.Random(7)
    for n in range(number):
        city, how, day = draw.choice(CITIES), draw.choice(HOW), draw.choice(DAYS)
        killed, injured = draw.randint(3, 60), draw.randint(3, 90)
        title = f"مقتل {killed} {draw.choice(WHO)} {how} في {city}"
        body = (
            f"قُتل {killed} شخصا وأصيب {injured} آخرون {how} في مدينة {city} {day}، {draw.choice(SAYS)}.",
            f"ومن بين القتلى {draw.randint(2, 9)} أطفال.",
            draw.choice(FILLER),
            f"وأضاف المصدر أن قوات الأمن اعتقلت {draw.randint(3, 40)} مشتبها بهم ودمرت {draw.randint(3, 12)} عجلات مفخخة.",
            f"وكان تنظيم داعش قد خطف {draw.randint(3, 20)} من {draw.choice(WHO)} في ريف {city} قبل أسبوع.",
            *draw.sample(FILLER, 2),
        )
        published = date(2016, 10, 1) + timedelta(days=n % 90)
        yield {
            "id": f"g{n:05}",
            "title": title,
            "published": published.isoformat(),
            "outlet": "مثال",
            "text": f"{title}\n\n" + "\n".join(body),
        }


if __name__ == "__main__":
    for article in articles(int(sys.argv[1])):
        print(json.dumps(article, ensure_ascii=False))
