"""Urdu: what pupils and guardians read. Words for staff stay in English until a school translates them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.pattern": "{weekday} {day} {month} {year}",
    "date.weekdays": "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
    "date.months": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "role.mentor": "رہنما طالب علم",
    "role.mentee": "رہنمائی پانے والا طالب علم",
    "role.partner": "ساتھی",
    "link.concern": "کسی کی فکر ہے؟ ہمیں بتائیں",
    "link.leave": "پروگرام چھوڑیں",
    "link.apply": "اپنے جواب بدلیں",
    "mail.questions": "کوئی سوال؟ {whom} سے پوچھیں۔",
    "mail.worried": "کسی کی حفاظت کی فکر ہے؟",
    "mail.tell": "ہمیں بتائیں",
    "mail.stop": "آپ کسی بھی وقت چھوڑ سکتے ہیں:",
    "mail.digest": "{first}، اور {more} مزید",
    "link.consent": "اپنا جواب دیں",
    "applications.received.subject": "آپ کی درخواست مل گئی",
    "applications.received.text": "شکریہ {name}۔ آپ کی درخواست ({role}) ہمیں مل گئی ہے۔ "
    "اگلا قدم: {lead} اسے پڑھیں گے اور آپ کو ای میل سے جواب ملے گا۔ "
    "کچھ بدلنا ہو تو فارم دوبارہ بھیج دیں۔",
    "applications.received.why": "آپ نے {programme} کے لیے درخواست بھیجی۔",
    "applications.changed.subject": "آپ کی تبدیلیاں مل گئیں",
    "applications.changed.text": "شکریہ {name}۔ ہم نے آپ کی درخواست ({role}) بدل دی ہے۔ "
    "پہلے والے جواب اب شمار نہیں ہوں گے۔",
    "applications.changed.why": "آپ نے درخواست کا فارم دوبارہ بھیجا۔",
    "applications.attention.subject": "براہ کرم اپنی درخواست دوبارہ دیکھیں",
    "applications.attention.text": "شکریہ {name}۔ آپ نے جو لکھا ({role}) سب محفوظ ہے، لیکن کچھ بدلنا ضروری ہے۔ "
    "براہ کرم فارم دوبارہ بھیجیں اور یہ درست کریں:",
    "applications.attention.why": "{programme} کے لیے آپ کی درخواست ابھی مکمل نہیں۔",
    "applications.problem.email": "آپ کا ای میل پتہ “{email}” درست نہیں لگتا۔",
    "applications.problem.email_taken": "ای میل پتہ “{email}” پہلے سے کسی اور طالب علم کا ہے۔",
    "applications.problem.domain": "اپنا اسکول کا ای میل پتہ لکھیں۔ اس کا آخری حصہ یہ ہے: {domains}۔",
    "applications.problem.name": "اپنا پورا نام لکھیں۔",
    "applications.problem.grade_missing": "اپنی جماعت ہندسے میں لکھیں۔",
    "applications.problem.grade": "جماعت {grade} یہاں درخواست نہیں دے سکتی۔ یہ جماعت {grades} کے لیے ہے۔",
    "applications.problem.slots_unknown": "یہ اوقات ہمیں معلوم نہیں: {slots}۔ فہرست میں سے چنیں۔",
    "applications.problem.slots_few": "کم از کم {least} اوقات چنیں جب آپ مل سکتے ہیں۔",
    "applications.problem.guardian": "اپنے والد، والدہ یا سرپرست کا ای میل پتہ لکھیں۔",
    "applications.problem.guardian_own": "اپنا نہیں، اپنے والد، والدہ یا سرپرست کا پتہ لکھیں۔",
    "applications.problem.guardian_pupil": "سرپرست کے لیے جو پتہ آپ نے دیا وہ ایک طالب علم کا ہے۔",
    "applications.accepted.subject": "آپ کو شامل کر لیا گیا ہے",
    "applications.accepted.text": "خوش خبری {name}: آپ کو شامل کر لیا گیا ہے ({role})۔ "
    "اگلا قدم تیار ہوتے ہی ہم آپ کو بتائیں گے۔ ابھی آپ کو کچھ نہیں کرنا۔",
    "applications.accepted.why": "اسکول نے {programme} کے لیے آپ کی درخواست پر فیصلہ کیا۔",
    "applications.waiting.subject": "آپ انتظار کی فہرست میں ہیں",
    "applications.waiting.text": "درخواست کا شکریہ {name}۔ اس وقت تمام جگہیں ({role}) بھر چکی ہیں۔ "
    "آپ انتظار کی فہرست میں ہیں، جگہ خالی ہوتے ہی ہم آپ کو لکھیں گے۔",
    "applications.waiting.why": "اسکول نے {programme} کے لیے آپ کی درخواست پر فیصلہ کیا۔",
    "applications.declined.subject": "آپ کی درخواست کے بارے میں",
    "applications.declined.text": "درخواست کا شکریہ {name}۔ اس بار ہم آپ کو جگہ ({role}) نہیں دے سکتے۔ "
    "اس کا یہ مطلب نہیں کہ آپ میں کوئی کمی ہے، اور درخواست دینا ہمت کی بات تھی۔ "
    "مدد کرنے کے اور طریقے بھی ہیں: نئے طلبہ کا استقبال، پروگرام کی کسی تقریب میں مدد، یا بعد میں دوبارہ درخواست۔ "
    "{lead} خوشی سے آپ سے بات کریں گے۔",
    "applications.declined.why": "اسکول نے {programme} کے لیے آپ کی درخواست پر فیصلہ کیا۔",
    "applications.words": "{lead} کا پیغام: {note}",
    "consent.request.subject": "براہ کرم فیصلہ کریں: کیا {name} کو شرکت کی اجازت ہے؟",
    "consent.request.text": "{name} نے {programme} میں شرکت کی خواہش کی ہے، "
    "جہاں اسکول میں طلبہ ایک دوسرے کی مدد کرتے ہیں۔ "
    "آپ کی اجازت سے پہلے کچھ شروع نہیں ہوگا۔ آپ انکار کر سکتے ہیں اور کسی بھی وقت جواب بدل سکتے ہیں۔ "
    "آپ کی اجازت سے یہ ہوگا:",
    "consent.request.why": "اسکول کے پاس آپ {name} کے والد، والدہ یا سرپرست کے طور پر درج ہیں۔",
    "consent.renewal.subject": "براہ کرم دوبارہ فیصلہ کریں: کیا {name} کو جاری رکھنے کی اجازت ہے؟",
    "consent.renewal.text": "{programme} میں {name} کی شرکت کے لیے آپ کی اجازت {day} کو ختم ہو رہی ہے۔ "
    "اگر اجازت جاری رکھنی ہو تو براہ کرم دوبارہ بتائیں۔ آپ کی اجازت سے یہ جاری رہے گا:",
    "consent.renewal.why": "آپ نے پہلے {name} کی شرکت کی اجازت دی تھی۔",
    "consent.reminder.subject": "{name} کے بارے میں آپ کے جواب کا انتظار ہے",
    "consent.reminder.text": "ہمیں ابھی آپ کا جواب نہیں ملا۔ {name} کی شرکت صرف آپ کی اجازت سے ہو سکتی ہے۔ "
    "اس میں ایک منٹ لگتا ہے۔ انکار بھی ٹھیک ہے۔ آپ کی اجازت سے یہ ہوگا:",
    "consent.reminder.why": "ہم نے آپ سے {name} کے بارے میں پوچھا تھا اور ابھی جواب نہیں ملا۔",
    "consent.goal": "مقصد: ⁨{goal}⁩",
    "consent.kept": "ہم آپ کا جواب {days} دن رکھتے ہیں اور صرف اسی پروگرام کے لیے استعمال کرتے ہیں۔",
    "consent.yes.subject": "شکریہ: {name} کو شرکت کی اجازت ہے",
    "consent.yes.text": "آپ نے {programme} میں {name} کی شرکت کی اجازت دی۔ آپ کا جواب {day} تک ہے۔ "
    "ارادہ بدلے تو یہی لنک استعمال کریں۔ پھر سب کچھ فوراً رک جائے گا۔",
    "consent.yes.why": "آپ نے {name} کے بارے میں سوال کا جواب دیا۔",
    "consent.no.subject": "{name} کی شرکت نہیں ہوگی",
    "consent.no.text": "ہم نے لکھ لیا کہ آپ کی اجازت نہیں۔ {name} کی شرکت نہیں ہوگی، اور جو طے تھا روک دیا گیا۔ "
    "ارادہ بدلے تو یہی لنک استعمال کریں۔",
    "consent.no.why": "آپ نے {name} کے بارے میں سوال کا جواب دیا۔",
    "consent.stale.subject": "براہ کرم {name} کے لیے یہ نیا لنک استعمال کریں",
    "consent.stale.text": "آپ کے جواب کا شکریہ۔ یہ پرانے لنک سے آیا، اس لیے ابھی شمار نہیں ہوا۔ "
    "براہ کرم یہاں ایک بار پھر جواب دیں:",
    "consent.stale.why": "آپ نے {name} کے بارے میں سوال کا جواب دیا۔",
    "consent.left.subject": "{name} نے پروگرام چھوڑ دیا ہے",
    "consent.left.text": "{name} نے {programme} چھوڑ دیا ہے۔ آپ کی اجازت بھی ختم ہو گئی۔ آپ کو کچھ نہیں کرنا۔",
    "consent.left.why": "ہم نے آپ سے {name} کے لیے اجازت مانگی تھی۔",
    "people.left.subject": "آپ نے پروگرام چھوڑ دیا ہے",
    "people.left.text": "{name}، آپ نے {programme} چھوڑ دیا ہے۔ "
    "آپ کی ملاقاتیں منسوخ ہیں اور ہم اب آپ کو نہیں لکھیں گے۔ "
    "شرکت کا شکریہ۔ کبھی واپس آنا چاہیں تو دوبارہ درخواست دیں۔",
    "people.left.why": "آپ نے، یا آپ کی طرف سے اسکول نے، پروگرام چھوڑنا چنا۔",
    "training.invite.subject": "آپ کی رہنما تربیت",
    "training.invite.text": "{name}، رہنما کے طور پر شروع کرنے سے پہلے یہ موضوعات مکمل کریں۔ "
    "{lead} آپ کو جگہ اور وقت بتائیں گے:",
    "training.invite.why": "آپ کو رہنما کے طور پر شامل کر لیا گیا ہے۔",
    "training.complete.subject": "آپ کی رہنما تربیت مکمل ہو گئی",
    "training.complete.text": "شاباش {name}۔ آپ نے تربیت کے تمام موضوعات مکمل کر لیے۔ جوڑی بنتے ہی ہم آپ کو لکھیں گے۔",
    "training.complete.why": "اسکول نے لکھا ہے کہ آپ کی تربیت مکمل ہے۔",
}
