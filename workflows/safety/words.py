"""Words that may speak of danger, by kind and language: data, so that a school or a speaker can judge the list.

Phrases are sought with their words in order and a word or two between them. A missed cry is worse than a false
alarm, but words that pupils use daily in play ("killing it", "beat us at football") are left out: an alarm that
rings all day is not heard. Native speakers have not yet reviewed the lists other than the English one. A language
that is not here is helped by the question "Are you worried about somebody's safety?", and so is every other.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SELF_HARM, VIOLENCE, ABUSE, NEGLECT, BULLYING = "self_harm", "violence", "abuse", "neglect", "bullying"


def _list(phrases: str) -> tuple[str, ...]:
    """The phrases of a text, separated by commas."""
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(","))


RISK_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": {
            SELF_HARM: _list(
                "suicide, suicidal, kill myself, kill my self, killing myself, hurt myself, hurt my self, "
                "hurting myself, harm myself, self harm, selfharm, cut myself, cutting myself, want to "
                "die, wanna die, better off dead, end my life, end it all, no reason to live, don't want "
                "to live, wish i was dead, overdose, kill himself, kill herself, hurts herself, hurts "
                "himself"
            ),
            VIOLENCE: _list(
                "hits me, hit me, hitting me, punches me, kicks me, beats me up, beat me up, chokes me, "
                "dad beats, mum beats, mom beats, threatened me, threatens me, kill me, hurts me, brought "
                "a knife, has a knife, has a gun, afraid to go home, scared to go home, is hurting me"
            ),
            ABUSE: _list(
                "abuse, abused, abusing, rape, raped, molested, touches me, touched me, nude, nudes, "
                "naked photo, naked picture, keep it secret, our secret, forced me, groomed me, forced "
                "marriage, alone in his room"
            ),
            NEGLECT: _list(
                "nothing to eat at home, no food at home, nowhere to sleep, ran away, run away from home, "
                "locked me, thrown out of home"
            ),
            BULLYING: _list(
                "bullied, bullies me, bullys me, bullying me, everybody hates me, blackmail, blackmails me"
            ),
        },
        "fr": {
            SELF_HARM: _list(
                "suicide, suicider, me tuer, me faire du mal, envie de mourir, veux mourir, en finir avec "
                "la vie, me mutile, scarifie, scarification, plus envie de vivre, veux plus vivre"
            ),
            VIOLENCE: _list("me frappe, me tape, me bat, me menace, m'a frappé, peur de rentrer, a un couteau"),
            ABUSE: _list(
                "viol, violée, violé, abuse de moi, attouchement, attouchements, me touche, photo nue, "
                "photos nues, notre secret, m'a forcé, mariage forcé, agression sexuelle"
            ),
            NEGLECT: _list("rien à manger, nulle part où dormir, fugue, fuguer, mis à la porte"),
            BULLYING: _list("harcèle, harcelé, harcelée, harcèlement, chantage, tout le monde me déteste"),
        },
        "es": {
            SELF_HARM: _list(
                "suicidio, suicidarme, matarme, me quiero matar, hacerme daño, quiero morir, morirme, me "
                "corto, cortarme, autolesión, autolesiones, no quiero vivir, quitarme la vida"
            ),
            VIOLENCE: _list(
                "me pega, me pegan, me golpea, me amenaza, me maltrata, miedo de volver a casa, miedo a "
                "volver a casa, tiene un cuchillo"
            ),
            ABUSE: _list(
                "abuso, abusa de mí, abusaron, violación, violó, violaron, me toca, me tocó, foto "
                "desnuda, fotos desnuda, nuestro secreto, me obligó, me obliga, matrimonio forzado"
            ),
            NEGLECT: _list("nada que comer, no hay comida en casa, dónde dormir, me escapé de casa"),
            BULLYING: _list("acoso, me acosan, me acosa, chantaje, todos me odian"),
        },
        "ar": {
            SELF_HARM: _list(
                "انتحار, الانتحار, انتحر, اقتل نفسي, أؤذي نفسي, اذيت نفسي, أريد أن أموت, اريد الموت, أجرح "
                "نفسي, لا أريد أن أعيش, أنهي حياتي"
            ),
            VIOLENCE: _list(
                "يضربني, تضربني, ضربني, يضربونني, يهددني, تهددني, هددني, أخاف من العودة إلى البيت, معه سكين"
            ),
            ABUSE: _list(
                "اغتصاب, اغتصبني, تحرش, يتحرش, تحرش بي, يلمسني, لمسني, صور عارية, سرنا الصغير, أجبرني, زواج قسري"
            ),
            NEGLECT: _list("لا يوجد طعام في البيت, لا مكان أنام, هربت من البيت, طردوني من البيت"),
            BULLYING: _list("يتنمرون, يتنمر, التنمر علي, ابتزاز, يبتزني, الجميع يكرهني"),
        },
        "ur": {
            SELF_HARM: _list(
                "خودکشی, خود کشی, مرنا چاہتا, مرنا چاہتی, اپنے آپ کو مار, خود کو نقصان, خود کو مار, جینا "
                "نہیں چاہتا, جینا نہیں چاہتی, خود کو کاٹ"
            ),
            VIOLENCE: _list("مجھے مارتا, مجھے مارتے, مجھے مارتی, مجھے مارا, دھمکی, دھمکاتا, گھر جانے سے ڈر, چاقو ہے"),
            ABUSE: _list("زیادتی, ریپ, جنسی, مجھے چھوتا, مجھے چھوا, ننگی تصویر, ہمارا راز, زبردستی شادی, مجھے مجبور"),
            NEGLECT: _list("گھر میں کھانا نہیں, سونے کی جگہ نہیں, گھر سے بھاگ, گھر سے نکال"),
            BULLYING: _list("بلیک میل, تنگ کرتے ہیں, ہراساں, سب مجھ سے نفرت"),
        },
        "zh": {
            SELF_HARM: _list("自杀, 自殺, 自残, 自殘, 想死, 不想活, 伤害自己, 傷害自己, 割腕, 结束生命, 活不下去"),
            VIOLENCE: _list("打我, 揍我, 踢我, 威胁我, 威脅我, 不敢回家, 害怕回家, 带了刀, 帶了刀, 家暴"),
            ABUSE: _list("强奸, 強姦, 性侵, 猥亵, 猥褻, 摸我, 裸照, 虐待, 我们的秘密, 逼我, 强迫我"),
            NEGLECT: _list("没有饭吃, 沒有飯吃, 没地方睡, 离家出走, 離家出走, 赶出家门"),
            BULLYING: _list("欺负我, 欺負我, 霸凌, 勒索, 敲诈, 大家都讨厌我"),
        },
    }
)
"""Language -> kind of danger -> words and phrases."""

LOOKALIKES = frozenset(
    _list(
        "accused, aloud, amused, around, billed, belied, balled, ballet, dude, excused, force, "
        "grape, horse, molted, noodle, noodles, nudge, overdone, overdue, race, raced, rated, rope, "
        "roped, shaped, suitcase, tape, taped, viola, violet, violeta, violin, violon, "
        "voile, vol"
    )
)
"""Ordinary words that stand one slip away from a word of the lists."""
