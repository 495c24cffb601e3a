"""Urdu: the form pages, by their English words. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
Become a mentor | رہنما بنیں
Ask for a mentor | رہنما مانگیں
Permission to take part | شرکت کی اجازت
How was your meeting? | آپ کی ملاقات کیسی رہی؟
Our agreement | ہمارا عہد
Tell us about a worry | کوئی فکر ہے؟ ہمیں بتائیں
Leave the programme | پروگرام چھوڑیں
Sending this form again changes your earlier answer. | یہ فارم دوبارہ بھیجنے سے آپ کا پہلا جواب بدل جاتا ہے۔
Your answer counts at once, and you can change it at any time with the same link. | آپ کا جواب فوراً شمار \
ہوتا ہے، اور آپ اسی لنک سے اسے کسی بھی وقت بدل سکتے ہیں۔
Takes less than a minute. | ایک منٹ سے کم لگتا ہے۔
We come on time, we listen, we tell somebody when we cannot come, we keep confidences but not secrets about \
safety. | ہم وقت پر آتے ہیں، ہم سنتے ہیں، نہ آ سکیں تو کسی کو بتا دیتے ہیں، ہم راز رکھتے ہیں لیکن حفاظت کی بات \
نہیں چھپاتے۔
If anyone is in danger now, call the emergency number first. | اگر ابھی کوئی خطرے میں ہے تو پہلے ایمرجنسی نمبر \
پر فون کریں۔
This goes straight to the safeguarding lead, nobody else. | یہ سیدھا حفاظت کے ذمہ دار کو جاتا ہے، کسی اور کو نہیں۔
You can stop at any time and need not give a reason. | آپ کسی بھی وقت، وجہ بتائے بغیر، چھوڑ سکتے ہیں۔
Your full name | آپ کا پورا نام
Your school mail address | آپ کا سکول کا ای میل پتہ
Your grade (year) | آپ کی جماعت (کلاس)
Language we write to you in | ہم آپ کو کس زبان میں لکھیں
For example: en | مثلاً: ur
Your parent's or guardian's name | آپ کے والد، والدہ یا سرپرست کا نام
Your parent's or guardian's mail address | آپ کے والد، والدہ یا سرپرست کا ای میل پتہ
When could you meet? | آپ کب مل سکتے ہیں؟
Choose at least #. | کم از کم # چنیں۔
What could you help with? | آپ کس بات میں مدد کر سکتے ہیں؟
What would you like help with? | آپ کو کس بات میں مدد چاہیے؟
Subjects | مضامین
What do you enjoy? | آپ کو کیا پسند ہے؟
What do you not enjoy at all? | آپ کو کیا بالکل پسند نہیں؟
Languages you speak | زبانیں جو آپ بولتے ہیں
Jobs you find interesting | پیشے جو آپ کو دلچسپ لگتے ہیں
Separate with commas. | ہر ایک کے بعد کاما لگائیں۔
Anyone you would like to be with? | کیا کوئی ہے جس کے ساتھ آپ ہونا چاہیں گے؟
Mail addresses, most wanted first. | ای میل پتے، سب سے پسندیدہ پہلے۔
Gender | جنس
Only used if you ask for the same gender below. | یہ صرف تب کام آتا ہے جب آپ نیچے اپنی ہی جنس کا ساتھی مانگیں۔
Must your partner have the same gender? | کیا ضروری ہے کہ آپ کا ساتھی آپ ہی کی جنس کا ہو؟
How many pupils could you mentor? | آپ کتنے طالب علموں کے رہنما بن سکتے ہیں؟
Why would you like to take part? | آپ کیوں شامل ہونا چاہتے ہیں؟
Are you worried about somebody's safety? | کیا آپ کو کسی کی حفاظت کی فکر ہے؟
Do you agree that your child takes part? | کیا آپ اپنے بچے یا بچی کی شرکت پر راضی ہیں؟
Your child would: | آپ کے بچے یا بچی کے لیے اس کا مطلب یہ ہے:
take part in weekly meetings at school | سکول میں ہر ہفتے کی ملاقاتوں میں شامل ہونا
share name and timetable with the pair | ساتھی کو نام اور وقت بتانا
Your name | آپ کا نام
Anything we should know? | کوئی بات جو ہمیں معلوم ہونی چاہیے؟
Did the meeting take place? | کیا ملاقات ہوئی؟
How was it? (# bad, # great) | کیسی رہی؟ (# خراب، # بہت اچھی)
Was it hard? | کیا یہ مشکل تھی؟
Anything to add? | کچھ اور کہنا چاہیں گے؟
Do you agree? | کیا آپ راضی ہیں؟
What are you worried about? | آپ کو کس بات کی فکر ہے؟
Whom is it about? | بات کس کے بارے میں ہے؟
What kind of worry is it? | یہ کس قسم کی فکر ہے؟
Could somebody be hurt soon? | کیا جلد کسی کو نقصان پہنچ سکتا ہے؟
Is it about one of these adults? They will not be told. | کیا بات ان میں سے کسی بڑے کے بارے میں ہے؟ انہیں نہیں \
بتایا جائے گا۔
Your name (you may leave it empty) | آپ کا نام (خالی چھوڑ سکتے ہیں)
Do you want to stop? | کیا آپ چھوڑنا چاہتے ہیں؟
Would you like to say why? | کیا آپ وجہ بتانا چاہیں گے؟
No | جی نہیں
Yes | جی ہاں
Yes, please contact me | جی ہاں، براہ کرم مجھ سے رابطہ کریں
Yes, I agree | جی ہاں، میں راضی ہوں
No, I do not agree | جی نہیں، میں راضی نہیں
No, somebody did not come | جی نہیں، ہم میں سے کوئی ایک نہیں آیا
No, it was cancelled | جی نہیں، ملاقات منسوخ ہو گئی
I want to talk first | مجھے پہلے بات کرنی ہے
Somebody is being hurt | کسی کو نقصان پہنچایا جا رہا ہے
Bullying | ستانا اور دھونس جمانا
Somebody is very unhappy | کوئی بہت دکھی ہے
Something online | انٹرنیٹ پر کوئی بات
Something else | کوئی اور بات
Yes, stop now | جی ہاں، ابھی چھوڑنا ہے
Settling in | نئے ماحول میں گھلنا ملنا
Homework | ہوم ورک
Friendship | دوستی
Confidence | خود اعتمادی
Organisation | کاموں کی ترتیب
Attendance | حاضری
Maths | ریاضی
English | انگریزی
Science | سائنس
History | تاریخ
Languages | زبانیں
Art | آرٹ
Music | موسیقی
Sport | کھیل کود
Reading | کتابیں پڑھنا
Games | گیمز
Cooking | کھانا پکانا
Film | فلمیں
Coding | کوڈنگ
Send | بھیجیں
(optional) | (لازمی نہیں)
Error: | غلطی:
Please check: | براہ کرم دیکھیں:
One answer needs another look | ایک جواب دوبارہ دیکھنا ہے
# answers need another look | # جواب دوبارہ دیکھنے ہیں
Everything else you wrote is still here. | باقی سب جو آپ نے لکھا یہیں محفوظ ہے۔
Nothing has been sent yet. | ابھی کچھ نہیں بھیجا گیا۔
Skip to content | سیدھے مواد پر جائیں
Student mentoring, run by your school. | طلبہ کی رہنمائی کا پروگرام، آپ کے سکول کی طرف سے۔
This page in another language | یہ صفحہ دوسری زبان میں
Please choose an answer. | براہ کرم ایک جواب چنیں۔
Please answer this question. | براہ کرم اس سوال کا جواب دیں۔
Please give one answer only. | براہ کرم صرف ایک جواب دیں۔
Please keep this to # characters; you wrote #. | براہ کرم زیادہ سے زیادہ # حروف لکھیں؛ آپ نے # لکھے۔
Please write a mail address, like name@example.org. | براہ کرم ای میل پتہ لکھیں، جیسے name@example.org۔
Please write a number, in digits. | براہ کرم عدد ہندسوں میں لکھیں۔
Please write a date as year-month-day, like #-#-#. | براہ کرم تاریخ یوں لکھیں: سال، مہینہ، دن، جیسے ⁨#-#-#⁩۔
Please choose from the answers offered. | براہ کرم دیے گئے جوابوں میں سے چنیں۔
Please open the form with the link in the mail you got from us. | براہ کرم فارم اس لنک سے کھولیں جو ہماری ای میل \
میں ہے۔
This question is not on the form. | یہ سوال فارم میں نہیں ہے۔
Please open the form again. | براہ کرم فارم دوبارہ کھولیں۔
Your answers are too long altogether. | آپ کے سب جواب مل کر بہت لمبے ہیں۔
Please shorten the longest one. | براہ کرم سب سے لمبا جواب چھوٹا کریں۔
Thank you | شکریہ
What happens next | آگے کیا ہوگا
Thank you, your answer has arrived. | شکریہ، آپ کا جواب پہنچ گیا۔
You can close this page. | آپ یہ صفحہ بند کر سکتے ہیں۔
Thank you for offering your help. | مدد کی پیشکش کا شکریہ۔
You get a receipt by mail, with a link to change your answers. | آپ کو ای میل سے رسید ملے گی، اور جواب بدلنے کا \
لنک بھی۔
Your parent or guardian is asked for permission. | آپ کے والد، والدہ یا سرپرست سے اجازت مانگی جائے گی۔
Nothing begins before they say yes. | ان کی ہاں سے پہلے کچھ شروع نہیں ہوگا۔
The programme lead looks at your application and you hear from us by mail. | پروگرام کے ذمہ دار آپ کی درخواست \
دیکھیں گے اور آپ کو ای میل سے جواب ملے گا۔
Thank you, we have your request. | شکریہ، آپ کی درخواست ہمیں مل گئی ہے۔
Thank you, your answer counts from now. | شکریہ، آپ کا جواب ابھی سے شمار ہوتا ہے۔
You get a copy by mail. | آپ کو ای میل سے نقل ملے گی۔
You can change your mind at any time: open the same link again. | آپ کسی بھی وقت ارادہ بدل سکتے ہیں: یہی لنک \
دوبارہ کھولیں۔
Thank you for telling us how it went. | شکریہ کہ آپ نے بتایا ملاقات کیسی رہی۔
The programme lead sees that the meeting was answered. | پروگرام کے ذمہ دار دیکھتے ہیں کہ ملاقات کے بارے میں \
جواب آ گیا ہے۔
Your next meeting is in your calendar. | آپ کی اگلی ملاقات آپ کے کیلنڈر میں ہے۔
Thank you. | شکریہ۔
If you want to talk first, the programme lead comes to you. | اگر آپ پہلے بات کرنا چاہیں تو پروگرام کے ذمہ دار \
آپ کے پاس آئیں گے۔
Thank you for telling us. | ہمیں بتانے کا شکریہ۔
It was right to do so. | آپ نے ٹھیک کیا۔
The safeguarding lead is told at once. | حفاظت کے ذمہ دار کو فوراً بتایا جاتا ہے۔
If they do not answer, the next adult is told. | وہ جواب نہ دیں تو اگلے ذمہ دار بڑے کو بتایا جاتا ہے۔
It is not shown to anybody else in the programme. | پروگرام میں کسی اور کو یہ نہیں دکھایا جاتا۔
Your answer has arrived. | آپ کا جواب پہنچ گیا۔
If you chose to stop, your meetings are cancelled at once. | اگر آپ نے چھوڑنا چنا تو آپ کی ملاقاتیں فوراً منسوخ \
ہو جاتی ہیں۔
You need not do anything else. | آپ کو اور کچھ نہیں کرنا۔
Which of these are you? | ان میں سے کیا آپ پر ٹھیک بیٹھتا ہے؟
Choose what fits; nobody checks it. | جو ٹھیک لگے چنیں؛ کوئی جانچتا نہیں۔
Mail address of a teacher who knows you | کسی استاد کا ای میل پتا جو آپ کو جانتے ہوں
This teacher gets a mail with three short questions. | ان استاد کو تین چھوٹے سوالوں کی ای میل ملتی ہے۔
Do you need anything so that you can take part? | کیا حصہ لینے کے لیے آپ کو کسی چیز کی ضرورت ہے؟
For example: larger print, more time, somebody with you. | مثال کے طور پر: بڑے حروف، زیادہ وقت، کوئی آپ کے ساتھ۔
Only the programme lead reads this. | یہ صرف پروگرام کے ذمہ دار پڑھتے ہیں۔
Which idea did you use? | آپ نے کون سا خیال آزمایا؟
The first idea | پہلا خیال
The second idea | دوسرا خیال
How was that? (# bad, # great) | یہ کیسا رہا؟ (# برا، # بہت اچھا)
If it was hard: what was it? | اگر مشکل تھا: کیا مشکل تھی؟
My partner says little | میرا ساتھی کم بولتا ہے
We did not know what to do | ہمیں معلوم نہیں تھا کہ کیا کریں
We do not get on | ہماری بنتی نہیں
My partner did not come | میرا ساتھی نہیں آیا
The place or the time | جگہ یا وقت
This pair does not fit | یہ جوڑی ٹھیک نہیں بیٹھتی
"""
)
