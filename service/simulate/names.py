"""Fictional people with names in many scripts, each with a plain address."""

from __future__ import annotations

from random import Random

# (given name, family name order) lists hold the written form and the form used in an address.
_FAMILIES: tuple[tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], bool], ...] = (
    (
        (
            ("Amelia", "amelia"),
            ("Noah", "noah"),
            ("Grace", "grace"),
            ("Théo", "theo"),
            ("Zoë", "zoe"),
            ("Aoife", "aoife"),
        ),
        (
            ("Baker", "baker"),
            ("O'Connor", "oconnor"),
            ("Müller", "mueller"),
            ("García-López", "garcia"),
            ("Nuñez", "nunez"),
        ),
        False,
    ),
    (
        (("Анна", "anna"), ("Дмитро", "dmytro"), ("Ольга", "olga"), ("Іван", "ivan"), ("Марія", "mariia")),
        (("Шевченко", "shevchenko"), ("Коваль", "koval"), ("Петров", "petrov"), ("Бондар", "bondar")),
        False,
    ),
    (
        (("مريم", "maryam"), ("يوسف", "yousef"), ("ليلى", "layla"), ("عمر", "omar"), ("سارة", "sara")),
        (("الهاشمي", "alhashimi"), ("النجار", "alnajjar"), ("خليل", "khalil"), ("منصور", "mansour")),
        False,
    ),
    (
        (("美玲", "meiling"), ("伟", "wei"), ("小红", "xiaohong"), ("志强", "zhiqiang"), ("静", "jing")),
        (("王", "wang"), ("李", "li"), ("陈", "chen"), ("欧阳", "ouyang")),
        True,
    ),
    (
        (("Minh Anh", "minhanh"), ("Đức", "duc"), ("Ngọc", "ngoc"), ("Thảo", "thao")),
        (("Nguyễn", "nguyen"), ("Trần", "tran"), ("Lê", "le"), ("Phạm", "pham")),
        True,
    ),
    (
        (("आरव", "aarav"), ("दिया", "diya"), ("रोहन", "rohan"), ("अनन्या", "ananya")),
        (("शर्मा", "sharma"), ("पटेल", "patel"), ("सिंह", "singh"), ("गुप्ता", "gupta")),
        False,
    ),
    (
        (("Ελένη", "eleni"), ("Νίκος", "nikos"), ("Σοφία", "sofia"), ("Γιώργος", "giorgos")),
        (("Παπαδάκης", "papadakis"), ("Νικολάου", "nikolaou"), ("Γεωργίου", "georgiou")),
        False,
    ),
    (
        (("さくら", "sakura"), ("蓮", "ren"), ("結衣", "yui"), ("陽斗", "haruto")),
        (("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi")),
        True,
    ),
    (
        (("지우", "jiwoo"), ("민준", "minjun"), ("서연", "seoyeon")),
        (("김", "kim"), ("이", "lee"), ("박", "park")),
        True,
    ),
    (
        (("דניאל", "daniel"), ("נועה", "noa"), ("תמר", "tamar")),
        (("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi")),
        False,
    ),
)
# Half of the people come from the first list, so that a page of names looks like a school and not like a test.
_WEIGHTS = (12, 2, 2, 2, 2, 2, 1, 1, 1, 1)


def person(random: Random) -> tuple[str, str]:
    """A full name and the part of an address that goes with it, for example `("王静", "jing.wang")`."""
    givens, families, family_first = random.choices(_FAMILIES, weights=_WEIGHTS)[0]
    given, given_plain = random.choice(givens)
    family, family_plain = random.choice(families)
    spaced = "" if family_first and not family.isascii() and ord(family[0]) > 0x2E80 else " "
    name = f"{family}{spaced}{given}" if family_first else f"{given} {family}"
    return name, f"{given_plain}.{family_plain}"


def people(random: Random, count: int, domain: str) -> tuple[tuple[str, str], ...]:
    """`count` people as (name, address); addresses are all different."""
    found: list[tuple[str, str]] = []
    for number in range(1, count + 1):
        name, local = person(random)
        found.append((name, f"{local}.{number}@{domain}"))
    return tuple(found)
