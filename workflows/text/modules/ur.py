"""Urdu: what pupils and guardians read of the programme's modules. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
agreements.ask.subject | {partner} کے ساتھ آپ کا عہد
agreements.ask.text | سلام {name}، آپ اور {partner} پہلی بار ملے۔ پڑھیں کہ آپ دونوں کیا وعدہ کرتے ہیں، اور \
بتائیں کیا آپ راضی ہیں۔ ایک منٹ لگتا ہے۔
agreements.ask.why | آپ {programme} میں شامل ہیں، اور ہر جوڑی انہی چند باتوں پر راضی ہوتی ہے۔
agreements.ask.link | پڑھیں اور جواب دیں
agreements.chase.subject | براہ کرم جواب دیں: {partner} کے ساتھ آپ کا عہد
agreements.chase.text | سلام {name}، آپ کا جواب ابھی نہیں آیا۔ پڑھیں کہ آپ اور {partner} کیا وعدہ کرتے ہیں، اور \
بتائیں کیا آپ راضی ہیں۔
agreements.chase.why | آپ {programme} میں شامل ہیں، اور آپ کا جواب نہیں آیا۔
meetings.welcome.subject | آپ کی پہلی ملاقات: {day}
meetings.welcome.text | سلام {name}، آپ کے {role} {partner} ہیں۔ آپ {day}، {time}، {room} میں ملیں گے۔ {host} \
آپ کا استقبال کریں گے۔ {common}
meetings.welcome.common | آپ کو اس لیے ملایا کہ آپ دونوں کو یہ پسند ہے: {common}۔
meetings.welcome.times | آپ کو اس لیے ملایا کہ آپ ایک دوسرے کی مدد کر سکتے ہیں اور ایک ہی وقت فارغ ہیں۔
meetings.welcome.why | آپ {programme} میں شامل ہیں، اور آپ کی جوڑی منظور ہو گئی۔
meetings.welcome.ideas | بات شروع کرنے کے لیے
meetings.welcome.idea_1 | ہر ایک دو سچی اور ایک بنائی ہوئی بات کہے؛ دوسرا بنائی ہوئی بات ڈھونڈے۔
meetings.welcome.idea_2 | تین ایسی باتیں ڈھونڈیں جو آپ دونوں میں ایک جیسی ہوں اور کوئی نہ جانتا ہو۔
meetings.welcome.idea_3 | سال کے آخر تک آپ کیا سیکھنا چاہتے ہیں؟
meetings.moved.subject | آپ کی ملاقات اب {day} کو ہے
meetings.moved.text | {partner} سے {before} کی ملاقات بدل گئی۔ اب یہ {day}، {time}، {room} میں ہے۔
meetings.moved.why | آپ {programme} میں شامل ہیں، اور پرانا وقت ممکن نہیں رہا۔
meetings.again.subject | ملاقات کا نیا وقت: {day}
meetings.again.text | {partner} سے {before} کی ملاقات نہیں ہوئی۔ آپ {day}، {time}، {room} میں مل سکتے ہیں۔
meetings.again.why | آپ {programme} میں شامل ہیں۔
meetings.over.subject | آپ کی ملاقاتیں رک گئیں
meetings.over.text | سلام {name}، آپ کی ملاقاتیں جاری نہیں رہ سکتیں۔ ہم نے انہیں آپ کے کیلنڈر سے ہٹا دیا۔ یہ آپ \
کی غلطی نہیں۔ {lead} آپ سے آگے کی بات کریں گے۔
meetings.over.why | آپ {programme} میں شامل ہیں۔
meetings.no_goodbye.subject | آپ کی الوداعی ملاقات نہیں ہو سکتی
meetings.no_goodbye.text | سلام {name}، آپ کی الوداعی ملاقات نہیں ہو سکتی۔ ہم نے اسے آپ کے کیلنڈر سے ہٹا دیا۔ یہ آپ کی \
غلطی نہیں۔ {lead} آپ سے بات کریں گے اور آپ کا سلام پہنچا سکتے ہیں۔
meetings.no_goodbye.why | آپ {programme} میں شامل ہیں، اور آپ کی الوداعی ملاقات طے تھی۔
meetings.paused.subject | آپ کی ملاقاتیں کچھ دیر رکیں گی
meetings.paused.text | سلام {name}، جب تک تربیت پوری نہ ہو، ملاقاتیں رکی ہیں۔ یہ آپ کی غلطی نہیں۔ نئے وقت خود آ \
جائیں گے۔ {lead} سوالوں کا جواب دیں گے۔
meetings.paused.why | آپ {programme} میں شامل ہیں، اور سکول پہلے تربیت کا ایک سبق چاہتا ہے۔
meetings.goodbye.subject | ایک آخری ملاقات: {day}
meetings.goodbye.text | سلام {name}، {partner} کے ساتھ آپ کا وقت پورا ہو رہا ہے۔ خدا حافظ کہنے کے لیے ایک بار \
اور ملیں: {day}، {time}، {room}۔ {host} آپ کے لیے موجود ہیں۔ ایک دوسرے کو بتائیں کیا یاد رہے گا۔
meetings.goodbye.why | آپ {programme} میں شامل ہیں، اور ہر جوڑی خدا حافظ کہتی ہے۔
meetings.regular.subject | آنے والے ہفتوں کی ملاقاتیں
meetings.regular.text | {partner} کے ساتھ کچھ ملاقاتیں اس بار بدلی ہیں:
meetings.regular.moved | {day}، {time}، معمول کے دن کی جگہ
meetings.regular.skipped | {day} کے آس پاس ملاقات نہیں
meetings.regular.why | آپ {programme} میں شامل ہیں۔
feedback.pupil.subject | {partner} کے ساتھ کیسا چل رہا ہے؟
feedback.pupil.text | سلام {name}، بتائیں کیسا چل رہا ہے۔ دو منٹ لگتے ہیں۔ سب جواب اکٹھے گنے جاتے ہیں۔
feedback.pupil.why | آپ {programme} میں شامل ہیں۔ ہم سال میں چند بار سب سے پوچھتے ہیں۔
feedback.exit.subject | {partner} کے ساتھ آپ کا وقت
feedback.exit.text | سلام {name}، {partner} کے ساتھ آپ کا وقت پورا ہوا۔ کیسا رہا؟ دو منٹ لگتے ہیں اور دوسروں کو \
فائدہ ہوتا ہے۔
feedback.exit.why | آپ {programme} میں شامل تھے، اور ہم ہر جوڑی کے آخر میں پوچھتے ہیں۔
feedback.chase.subject | جواب باقی ہے: چند سوال
feedback.chase.text | سلام {name}، ہم اب بھی جاننا چاہتے ہیں کہ آپ کا حال کیسا ہے۔ دو منٹ کافی ہیں۔ جواب نہ \
دینا چاہیں تو کچھ نہ کریں۔
feedback.chase.why | آپ {programme} میں شامل ہیں، اور آپ کا جواب نہیں آیا۔
feedback.link | ہمیں بتائیں
rollover.mentor.subject | {name}، اگلے سال رہنما بنیں
rollover.mentor.text | سلام {name}، اس سال آپ کے ایک رہنما تھے اور {held} ملاقاتیں ہوئیں۔ آپ جانتے ہیں اس سے \
کتنی مدد ملتی ہے۔ اگلے سال آپ کسی چھوٹے طالب علم کے رہنما بن سکتے ہیں۔ ہمیں خوشی ہوگی۔ ایک چھوٹے فارم سے شروع \
کریں۔
rollover.mentor.why | آپ اس سال آخر تک {programme} میں شامل رہے۔
rollover.again.subject | {name}، اگلے سال پھر آئیں
rollover.again.text | سلام {name}، آپ اس سال شامل تھے اور {held} ملاقاتیں ہوئیں۔ شکریہ۔ کیا اگلے سال جاری رکھیں \
گے؟ دوبارہ درخواست دیں، کیونکہ وقت اور خواہشیں بدلتی ہیں۔
rollover.again.why | آپ اس سال {programme} میں شامل تھے۔
rollover.waited.subject | اس سال جگہ نہ تھی۔ پھر کوشش کریں، {name}
rollover.waited.text | سلام {name}، ہمیں افسوس ہے: اس سال آپ کے لیے جگہ نہ تھی۔ یہ آپ کی غلطی نہیں۔ اگلا سال \
نئے سرے سے شروع ہوتا ہے، اور آپ پھر درخواست دے سکتے ہیں۔
rollover.waited.why | آپ نے اس سال {programme} میں درخواست دی۔
rollover.farewell.subject | شکریہ، {name}
rollover.farewell.text | سلام {name}، سال پورا ہوا۔ آپ کی {held} ملاقاتیں ہوئیں۔ جو کچھ آپ نے دیا اس کا شکریہ۔
rollover.farewell.why | آپ اس سال {programme} میں شامل تھے۔
rollover.link | اگلے سال کے لیے درخواست
recognition.badge.subject | {name}، آپ کو نیا بیج ملا
recognition.badge.text | شاباش، {name}۔ آپ کی {held} ملاقاتیں ہو گئیں۔ اس پر نیا بیج ملتا ہے۔
recognition.badge.why | آپ {programme} میں شامل ہیں، اور آتے رہے۔
recognition.certificate.subject | آپ کی سند، {name}
recognition.certificate.text | شاباش، {name}۔ اس سال آپ کی {held} ملاقاتیں ہوئیں۔ آپ کی سند اس خط کے ساتھ ہے۔
recognition.certificate.why | آپ {programme} میں شامل ہیں۔
recognition.family.subject | {name} کے لیے سند
recognition.family.text | اس سال {name} کی {held} ملاقاتیں ہوئیں۔ آپ فخر کر سکتے ہیں۔ سند اس خط کے ساتھ ہے۔
recognition.family.why | آپ نے {name} کو {programme} میں شامل ہونے کی اجازت دی۔
recognition.paper.title | سند
recognition.paper.mentor | رہنما: {held} ملاقاتیں، کل {hours} گھنٹے۔
recognition.paper.mentee | شرکت: {held} ملاقاتیں، کل {hours} گھنٹے۔
recognition.paper.partner | ساتھی کی مدد: {held} ملاقاتیں، کل {hours} گھنٹے۔
recognition.poll.subject | {name}، آپ کو کون سا انعام پسند ہے؟
recognition.poll.text | سلام {name}، سال کے آخر میں ہم شکریہ کہتے ہیں۔ کیسے، یہ آپ چنیں۔ ایک کلک۔
recognition.poll.why | آپ {programme} میں شامل ہیں۔
recognition.poll.link | چنیں
recognition.letter.subject | آپ کے لیے سفارش کا خط، {name}
recognition.letter.text | سلام {name}، یہ خط آپ کے کام کے بارے میں ہے۔ جب کام آئے، استعمال کریں۔
recognition.letter.why | {programme} کے ذمہ دار نے یہ لکھا اور آپ کو بھیجا۔
recognition.letter.title | {name} کے لیے سفارش کا خط
recognition.letter.mentor | {name} اس سال {programme} میں رہنما تھے: چھوٹے طالب علموں سے {held} ملاقاتیں، \
{hours} گھنٹے۔
recognition.letter.mentee | {name} اس سال {programme} میں شامل تھے: {held} ملاقاتیں، کل {hours} گھنٹے۔
recognition.letter.partner | {name} اور ساتھی نے اس سال {programme} میں ایک دوسرے کی مدد کی: {held} ملاقاتیں، \
کل {hours} گھنٹے۔
recognition.letter.trained | تربیت کے سبق: {topics}۔
celebration.title | {programme}: جشن
celebration.description | ہم سب شامل ہونے والوں کا شکریہ ادا کرتے ہیں۔
celebration.honours | ہم شکریہ ادا کرتے ہیں
celebration.pupil.subject | آئیں اور جشن منائیں: {day}
celebration.pupil.text | سلام {name}، آپ سب نے جو کیا ہم اس کا جشن مناتے ہیں۔ {day}، {time}، {place} آئیں۔
celebration.pupil.why | آپ {programme} میں شامل ہیں۔
celebration.family.subject | آپ کو دعوت ہے: {day}
celebration.family.text | {name} اور دوسروں نے جو کیا ہم اس کا جشن مناتے ہیں۔ {day}، {time}، {place} تشریف \
لائیں۔
celebration.family.why | آپ نے {name} کو {programme} میں شامل ہونے کی اجازت دی۔
measures.ask.subject | {name}، آپ کے بارے میں کچھ سوال
measures.ask.text | سلام {name}، ان سوالوں سے ہم دیکھتے ہیں کہ پروگرام فائدہ دیتا ہے یا نہیں۔ پانچ منٹ لگتے \
ہیں۔ آپ کا نام جوابوں کے ساتھ نہیں رکھا جاتا۔ جس کا جواب نہ دینا چاہیں چھوڑ دیں۔
measures.ask.why | آپ {programme} میں شامل ہیں۔ ہم شروع میں اور بعد میں سب سے پوچھتے ہیں۔
measures.again.subject | {name}، ابھی جواب دینے کا وقت ہے
measures.again.text | سلام {name}، نام نہیں رکھے جاتے، اس لیے ہم نہیں جانتے کس نے جواب دیا۔ اگر آپ نے دیا: \
شکریہ۔ ورنہ ابھی وقت ہے۔ ہم پھر نہیں پوچھیں گے۔
measures.again.why | آپ {programme} میں شامل ہیں۔ یہ یاد دہانی سب کو ایک بار ملتی ہے۔
measures.link | جواب دیں
reviews.call.subject | مل کر بات کریں: {day}
reviews.call.text | سلام {name}، ہم {day}، {time}، {place} ملیں گے اور بات کریں گے کہ کیسا چل رہا ہے۔ \
آپ کا ساتھی کسی اور دن آتا ہے، کھل کر بات کریں۔ ابھی بتائیں کس پر بات ہو۔
reviews.call.why | آپ {programme} میں شامل ہیں، اور آپ کی بات اہم ہے۔
reviews.link | بتائیں کس پر بات ہو
sessions.line | {when}، {room}: {topics}
sessions.alternates | نہ آ سکیں تو یہ بھی ہے
sessions.preread | پہلے پڑھیں: {what}
sessions.invite.subject | آپ کی تربیت کی تاریخیں
sessions.invite.text | سلام {name}، آپ کی رہنما تربیت کا وقت اور جگہ یہ ہے۔ یہ آپ کے کیلنڈر میں ہوگی۔ نہ آ سکیں \
تو دعوت رد کر دیں: دوسری تاریخ خود آ جائے گی۔
sessions.invite.why | آپ {programme} میں رہنما چنے گئے، اور رہنما پہلے تربیت لیتے ہیں۔
sessions.make_up.subject | چھوٹی ہوئی تربیت کی نئی تاریخ
sessions.make_up.text | سلام {name}، آپ تربیت میں نہیں تھے۔ آپ اسے یہاں پورا کر سکتے ہیں:
sessions.make_up.why | {programme} کی تربیت میں آپ کی جگہ تھی اور آپ فہرست میں نہیں تھے۔
sessions.moved.subject | آپ کی تربیت کی دوسری تاریخ
sessions.moved.text | سلام {name}، آپ کی تربیت کی دوسری تاریخ یہ ہے:
sessions.moved.why | آپ {programme} کی تربیت میں ہیں، اور آپ کی تاریخ بدل گئی۔
sessions.today.subject | آج: آپ کی تربیت
sessions.today.text | سلام {name}، آپ کی تربیت {when}، {room} میں ہے۔ وہاں ایک لفظ اونچی آواز میں بتایا جائے \
گا۔ اسے یہاں لکھیں، اور آپ فہرست میں ہیں۔
sessions.today.why | {programme} کی تربیت میں آپ کی جگہ ہے۔
sessions.today.link | لفظ لکھیں
sessions.wrong.subject | یہ تربیت کا لفظ نہیں تھا
sessions.wrong.text | سلام {name}، آپ کا لکھا ہوا لفظ کسی تربیت کا نہیں۔ پوچھ لیں، پھر اسی لنک سے دوبارہ کوشش \
کریں۔
sessions.wrong.why | آپ نے ایک لفظ لکھا کہ آپ {programme} کی تربیت میں تھے۔
life.ideas.subject | آج کی ملاقات کے لیے دو خیال
life.ideas.text | سلام {name}، یہ آپ مل کر کر سکتے ہیں۔ آپ چنیں۔
life.ideas.heading | آپ کے لیے خیال
life.ideas.why | آج {programme} میں آپ کی ملاقات ہے۔
life.favourites.subject | جو آپ کو سب سے اچھا لگا
life.favourites.text | سلام {name}، آپ ہمارے سب خیال آزما چکے۔ سب سے اچھا پھر کریں، یا خود نیا سوچیں۔
life.favourites.heading | آپ کو پسند آیا
life.favourites.why | آج {programme} میں آپ کی ملاقات ہے۔
life.goal_ask.subject | آپ دونوں کیا حاصل کرنا چاہتے ہیں؟
life.goal_ask.text | سلام {name}، آپ اور {partner} اب ایک دوسرے کو جانتے ہیں۔ مل کر ایک مقصد چنیں۔ چھوٹا مقصد \
اچھا ہے۔ آپ میں سے ایک یہ بھرے۔
life.goal_ask.link | ہمارا مقصد لکھیں
life.goal_ask.why | آپ {programme} میں شامل ہیں، اور مقصد والی جوڑیاں آگے بڑھتی ہیں۔
life.goal_nudge.subject | آپ کا مقصد: کہاں تک پہنچے؟
life.goal_nudge.text | سلام {name}، آپ اور {partner} {day} تک یہ چاہتے ہیں: ⁨{goal}⁩۔ کہاں تک پہنچے؟
life.goal_nudge.link | ایک کلک میں بتائیں
life.goal_nudge.why | آپ نے {programme} میں ایک مقصد رکھا، اور تاریخ قریب ہے۔
life.goal_reached.subject | آپ نے مقصد پا لیا!
life.goal_reached.text | شاباش، {name} اور {partner}! آپ نے چاہا اور کر دکھایا: ⁨{goal}⁩۔ مل کر خوشی منائیں۔
life.goal_reached.why | آپ میں سے ایک نے بتایا کہ {programme} میں آپ کا مقصد پورا ہوا۔
life.drop_in.subject | آئیں اور اپنی جوڑی پر بات کریں
life.drop_in.text | سلام {name}، {adult} آپ کے لیے موجود ہیں: {when}۔ چاہیں تو آئیں۔
life.drop_in.why | آپ {programme} کی ایک جوڑی میں ہیں۔
life.help.link | مجھے مدد چاہیے
life.tip.subject | اگلی ملاقات کے لیے مشورہ
life.tip.text | سلام {name}، آپ نے کہا کہ ملاقات مشکل تھی۔ یہ سب کے ساتھ ہوتا ہے۔ مشورہ نیچے ہے۔ {adult} جاننا \
چاہیں گے کہ کیسا ہے: {when}۔
life.tip.why | آپ نے {programme} میں کہا کہ ایک ملاقات مشکل تھی۔
life.tip_alone.subject | اگلی ملاقات کے لیے مشورہ
life.tip_alone.text | سلام {name}، آپ نے کہا کہ ملاقات مشکل تھی۔ یہ سب کے ساتھ ہوتا ہے۔ مشورہ نیچے ہے۔ آپ ہمیشہ \
{adult} سے پوچھ سکتے ہیں۔
life.tip_alone.why | آپ نے {programme} میں کہا کہ ایک ملاقات مشکل تھی۔
life.tips.0 | پہلے پوچھیں: اس ہفتے کیا اچھا تھا اور کیا نہیں؟ پھر دو منٹ صرف سنیں۔
life.tips.1 | ہاتھوں سے کچھ کریں: بنائیں، جوڑیں، چلیں۔ باتیں بعد میں خود آتی ہیں۔
life.tips.2 | ملنے سے پہلے دو خیالوں میں سے ایک چنیں، اور جو چاہیے ساتھ لائیں۔
life.tips.3 | بتائیں آپ نے کیا دیکھا، یہ نہیں کہ وہ کیسے ہیں۔ پوچھیں: آپ کیا بدلنا چاہتے ہیں؟
life.tips.4 | ایک اچھی بات لکھیں: آپ کی کمی محسوس ہوئی۔ پوچھیں مسئلہ دن کا ہے یا وقت کا۔
life.tips.5 | ذمہ دار بڑے کو بتائیں کون سا وقت یا جگہ بہتر ہے۔ ہم دوسری ڈھونڈتے ہیں۔
life.tips.6 | تین ملاقاتیں اور کریں اور ذمہ دار بڑے سے بات کریں۔ کئی اچھی جوڑیاں ایسے ہی شروع ہوئیں۔
life.coordinator.subject | آپ سنبھالتے ہیں: آپ کے دو فارم
life.coordinator.text | سلام {name}، خیال اور تقریبیں آپ کے ذمے ہیں۔ ذمہ دار بڑے وہ سب دیکھتے ہیں جو آپ بھیجتے \
ہیں۔ طالب علموں کے نام نہ لکھیں۔
life.coordinator.idea | خیالوں کی فہرست بدلیں
life.coordinator.event | تقریب کا منصوبہ بنائیں
life.coordinator.why | آپ {programme} چلانے میں مدد کرتے ہیں۔
life.event_agreed.subject | آپ کی تقریب منظور ہوئی: {title}
life.event_agreed.text | سلام {name}، ذمہ دار بڑے {title} پر راضی ہیں۔ شروع کریں!
life.event_agreed.why | آپ نے {programme} کی ایک تقریب کا منصوبہ بنایا۔
life.opportunities.subject | آپ کے لیے موقعے
life.opportunities.text | سلام {name}، آپ نے بتایا تھا کون سا کام آپ کو پسند ہے۔ یہ نیا ہے:
life.opportunities.why | آپ نے {programme} کی درخواست میں پسند کے کام لکھے۔
life.help_kind.tutor | پڑھائی میں مدد
life.help_kind.counsellor | سکول کا مشیر
life.referral_consent.subject | کیا ہم {name} کے لیے اور مدد مانگیں؟
life.referral_consent.text | ہمارا خیال ہے کہ اس سے {name} کو مدد ملے گی: {kind}۔ آپ کی ہاں سے پہلے کسی کو کچھ \
نہیں بتایا جاتا۔
life.referral_consent.link | اپنا جواب دیں
life.referral_consent.why | آپ {name} کے سرپرست ہیں، جو {programme} میں شامل ہے۔
life.referral_told.subject | {helper} {name} کے بارے میں رابطہ کریں گے
life.referral_told.text | آپ نے {name} کے لیے اور مدد کی اجازت دی ({kind})۔ {helper} کو معلوم ہے اور وہ رابطہ \
کریں گے۔
life.referral_told.why | آپ {name} کے سرپرست ہیں، جو {programme} میں شامل ہے۔
life.bank.map | یاد سے سکول کا نقشہ بنائیں۔ نشان لگائیں کہاں اچھا لگتا ہے اور کیوں۔
life.bank.tour | سکول کا چکر لگائیں۔ ہر ایک دوسرے کو تین کام کی جگہیں دکھائے۔
life.bank.who | فہرست بنائیں: کس بات کے لیے کس سے پوچھوں؟ ہر سطر کے لیے نام ڈھونڈیں۔
life.bank.lunch | مل کر کھانا کھائیں، اور تین چیزیں ڈھونڈیں جو دونوں کو پسند ہوں۔
life.bank.clubs | کلب دیکھیں۔ ایک چنیں جسے ایک بار مل کر آزمائیں۔
life.bank.rules | سکول کے کون سے اصول آپ کو اچھے لگتے ہیں؟ ایک کے لیے نشان بنائیں۔
life.bank.survival | اگلے سال آنے والے کے لیے دس مشورے لکھیں۔
life.bank.first_step | وہ کام لیں جو سب سے کم پسند ہو۔ دو منٹ کا پہلا قدم ڈھونڈیں اور کریں۔
life.bank.teach_back | ایک سبق ایسے سمجھائے جیسے دوسرا غیر حاضر تھا۔ پھر بدلیں۔
life.bank.flash | دس کارڈ بنائیں، ایک طرف سوال۔ سب یاد ہونے تک کھیلیں۔
life.bank.read_aloud | باری باری ایک صفحہ اونچی آواز میں پڑھیں۔ رک کر سوچیں آگے کیا ہوگا۔
life.bank.find_out | ہر ایک ایسا سوال پوچھے جس کا جواب کوئی نہ جانتا ہو۔ دو ایک جیسے ذریعے ڈھونڈیں۔
life.bank.mistakes | واپس آیا ہوا پرچہ دیکھیں۔ ایک غلطی سمجھیں اور ٹھیک کریں۔
life.bank.science | کاغذ اور ٹیپ سے سب سے اونچا مینار بنائیں۔ وہ کیوں گرا؟
life.bank.compliments | ایک دوسرے کی تین سچی اچھی باتیں کہیں۔ پھر ایک کسی اور سے۔
life.bank.board_game | بورڈ گیم کھیلیں۔ ہارنے والا اگلی چنے۔
life.bank.ball | گیند ایک دوسرے کو پھینکیں۔ ہر بار ایک سوال پوچھیں۔
life.bank.recess | وقفہ مل کر گزاریں، اور ایک اور کو ساتھ بلائیں۔
life.bank.role_play | کوئی جھگڑا جو آپ جانتے ہوں اداکاری سے دکھائیں، پھر بہتر انجام کے ساتھ۔
life.bank.joining | کھیلتے ہوئے گروہ میں کیسے شامل ہوں؟ تین پہلے جملے آزمائیں۔
life.bank.sorry | اچھی معافی کیسی ہوتی ہے؟ ایک لکھیں جو آپ سننا چاہیں۔
life.bank.proud | ہر ایک کوئی مشکل کام بتائے جو اس نے کیا۔ کس چیز نے مدد کی؟
life.bank.draw | کاغذ دیکھے بغیر ایک دوسرے کی تصویر بنائیں۔ سب سے مزے کی لٹکائیں۔
life.bank.skill | ایک دوسرے کو کچھ سکھائیں: گرہ، کرتب، دوسری زبان کا لفظ۔
life.bank.brave | اس ہفتے کے لیے ایک چھوٹا بہادر کام چنیں۔ اگلی بار بتائیں کیسا رہا۔
life.bank.song | ہر ایک گانا لائے۔ بتائیں اس میں کیا سنتے ہیں۔
life.bank.photo_story | پانچ تصویریں لیں جو لفظوں کے بغیر کہانی سنائیں۔
life.bank.speech | ایک منٹ اپنی پسند کی چیز پر بولیں۔ دوسرا مسکراہٹیں گنے۔
life.bank.week_plan | اگلا ہفتہ لکھیں۔ پکی باتیں نشان زد کریں، پھر دیکھیں کہاں جگہ ہے۔
life.bank.bag | بستہ خالی کریں۔ کیا واپس جائے گا، اور کہاں؟
life.bank.timer | گھڑی لگا کر دس منٹ کام کریں، تین منٹ آرام۔ دو بار۔ کیا بدلا؟
life.bank.calendar | اگلی تین آخری تاریخیں کیلنڈر میں لکھیں، ہر ایک کے شروع کا دن بھی۔
life.bank.lists | دماغ میں جو کچھ ہے اس کی فہرست بنائیں۔ تین چنیں۔ ایک کاٹ دیں۔
life.bank.folder | ایک مضمون کے کاغذ ترتیب دیں۔ بے کار پھینک دیں۔
life.bank.morning | اپنی صبح منٹ منٹ لکھیں۔ دس منٹ کیسے بچیں؟
life.bank.good_day | سکول کا سب سے اچھا دن بتائیں۔ کیا پھر ہو سکتا ہے؟
life.bank.chain | کاغذ کی زنجیر بنائیں: ہر آنے والے دن کی ایک کڑی۔ طے کریں دس پر کیا ہوگا۔
life.bank.obstacles | سکول آنا کس وجہ سے مشکل ہے؟ ایک بات ڈھونڈیں جو بدل سکے، اور کون مدد کرے۔
life.bank.walk | سکول میں سیر کریں، اور بات کریں آپ کو کس کا انتظار ہے۔
life.bank.jobs | تین منٹ میں جتنے کام گنوا سکیں گنوائیں۔ کون سا ایک دن آزمائیں گے؟
life.bank.interview | سکول کے کسی بڑے سے پوچھیں وہ اپنے کام تک کیسے پہنچے۔
life.bank.letter | ایک سال بعد کے لیے خود کو خط لکھیں۔ سنبھال کر رکھیں۔
life.bank.paths | اپنی پسند کا ایک کام دیکھیں۔ اس کے لیے کون سے مضمون چاہییں؟
life.bank.build | کچھ ایسا سوچیں جس سے سکول بہتر ہو۔ نقشہ بنائیں اور قیمت بتائیں۔
self_checks.quiz.subject | تقریباً: {topic}
self_checks.quiz.text | سلام {name}، آپ کے {count} جواب ابھی درست نہیں۔ یاد رکھیں: اسی دن کسی بڑے کو بتائیں، \
کبھی راز رکھنے کا وعدہ نہ کریں، اور ثبوت کی ضرورت نہیں۔ دوبارہ کوشش کریں۔
self_checks.quiz.why | آپ نے وہ سوال حل کیے جو {programme} کا ہر رہنما پہلے پاس کرتا ہے۔
self_checks.scenarios.subject | دوبارہ دیکھیں: {topic}
self_checks.scenarios.text | سلام {name}، آپ کے {count} جوابوں سے کسی کو خطرہ ہو سکتا ہے۔ سوچیں کس کو معلوم \
ہونا چاہیے، اور کتنی جلدی۔ دوبارہ کوشش کریں۔ ایک بڑا آپ سے بات کرے گا۔
self_checks.scenarios.why | آپ نے وہ مثالیں حل کیں جو {programme} کا ہر رہنما حل کرتا ہے۔
self_checks.card.subject | نئی مدت: اگر آپ کسی کے لیے فکر مند ہوں
self_checks.card.text | سلام {name}، خوش آمدید۔ یاد رکھیں:
self_checks.card.1 | اسی دن کسی بڑے کو بتائیں۔ ثبوت کی ضرورت نہیں۔
self_checks.card.2 | کبھی راز رکھنے کا وعدہ نہ کریں۔
self_checks.card.3 | خطرے میں پہلے کسی بڑے کو بلائیں یا مدد کے لیے پکاریں۔ فارم بعد میں۔
self_checks.card.why | آپ {programme} میں رہنما ہیں۔ ہم ہر مدت میں سب رہنماؤں کو یاد دلاتے ہیں۔
expect.pupil.subject | ہم آپ سے کیا چاہتے ہیں، اور آپ ہم سے
expect.pupil.text | سلام {name}۔ آپ کا کردار: {role}۔ اس کا مطلب یہ ہے:
expect.pupil.why | آپ کے سرپرست نے {programme} میں آپ کی شرکت کی اجازت دی۔
expect.guardian.subject | {name} نے کیا مانا
expect.guardian.text | {name} کا کردار: {role}۔ ہم {name} سے یہ چاہتے ہیں:
expect.guardian.why | آپ نے {name} کو {programme} میں شامل ہونے کی اجازت دی۔
expect.mentor.time | ہر ملاقات میں وقت پر آئیں۔ آپ کا ساتھی انتظار کرتا ہے۔
expect.mentor.listen | بولنے سے زیادہ سنیں۔ جواب معلوم ہونا ضروری نہیں۔
expect.mentor.tell | نہیں آ سکتے؟ ایک دن پہلے بتائیں۔
expect.mentor.secret | جو سنیں اپنے پاس رکھیں۔ کوئی خطرے میں ہو تو فوراً کسی بڑے کو بتائیں۔
expect.mentor.leave | یہ سال بھر کا وعدہ ہے۔ نہ چلے تو ہم سے بات کریں: آپ رک سکتے ہیں۔
expect.mentee.time | ہر ملاقات میں وقت پر آئیں۔
expect.mentee.listen | بتائیں آپ کیا کرنا چاہتے ہیں۔ یہ آپ کا وقت ہے۔
expect.mentee.tell | نہیں آ سکتے؟ ایک دن پہلے بتائیں۔
expect.mentee.secret | آپ کا رہنما آپ کی بات اپنے پاس رکھتا ہے۔ کوئی خطرے میں ہو تو کسی بڑے کو معلوم ہونا چاہیے۔
expect.mentee.leave | آپ کسی بھی وقت، وجہ بتائے بغیر، رک سکتے ہیں۔
expect.partner.time | ہر ملاقات میں وقت پر آئیں۔ آپ کا ساتھی انتظار کرتا ہے۔
expect.partner.listen | آپ ایک دوسرے کی مدد کرتے ہیں۔ دونوں بولیں، دونوں سنیں۔
expect.partner.tell | نہیں آ سکتے؟ ایک دن پہلے بتائیں۔
expect.partner.secret | جو سنیں اپنے پاس رکھیں۔ کوئی خطرے میں ہو تو فوراً کسی بڑے کو بتائیں۔
expect.partner.leave | آپ کسی بھی وقت، وجہ بتائے بغیر، رک سکتے ہیں۔
selection.invited.subject | آئیں اور ہم سے بات کریں
selection.invited.text | سلام {name}۔ ہم {day}، {time}، {room} میں آپ سے بات کرنا چاہتے ہیں۔ آپ {panel} سے ملیں \
گے۔ نہیں آ سکتے؟ کیلنڈر میں دعوت رد کریں، ہم اور وقت ڈھونڈیں گے۔
selection.invited.why | آپ نے {programme} میں رہنما بننے کی درخواست دی۔
selection.remind.subject | ہماری بات آج ہے
selection.remind.text | سلام {name}۔ آج {time}، {room} میں ملتے ہیں۔
selection.remind.why | آپ نے {programme} میں رہنما بننے کی درخواست دی۔
needs.link | اپنی رائے دیں
needs.ask.subject | ہم کس بات پر کام کریں؟
needs.ask.text | سلام {name}۔ {programme} شروع ہونے سے پہلے ہم سب سے پوچھتے ہیں: سکول میں آپ کو سب سے زیادہ کیا \
پریشان کرتا ہے؟ دو منٹ لگتے ہیں۔ آپ کا نام جواب کے ساتھ نہیں رکھا جاتا۔
needs.ask.why | آپ سکول کی فہرست میں ہیں، یا {programme} کے لیے کام کرتے ہیں۔
needs.chosen.subject | آپ نے کہا، ہم نے چنا
needs.chosen.text | سلام {name}۔ آپ نے بتایا کیا پریشان کرتا ہے۔ {count} لوگوں نے کہا: {issue}۔ اس لیے \
{programme} پہلے اسی پر کام کرے گا۔ شکریہ۔
needs.chosen.why | ہم نے آپ سے پوچھا تھا کہ سکول کس بات پر کام کرے۔
recruiting.invite.subject | کیا آپ شامل ہونا چاہیں گے؟
recruiting.invite.text | سلام {name}۔ {programme} کو آپ جیسے طالب علم چاہییں۔ آپ کی جماعت میں سب کو یہ خط ملتا \
ہے۔ اس کا مطلب یہ ہے:
recruiting.invite.why | سکول کی فہرست کہتی ہے کہ آپ درخواست دے سکتے ہیں۔ کچھ کرنا ضروری نہیں۔
recruiting.goal | مقصد: ⁨{goal}⁩
recruiting.closes | آپ {day} تک درخواست دے سکتے ہیں۔ فارم میں مدد چاہیے، یا کاغذ پر بھرنا چاہیں گے؟ ہم سے کہیں: \
کوئی بڑا آپ کے لیے لکھ سکتا ہے۔
recruiting.link.mentor | رہنما بننے کی درخواست
recruiting.link.mentee | رہنما مانگیں
recruiting.link.session | پہلے آ کر جانیں
recruiting.poster.title | کیا آپ شامل ہونا چاہیں گے؟
recruiting.poster.closes | {day} تک درخواست دیں۔
recruiting.poster.note | کیمرا خانے کی طرف کریں، یا پتا لکھیں۔
recruiting.last_call.subject | آپ اب بھی درخواست دے سکتے ہیں
recruiting.last_call.text | سلام {name}۔ آپ {day} تک درخواست دے سکتے ہیں۔ یہ واحد یاد دہانی ہے۔
recruiting.last_call.why | ہم نے آپ کو {programme} میں بلایا اور جواب نہیں آیا۔
recruiting.nominated.subject | کسی نے آپ کا سوچا
recruiting.nominated.text | سلام {name}۔ آپ کو جاننے والے کسی کا خیال ہے کہ آپ {programme} میں اچھے {role} ہوں \
گے۔ کیا درخواست دیں گے؟ فیصلہ آپ کا ہے۔
recruiting.nominated.why | سکول میں کسی نے آپ کا نام دیا۔
recruiting.session.subject | آپ جاننے آ رہے ہیں
recruiting.session.text | سلام {name}۔ {day}، {time}، {room} میں ملتے ہیں۔ یہ آپ کے کیلنڈر میں بھی ہے۔
recruiting.session.why | آپ نے {programme} کے بارے میں جاننے کے لیے نام لکھوایا۔
recruiting.session.title | {programme}: آئیں اور جانیں
default.consent.meet | سکول میں ہر ہفتے کی ملاقاتوں میں شامل ہونا
default.consent.share | ساتھی کو نام اور وقت بتانا
default.pitch.help | آپ ایک چھوٹے طالب علم کی مدد کرتے ہیں، اور سننا اور رہنمائی کرنا سیکھتے ہیں۔
default.pitch.promise | جوڑی سکول میں ملتی ہے، ایسے وقت جو دونوں کو ٹھیک ہو۔ یہ پورے سال کا وعدہ ہے۔
default.pitch.trained | شروع کرنے سے پہلے آپ کی تربیت ہوتی ہے، اور ہر ملاقات میں ایک بڑا موجود ہوتا ہے۔
default.pitch.hard | یہ ہمیشہ آسان نہیں: کبھی ساتھی شرمیلا، اداس یا دیر سے آتا ہے۔ تب ہم مدد کرتے ہیں۔
"""
)
