"""Arabic: what pupils and guardians read. Words for staff stay in English until a school translates them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.pattern": "{weekday} {day} {month} {year}",
    "date.weekdays": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "date.months": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "role.mentor": "مرشد من الطلاب",
    "role.mentee": "طالب له مرشد",
    "role.partner": "شريك",
    "link.concern": "هل أنت قلق على أحد؟ أخبرنا",
    "link.leave": "ترك البرنامج",
    "link.apply": "تغيير إجاباتك",
    "mail.questions": "هل لديك أسئلة؟ اسأل {whom}.",
    "mail.worried": "هل أنت قلق على سلامة أحد؟",
    "mail.tell": "أخبرنا",
    "mail.stop": "يمكنك التوقف في أي وقت:",
    "mail.digest": "{first}، و{more} غيرها",
    "link.consent": "إعطاء جوابك",
    "applications.received.subject": "وصلنا طلبك",
    "applications.received.text": "شكرًا يا {name}. وصلنا طلبك ({role}). "
    "الخطوة التالية: {lead} يقرأ الطلب ثم يصلك الجواب بالبريد. "
    "يمكنك إرسال الاستمارة مرة أخرى لتغيير أي شيء.",
    "applications.received.why": "أرسلت إلينا طلبًا للمشاركة في {programme}.",
    "applications.changed.subject": "وصلتنا تغييراتك",
    "applications.changed.text": "شكرًا يا {name}. غيّرنا طلبك ({role}). لم تعد إجاباتك السابقة محسوبة.",
    "applications.changed.why": "أرسلت استمارة الطلب مرة أخرى.",
    "applications.attention.subject": "من فضلك راجع طلبك",
    "applications.attention.text": "شكرًا يا {name}. حفظنا كل ما كتبته ({role})، لكن هناك ما يحتاج إلى تغيير. "
    "من فضلك أرسل الاستمارة مرة أخرى مع ما يلي:",
    "applications.attention.why": "طلبك للمشاركة في {programme} لم يكتمل بعد.",
    "applications.problem.email": "عنوان بريدك «{email}» لا يبدو صحيحًا.",
    "applications.problem.email_taken": "طالب آخر يستعمل عنوان البريد «{email}».",
    "applications.problem.domain": "استعمل عنوان بريدك المدرسي. ينتهي بـ: {domains}.",
    "applications.problem.name": "اكتب اسمك الكامل.",
    "applications.problem.grade_missing": "اكتب صفك رقمًا.",
    "applications.problem.grade": "لا يمكن للصف {grade} التقديم هنا. هذا للصفوف {grades}.",
    "applications.problem.slots_unknown": "لا نعرف هذه الأوقات: {slots}. اختر من القائمة.",
    "applications.problem.slots_few": "اختر {least} أوقات على الأقل يمكنك فيها الحضور.",
    "applications.problem.guardian": "اكتب عنوان بريد أحد والديك أو ولي أمرك.",
    "applications.problem.guardian_own": "اكتب عنوان أحد والديك أو ولي أمرك، لا عنوانك أنت.",
    "applications.problem.guardian_pupil": "العنوان الذي كتبته لولي أمرك هو عنوان أحد الطلاب.",
    "applications.accepted.subject": "تم قبولك",
    "applications.accepted.text": "خبر سار يا {name}: تم قبولك ({role}). "
    "نخبرك عندما تكون الخطوة التالية جاهزة. لا حاجة إلى أي شيء منك الآن.",
    "applications.accepted.why": "قررت المدرسة بشأن طلبك للمشاركة في {programme}.",
    "applications.waiting.subject": "أنت في قائمة الانتظار",
    "applications.waiting.text": "شكرًا على طلبك يا {name}. كل الأماكن ({role}) مشغولة الآن. "
    "أنت في قائمة الانتظار، ونكتب إليك عندما يتوفر مكان.",
    "applications.waiting.why": "قررت المدرسة بشأن طلبك للمشاركة في {programme}.",
    "applications.declined.subject": "بخصوص طلبك",
    "applications.declined.text": "شكرًا على طلبك يا {name}. لا نستطيع أن نعرض عليك مكانًا ({role}) هذه المرة. "
    "هذا لا يقول شيئًا عنك كشخص، وقد كان طلبك شجاعة منك. "
    "هناك طرق أخرى للمساعدة: الترحيب بالطلاب الجدد، أو المساعدة في إحدى فعاليات البرنامج، أو التقديم لاحقًا. "
    "يسعد {lead} أن يتحدث معك في ذلك.",
    "applications.declined.why": "قررت المدرسة بشأن طلبك للمشاركة في {programme}.",
    "applications.words": "يضيف {lead}: {note}",
    "consent.request.subject": "نرجو قراركم: هل توافقون على مشاركة {name}؟",
    "consent.request.text": "طلب {name} المشاركة في {programme}، حيث يساعد الطلاب بعضهم بعضًا في المدرسة. "
    "لا يبدأ شيء قبل موافقتكم. يمكنكم الرفض، ويمكنكم تغيير جوابكم في أي وقت. بموافقتكم يمكن للطالب أو الطالبة:",
    "consent.request.why": "أنتم مسجلون في المدرسة وليَّ أمر {name}.",
    "consent.renewal.subject": "نرجو قراركم من جديد: هل توافقون على استمرار {name}؟",
    "consent.renewal.text": "تنتهي موافقتكم على مشاركة {name} في {programme} يوم {day}. "
    "إذا كنتم توافقون على الاستمرار فنرجو تأكيد ذلك. بموافقتكم يستمر ما يلي:",
    "consent.renewal.why": "وافقتم من قبل على مشاركة {name}.",
    "consent.reminder.subject": "ما زلنا ننتظر جوابكم بخصوص {name}",
    "consent.reminder.text": "لم يصلنا جوابكم بعد. لا يمكن مشاركة {name} إلا بموافقتكم. "
    "يستغرق ذلك دقيقة واحدة، والرفض مقبول أيضًا. بموافقتكم يمكن للطالب أو الطالبة:",
    "consent.reminder.why": "سألناكم عن {name} ولم يصلنا جواب بعد.",
    "consent.goal": "الهدف: ⁨{goal}⁩",
    "consent.kept": "نحتفظ بجوابكم {days} يومًا، ونستعمله لهذا البرنامج فقط.",
    "consent.yes.subject": "شكرًا لكم: يمكن مشاركة {name}",
    "consent.yes.text": "وافقتم على مشاركة {name} في {programme}. جوابكم صالح حتى {day}. "
    "إذا غيرتم رأيكم فاستعملوا الرابط نفسه، وعندها يتوقف كل شيء فورًا.",
    "consent.yes.why": "أجبتم عن السؤال بخصوص {name}.",
    "consent.no.subject": "لن تكون هناك مشاركة من {name}",
    "consent.no.text": "سجلنا أنكم لا توافقون. لن تكون هناك مشاركة من {name}، وتوقف كل ما كان مقررًا. "
    "إذا غيرتم رأيكم فاستعملوا الرابط نفسه.",
    "consent.no.why": "أجبتم عن السؤال بخصوص {name}.",
    "consent.stale.subject": "نرجو استعمال هذا الرابط الأحدث بخصوص {name}",
    "consent.stale.text": "شكرًا على جوابكم. وصلنا عبر رابط قديم، ولذلك لا يُحسب بعد. نرجو الإجابة مرة أخرى هنا:",
    "consent.stale.why": "أجبتم عن السؤال بخصوص {name}.",
    "consent.left.subject": "انتهت مشاركة {name} في البرنامج",
    "consent.left.text": "انتهت مشاركة {name} في {programme}، وانتهت موافقتكم معها. لا حاجة إلى أي شيء منكم.",
    "consent.left.why": "كنا قد طلبنا موافقتكم بخصوص {name}.",
    "people.left.subject": "تركت البرنامج",
    "people.left.text": "يا {name}، لقد تركت {programme}. ألغيت لقاءاتك ولن نكتب إليك بعد الآن. "
    "شكرًا على مشاركتك. إذا أردت العودة يومًا فقدم طلبًا جديدًا.",
    "people.left.why": "اخترت أنت، أو اختارت المدرسة نيابة عنك، ترك البرنامج.",
    "training.invite.subject": "تدريبك كمرشد",
    "training.invite.text": "يا {name}، قبل أن تبدأ كمرشد تكمل هذه المواضيع. {lead} يخبرك أين ومتى:",
    "training.invite.why": "تم قبولك كمرشد.",
    "training.complete.subject": "اكتمل تدريبك كمرشد",
    "training.complete.text": "أحسنت يا {name}. أكملت كل مواضيع التدريب. نكتب إليك عندما نجد لك شريكًا.",
    "training.complete.why": "سجلت المدرسة أنك أكملت تدريبك.",
}
