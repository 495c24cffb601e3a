"""What guardians and pupils read most often, in the languages beside English: one text a line, `key | words`.

Not yet reviewed by native speakers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.text.lines import words_of

_FR = """
adults.guardian_match.subject | {name} a un partenaire
adults.guardian_match.text | Bonne nouvelle : {name} a un partenaire dans \
{programme}. Ils se voient à l'école, \
et un adulte est présent.
adults.guardian_match.why | Vous êtes indiqué comme parent ou responsable de {name} dans {programme}.
adults.guardian_month.subject | {programme} : des nouvelles de {name}
adults.guardian_month.text | Rencontres de {name} le mois dernier : {count}.
adults.guardian_month.why | Vous êtes indiqué comme parent ou responsable de {name} dans {programme}. \
Vous recevez ceci une fois par mois.
adults.guardian_goal.subject | {name} a atteint un but
adults.guardian_goal.text | {name} et son partenaire ont atteint un but qu'ils s'étaient fixé. Bravo !
adults.guardian_goal.why | Vous êtes indiqué comme parent ou responsable de {name} dans {programme}.
adults.guardian.ask | Une question à poser à la maison :
adults.guardian.link | Dites-nous ce que vous remarquez
adults.ask.1 | De quoi avez-vous ri à la dernière rencontre ?
adults.ask.2 | Qu'as-tu appris sur ton partenaire ?
adults.ask.3 | Que voudrais-tu faire la prochaine fois ?
adults.ask.4 | Qu'est-ce qui était plus facile cette semaine ?
adults.ask.5 | En quoi as-tu aidé quelqu'un ?
adults.ask.6 | De quoi es-tu fier ce mois-ci ?
checkins.ask.subject | Comment était la rencontre avec {partner} ?
checkins.ask.text | Bonjour {name}, as-tu rencontré {partner} le {day}, et comment était-ce ? \
Répondre prend moins d'une minute.
checkins.ask.why | Tu participes à {programme}, et nous demandons aux deux après chaque rencontre.
checkins.ask.link | Répondre
checkins.chase.subject | Encore sans réponse : la rencontre avec {partner}
checkins.chase.text | Bonjour {name}, nous ne savons pas encore comment était la rencontre avec {partner} \
le {day}. Dis-le-nous ; nous ne demanderons plus.
checkins.chase.why | Tu participes à {programme}, et ta réponse manque.
concerns.receipt.subject | Votre message est arrivé
concerns.receipt.text | Merci. Votre message est arrivé, et un adulte de l'école va le lire.
concerns.receipt.wait | Si cela ne peut pas attendre, parlez tout de suite à un adulte de confiance.
concerns.receipt.why | Vous avez envoyé un message à l'école.
meetings.guardian.subject | Première rencontre pour {name}
meetings.guardian.text | {name} rencontre son {role} pour la première fois : {day}, {time}, {room}, à l'école. \
L'adulte responsable est {host}. Ensuite, ils se voient environ tous les {days} jours.
meetings.guardian.why | Vous avez accepté que {name} participe à {programme}.
meetings.remind.subject | Aujourd'hui : ta rencontre
meetings.remind.text | Tu rencontres {partner} aujourd'hui, {time}, {room}. {host} est là pour vous.
meetings.remind.why | Tu participes à {programme}.
meetings.cancelled.subject | Ta rencontre du {day} est annulée
meetings.cancelled.text | Ta rencontre avec {partner}, {day}, {time}, n'a pas lieu. {next}
meetings.cancelled.next | Prochaine rencontre : {day}.
meetings.cancelled.soon | Nous te disons dès qu'il y a une nouvelle date.
meetings.cancelled.why | Tu participes à {programme}.
agreements.copy.subject | Ce que {name} a promis
agreements.copy.text | {name} et {partner} se sont mis d'accord. Une copie pour vous :
agreements.copy.why | Vous êtes le parent ou responsable de {name}, qui participe à {programme}.
agreements.promise.time | Nous venons à l'heure.
agreements.promise.listen | Nous écoutons.
agreements.promise.tell | Nous prévenons quand nous ne pouvons pas venir.
agreements.promise.secrets | Nous gardons les confidences, mais pas les secrets qui touchent à la sécurité.
"""
_ES = """
adults.guardian_match.subject | {name} ya tiene compañero
adults.guardian_match.text | Buena noticia: {name} tiene compañero en {programme}. Se ven en la escuela, \
con un adulto presente.
adults.guardian_match.why | Usted figura como madre, padre o tutor de {name} en {programme}.
adults.guardian_month.subject | {programme}: noticias de {name}
adults.guardian_month.text | Encuentros de {name} en el último mes: {count}.
adults.guardian_month.why | Usted figura como madre, padre o tutor de {name} en {programme}. \
Recibe esto una vez al mes.
adults.guardian_goal.subject | {name} ha alcanzado una meta
adults.guardian_goal.text | {name} y su compañero han alcanzado una meta que se pusieron. ¡Enhorabuena!
adults.guardian_goal.why | Usted figura como madre, padre o tutor de {name} en {programme}.
adults.guardian.ask | Una pregunta para casa:
adults.guardian.link | Cuéntenos qué nota
adults.ask.1 | ¿De qué os reísteis en el último encuentro?
adults.ask.2 | ¿Qué has descubierto de tu compañero?
adults.ask.3 | ¿Qué te gustaría hacer la próxima vez?
adults.ask.4 | ¿Qué fue más fácil esta semana?
adults.ask.5 | ¿En qué ayudaste a alguien?
adults.ask.6 | ¿De qué estás orgulloso este mes?
checkins.ask.subject | ¿Cómo fue el encuentro con {partner}?
checkins.ask.text | Hola, {name}: ¿te encontraste con {partner} el {day}, y cómo fue? \
Responder lleva menos de un minuto.
checkins.ask.why | Participas en {programme}, y preguntamos a los dos después de cada encuentro.
checkins.ask.link | Responder
checkins.chase.subject | Falta tu respuesta: el encuentro con {partner}
checkins.chase.text | Hola, {name}: aún no sabemos cómo fue el encuentro con {partner} el {day}. \
Cuéntanoslo; no volveremos a preguntar.
checkins.chase.why | Participas en {programme}, y falta tu respuesta.
concerns.receipt.subject | Tu mensaje ha llegado
concerns.receipt.text | Gracias. Tu mensaje ha llegado y un adulto de la escuela lo leerá.
concerns.receipt.wait | Si algo no puede esperar, habla enseguida con un adulto de confianza.
concerns.receipt.why | Enviaste un mensaje a la escuela.
meetings.guardian.subject | Primer encuentro de {name}
meetings.guardian.text | {name} se encuentra con su {role} por primera vez: \
{day}, {time}, {room}, en la escuela. \
El adulto responsable es {host}. Después se ven más o menos cada {days} días.
meetings.guardian.why | Usted aceptó que {name} participe en {programme}.
meetings.remind.subject | Hoy: tu encuentro
meetings.remind.text | Hoy te encuentras con {partner}, {time}, {room}. {host} está ahí para vosotros.
meetings.remind.why | Participas en {programme}.
meetings.cancelled.subject | Se cancela tu encuentro del {day}
meetings.cancelled.text | Tu encuentro con {partner}, {day}, {time}, no tiene lugar. {next}
meetings.cancelled.next | El próximo encuentro es el {day}.
meetings.cancelled.soon | Te avisamos en cuanto haya una nueva fecha.
meetings.cancelled.why | Participas en {programme}.
agreements.copy.subject | Lo que {name} ha prometido
agreements.copy.text | {name} y {partner} se han puesto de acuerdo. Una copia para usted:
agreements.copy.why | Usted es madre, padre o tutor de {name}, que participa en {programme}.
agreements.promise.time | Llegamos a tiempo.
agreements.promise.listen | Escuchamos.
agreements.promise.tell | Avisamos cuando no podemos venir.
agreements.promise.secrets | Guardamos confidencias, pero no secretos sobre la seguridad.
"""
_AR = """
adults.guardian_match.subject | صار لـ {name} شريك
adults.guardian_match.text | خبر سار: صار لـ {name} شريك في {programme}. يلتقيان في المدرسة بحضور شخص بالغ.
adults.guardian_match.why | أنت مسجل ولي أمر {name} في {programme}.
adults.guardian_month.subject | {programme}: أخبار {name}
adults.guardian_month.text | عدد لقاءات {name} في الشهر الماضي: {count}.
adults.guardian_month.why | أنت مسجل ولي أمر {name} في {programme}. تصلك هذه الرسالة مرة في الشهر.
adults.guardian_goal.subject | حقق {name} هدفا
adults.guardian_goal.text | حقق {name} وشريكه هدفا وضعاه لنفسيهما. أحسنا!
adults.guardian_goal.why | أنت مسجل ولي أمر {name} في {programme}.
adults.guardian.ask | سؤال واحد للبيت:
adults.guardian.link | أخبرنا بما تلاحظه
adults.ask.1 | ما الذي أضحككما في اللقاء الأخير؟
adults.ask.2 | ماذا عرفت عن شريكك؟
adults.ask.3 | ماذا تحب أن تفعل في المرة القادمة؟
adults.ask.4 | ما الذي كان أسهل هذا الأسبوع؟
adults.ask.5 | في ماذا ساعدت شخصا آخر؟
adults.ask.6 | بماذا تفخر هذا الشهر؟
checkins.ask.subject | كيف كان لقاؤك مع {partner}؟
checkins.ask.text | مرحبا {name}، هل تم لقاؤك مع {partner} يوم {day}، وكيف كان؟ الإجابة تأخذ أقل من دقيقة.
checkins.ask.why | أنت تشارك في {programme}، ونسأل الطرفين بعد كل لقاء.
checkins.ask.link | أجب
checkins.chase.subject | ننتظر جوابك: لقاؤك مع {partner}
checkins.chase.text | مرحبا {name}، لا نعرف بعد كيف كان لقاؤك مع {partner} يوم \
{day}. أخبرنا من فضلك؛ لن نسأل مرة أخرى.
checkins.chase.why | أنت تشارك في {programme}، وجوابك ناقص.
concerns.receipt.subject | وصلت رسالتك
concerns.receipt.text | شكرا. وصلت رسالتك، وسيقرؤها شخص بالغ في المدرسة.
concerns.receipt.wait | إذا كان الأمر لا يحتمل الانتظار، فتحدث فورا مع شخص بالغ تثق به.
concerns.receipt.why | أرسلت رسالة إلى المدرسة.
meetings.guardian.subject | اللقاء الأول لـ {name}
meetings.guardian.text | يلتقي {name} مع {role} لأول مرة: {day}، {time}، \
{room}، في المدرسة. البالغ المسؤول هو {host}. \
بعد ذلك يلتقيان كل {days} أيام تقريبا.
meetings.guardian.why | وافقت على مشاركة {name} في {programme}.
meetings.remind.subject | اليوم: لقاؤك
meetings.remind.text | تلتقي {partner} اليوم، {time}، {room}. {host} موجود من أجلكما.
meetings.remind.why | أنت تشارك في {programme}.
meetings.cancelled.subject | ألغي لقاؤك يوم {day}
meetings.cancelled.text | لقاؤك مع {partner}، {day}، {time}، لن يتم. {next}
meetings.cancelled.next | اللقاء القادم: {day}.
meetings.cancelled.soon | نخبرك فور تحديد موعد جديد.
meetings.cancelled.why | أنت تشارك في {programme}.
agreements.copy.subject | ما وعد به {name}
agreements.copy.text | اتفق {name} و{partner} على العمل معا. نسخة لك:
agreements.copy.why | أنت ولي أمر {name} المشارك في {programme}.
agreements.promise.time | نأتي في الموعد.
agreements.promise.listen | نستمع.
agreements.promise.tell | نخبر أحدا عندما لا نستطيع الحضور.
agreements.promise.secrets | نحفظ الأسرار، إلا ما يمس السلامة.
"""
_UR = """
adults.guardian_match.subject | {name} کو ساتھی مل گیا
adults.guardian_match.text | خوشخبری: {programme} میں {name} کو ساتھی مل گیا \
ہے۔ وہ سکول میں ملتے ہیں اور ایک بڑا موجود ہوتا ہے۔
adults.guardian_match.why | {programme} میں آپ کا نام {name} کے سرپرست کے طور پر درج ہے۔
adults.guardian_month.subject | {programme}: {name} کی خبر
adults.guardian_month.text | پچھلے مہینے {name} کی ملاقاتیں: {count}۔
adults.guardian_month.why | {programme} میں آپ کا نام {name} کے سرپرست کے طور \
پر درج ہے۔ یہ خط مہینے میں ایک بار آتا ہے۔
adults.guardian_goal.subject | {name} نے ایک مقصد پورا کیا
adults.guardian_goal.text | {name} اور ساتھی نے اپنا طے کیا ہوا مقصد پورا کر لیا۔ شاباش!
adults.guardian_goal.why | {programme} میں آپ کا نام {name} کے سرپرست کے طور پر درج ہے۔
adults.guardian.ask | گھر میں پوچھنے کی ایک بات:
adults.guardian.link | بتائیں آپ کیا دیکھتے ہیں
adults.ask.1 | پچھلی ملاقات میں آپ کس بات پر ہنسے؟
adults.ask.2 | آپ نے اپنے ساتھی کے بارے میں کیا جانا؟
adults.ask.3 | اگلی بار آپ کیا کرنا چاہیں گے؟
adults.ask.4 | اس ہفتے کیا زیادہ آسان تھا؟
adults.ask.5 | آپ نے کسی کی کیا مدد کی؟
adults.ask.6 | اس مہینے آپ کو کس بات پر فخر ہے؟
checkins.ask.subject | {partner} سے ملاقات کیسی رہی؟
checkins.ask.text | سلام {name}، کیا {day} کو {partner} سے ملاقات ہوئی، اور \
کیسی رہی؟ جواب میں ایک منٹ سے کم لگتا ہے۔
checkins.ask.why | آپ {programme} میں شامل ہیں، اور ہم ہر ملاقات کے بعد دونوں سے پوچھتے ہیں۔
checkins.ask.link | جواب دیں
checkins.chase.subject | جواب باقی ہے: {partner} سے ملاقات
checkins.chase.text | سلام {name}، ہمیں ابھی معلوم نہیں کہ {day} کو {partner} \
سے ملاقات کیسی رہی۔ براہ کرم بتائیں؛ ہم پھر نہیں پوچھیں گے۔
checkins.chase.why | آپ {programme} میں شامل ہیں، اور آپ کا جواب نہیں آیا۔
concerns.receipt.subject | آپ کا پیغام پہنچ گیا
concerns.receipt.text | شکریہ۔ آپ کا پیغام پہنچ گیا ہے، اور سکول کا ایک بڑا اسے پڑھے گا۔
concerns.receipt.wait | اگر بات انتظار نہیں کر سکتی تو فوراً کسی ایسے بڑے سے بات کریں جس پر آپ کو بھروسا ہو۔
concerns.receipt.why | آپ نے سکول کو پیغام بھیجا۔
meetings.guardian.subject | {name} کی پہلی ملاقات
meetings.guardian.text | {name} کی {role} سے پہلی ملاقات سکول میں ہے: {day}، \
{time}، {room}۔ ذمہ دار بڑے: {host}۔ \
اس کے بعد وہ تقریباً ہر {days} دن بعد ملتے ہیں۔
meetings.guardian.why | آپ نے {name} کو {programme} میں شامل ہونے کی اجازت دی۔
meetings.remind.subject | آج: آپ کی ملاقات
meetings.remind.text | آج آپ {partner} سے ملیں گے، {time}، {room}۔ {host} آپ کے لیے موجود ہیں۔
meetings.remind.why | آپ {programme} میں شامل ہیں۔
meetings.cancelled.subject | {day} کی ملاقات منسوخ
meetings.cancelled.text | {partner} سے {day}، {time} کی ملاقات نہیں ہوگی۔ {next}
meetings.cancelled.next | اگلی ملاقات {day} کو ہے۔
meetings.cancelled.soon | نیا وقت ملتے ہی ہم بتائیں گے۔
meetings.cancelled.why | آپ {programme} میں شامل ہیں۔
agreements.copy.subject | {name} نے کیا وعدہ کیا
agreements.copy.text | {name} اور {partner} نے مل کر طے کیا ہے۔ آپ کے لیے نقل:
agreements.copy.why | آپ {name} کے سرپرست ہیں، جو {programme} میں شامل ہے۔
agreements.promise.time | ہم وقت پر آتے ہیں۔
agreements.promise.listen | ہم سنتے ہیں۔
agreements.promise.tell | نہ آ سکیں تو ہم بتاتے ہیں۔
agreements.promise.secrets | ہم راز رکھتے ہیں، لیکن حفاظت کی بات نہیں چھپاتے۔
"""
_ZH = """
adults.guardian_match.subject | {name} 有了伙伴
adults.guardian_match.text | 好消息：{name} 在 {programme} 中有了伙伴。他们在学校见面，有成年人在场。
adults.guardian_match.why | 您在 {programme} 中登记为 {name} 的家长或监护人。
adults.guardian_month.subject | {programme}：{name} 的消息
adults.guardian_month.text | {name} 上个月见面次数：{count}。
adults.guardian_month.why | 您在 {programme} 中登记为 {name} 的家长或监护人。此信每月一次。
adults.guardian_goal.subject | {name} 达成了一个目标
adults.guardian_goal.text | {name} 和伙伴达成了自己定下的目标。真棒！
adults.guardian_goal.why | 您在 {programme} 中登记为 {name} 的家长或监护人。
adults.guardian.ask | 在家可以问的一件事：
adults.guardian.link | 告诉我们您注意到什么
adults.ask.1 | 上次见面时你们因为什么笑了？
adults.ask.2 | 你了解到伙伴的什么？
adults.ask.3 | 下次你想做什么？
adults.ask.4 | 这周什么变容易了？
adults.ask.5 | 你帮助别人做了什么？
adults.ask.6 | 这个月你为什么感到自豪？
checkins.ask.subject | 与 {partner} 的见面怎么样？
checkins.ask.text | {name}，你好！{day} 与 {partner} 见面了吗？怎么样？回答不到一分钟。
checkins.ask.why | 你参加了 {programme}，每次见面后我们都会问双方。
checkins.ask.link | 回答
checkins.chase.subject | 还没有回答：与 {partner} 的见面
checkins.chase.text | {name}，你好！我们还不知道 {day} 与 {partner} 的见面怎么样。请告诉我们；我们不会再问。
checkins.chase.why | 你参加了 {programme}，还没有回答。
concerns.receipt.subject | 您的消息已收到
concerns.receipt.text | 谢谢。您的消息已收到，学校的成年人会阅读。
concerns.receipt.wait | 如果事情不能等，请马上告诉一位您信任的成年人。
concerns.receipt.why | 您给学校发了消息。
meetings.guardian.subject | {name} 的第一次见面
meetings.guardian.text | {name} 将与 {role} 第一次见面：{day}，{time}，学校 {room}。负责的成年人是 {host}。\
之后大约每 {days} 天见一次。
meetings.guardian.why | 您同意 {name} 参加 {programme}。
meetings.remind.subject | 今天：你的见面
meetings.remind.text | 你今天与 {partner} 见面，{time}，{room}。{host} 会在那里。
meetings.remind.why | 你参加了 {programme}。
meetings.cancelled.subject | {day} 的见面取消
meetings.cancelled.text | 你与 {partner} 在 {day}，{time} 的见面取消了。{next}
meetings.cancelled.next | 下次见面：{day}。
meetings.cancelled.soon | 有新时间时我们会告诉你。
meetings.cancelled.why | 你参加了 {programme}。
agreements.copy.subject | {name} 的约定
agreements.copy.text | {name} 和 {partner} 已达成约定。给您的副本：
agreements.copy.why | 您是 {name} 的家长或监护人，{name} 参加了 {programme}。
agreements.promise.time | 我们准时来。
agreements.promise.listen | 我们倾听。
agreements.promise.tell | 不能来时我们会告诉别人。
agreements.promise.secrets | 我们保守秘密，但不隐瞒安全问题。
"""


EVERYDAY: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {language: words_of(text) for language, text in (("fr", _FR), ("es", _ES), ("ar", _AR), ("ur", _UR), ("zh", _ZH))}
)
"""Language -> key -> words."""
