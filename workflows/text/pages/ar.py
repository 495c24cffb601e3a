"""Arabic: the form pages, by their English words. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
Become a mentor | التقديم كمرشد أو مرشدة
Ask for a mentor | طلب مرشد أو مرشدة
Permission to take part | الموافقة على المشاركة
How was your meeting? | كيف كان لقاؤك؟
Our agreement | اتفاقنا
Tell us about a worry | إخبارنا بأمر يقلقك
Leave the programme | ترك البرنامج
Sending this form again changes your earlier answer. | إرسال هذه الاستمارة مرة أخرى يغيّر جوابك السابق.
Your answer counts at once, and you can change it at any time with the same link. | يسري جوابكم فورًا، ويمكنكم \
تغييره في أي وقت بالرابط نفسه.
Takes less than a minute. | الإجابة تأخذ أقل من دقيقة.
We come on time, we listen, we tell somebody when we cannot come, we keep confidences but not secrets about \
safety. | نأتي في الموعد، ونستمع، ونخبر أحدًا عندما لا نستطيع الحضور، ونحفظ الأسرار إلا ما يمس السلامة.
If anyone is in danger now, call the emergency number first. | إذا كان أحد في خطر الآن، فيجب أولًا الاتصال برقم \
الطوارئ.
This goes straight to the safeguarding lead, nobody else. | تصل هذه الرسالة مباشرة إلى المسؤول عن حماية الطلاب، \
ولا تصل إلى أحد غيره.
You can stop at any time and need not give a reason. | يمكنك التوقف في أي وقت، ولا حاجة إلى ذكر السبب.
Your full name | اسمك الكامل
Your school mail address | عنوان بريدك المدرسي
Your grade (year) | صفك (السنة الدراسية)
Language we write to you in | اللغة التي نكتب إليك بها
For example: en | مثلًا: ar
Your parent's or guardian's name | اسم أحد والديك أو ولي أمرك
Your parent's or guardian's mail address | عنوان بريد أحد والديك أو ولي أمرك
When could you meet? | متى يمكنك اللقاء؟
Choose at least #. | يرجى اختيار # أو أكثر.
What could you help with? | في أي شيء يمكنك المساعدة؟
What would you like help with? | في أي شيء تفيدك المساعدة؟
Subjects | المواد الدراسية
What do you enjoy? | ما الذي يعجبك؟
What do you not enjoy at all? | ما الذي لا يعجبك أبدًا؟
Languages you speak | اللغات التي يمكنك التحدث بها
Jobs you find interesting | مهن تثير اهتمامك
Separate with commas. | يرجى الفصل بينها بفواصل.
Anyone you would like to be with? | هل هناك أحد يسرك أن يكون معك؟
Mail addresses, most wanted first. | عناوين البريد، الأحب إليك أولًا.
Gender | الجنس
Only used if you ask for the same gender below. | نستعمله فقط إذا طلبت في الأسفل شريكًا من الجنس نفسه.
Must your partner have the same gender? | هل يجب أن يكون شريكك من الجنس نفسه؟
How many pupils could you mentor? | كم عدد الطلاب الذين يمكنك إرشادهم؟
Why would you like to take part? | لماذا تهمك المشاركة؟
Are you worried about somebody's safety? | هل لديك قلق على سلامة أحد؟
Do you agree that your child takes part? | هل توافقون على مشاركة ابنكم أو ابنتكم؟
Your child would: | بموافقتكم يمكن لابنكم أو ابنتكم:
take part in weekly meetings at school | المشاركة في لقاءات أسبوعية في المدرسة
share name and timetable with the pair | إعطاء الاسم والجدول للشريك
Your name | الاسم
Anything we should know? | هل هناك شيء يجب أن نعرفه؟
Did the meeting take place? | هل تم اللقاء؟
How was it? (# bad, # great) | كيف كان؟ (# سيئ، # رائع)
Was it hard? | هل كان صعبًا؟
Anything to add? | هل من إضافة؟
Do you agree? | هل نتفق على ذلك؟
What are you worried about? | ما الذي يقلقك؟
Whom is it about? | بمن يتعلق الأمر؟
What kind of worry is it? | ما نوع الأمر الذي يقلقك؟
Could somebody be hurt soon? | هل يمكن أن يتعرض أحد للأذى قريبًا؟
Is it about one of these adults? They will not be told. | هل يتعلق الأمر بأحد هؤلاء البالغين؟ لن نخبرهم بذلك.
Your name (you may leave it empty) | اسمك (يمكنك تركه فارغًا)
Do you want to stop? | هل قررت التوقف؟
Would you like to say why? | ما السبب، إن شئت ذكره؟
No | لا
Yes | نعم
Yes, please contact me | نعم، أرجو التواصل معي
Yes, I agree | نعم، أوافق
No, I do not agree | لا، لا أوافق
No, somebody did not come | لا، أحد الطرفين لم يحضر
No, it was cancelled | لا، ألغي اللقاء
I want to talk first | أريد أن نتحدث أولًا
Somebody is being hurt | شخص يتعرض للأذى
Bullying | تنمر
Somebody is very unhappy | شخص حزين جدًا
Something online | أمر على الإنترنت
Something else | أمر آخر
Yes, stop now | نعم، أريد التوقف الآن
Settling in | الاندماج في المدرسة
Homework | الواجبات المدرسية
Friendship | الصداقة
Confidence | الثقة بالنفس
Organisation | التنظيم
Attendance | المواظبة على الحضور
Maths | الرياضيات
English | اللغة الإنجليزية
Science | العلوم
History | التاريخ
Languages | اللغات
Art | الفنون
Music | الموسيقى
Sport | الرياضة
Reading | القراءة
Games | الألعاب
Cooking | الطبخ
Film | الأفلام
Coding | البرمجة
Send | إرسال
(optional) | (اختياري)
Error: | خطأ:
Please check: | يرجى المراجعة:
One answer needs another look | هناك جواب واحد يحتاج إلى مراجعة
# answers need another look | عدد الأجوبة التي تحتاج إلى مراجعة: #
Everything else you wrote is still here. | كل ما كتبته غير ذلك ما زال هنا.
Nothing has been sent yet. | لم يُرسل شيء بعد.
Skip to content | الانتقال إلى المحتوى
Student mentoring, run by your school. | إرشاد بين الطلاب، تنظمه مدرستك.
This page in another language | هذه الصفحة بلغة أخرى
Please choose an answer. | يرجى اختيار جواب.
Please answer this question. | يرجى الإجابة عن هذا السؤال.
Please give one answer only. | يرجى إعطاء جواب واحد فقط.
Please keep this to # characters; you wrote #. | يرجى الاختصار: الحد الأقصى لعدد الأحرف #، وعدد ما كتبته #.
Please write a mail address, like name@example.org. | يرجى كتابة عنوان بريد، مثل name@example.org.
Please write a number, in digits. | يرجى كتابة العدد بالأرقام الإنجليزية.
Please write a date as year-month-day, like #-#-#. | يرجى كتابة التاريخ بترتيب السنة ثم الشهر ثم اليوم، مثل ⁨#-#-#⁩.
Please choose from the answers offered. | يرجى الاختيار من الأجوبة المعروضة.
Please open the form with the link in the mail you got from us. | يرجى فتح الاستمارة بالرابط الموجود في الرسالة \
التي وصلتك منا.
This question is not on the form. | هذا السؤال غير موجود في الاستمارة.
Please open the form again. | يرجى فتح الاستمارة من جديد.
Your answers are too long altogether. | أجوبتك كلها معًا أطول من المسموح.
Please shorten the longest one. | يرجى اختصار أطول جواب.
Thank you | شكرًا
What happens next | ماذا يحدث بعد ذلك
Thank you, your answer has arrived. | شكرًا، وصل جوابك.
You can close this page. | يمكنك إغلاق هذه الصفحة.
Thank you for offering your help. | شكرًا لأنك عرضت المساعدة.
You get a receipt by mail, with a link to change your answers. | يصلك تأكيد بالبريد، وفيه رابط لتغيير أجوبتك.
Your parent or guardian is asked for permission. | نطلب الموافقة من أحد والديك أو ولي أمرك.
Nothing begins before they say yes. | لا يبدأ شيء قبل هذه الموافقة.
The programme lead looks at your application and you hear from us by mail. | يقرأ المسؤول عن البرنامج طلبك، ثم \
يصلك الجواب بالبريد.
Thank you, we have your request. | شكرًا، وصلنا طلبك.
Thank you, your answer counts from now. | شكرًا، يسري جوابكم من الآن.
You get a copy by mail. | ستصل نسخة منه بالبريد.
You can change your mind at any time: open the same link again. | يمكنكم تغيير رأيكم في أي وقت: يكفي فتح الرابط \
نفسه مرة أخرى.
Thank you for telling us how it went. | شكرًا لأنك أخبرتنا كيف كان اللقاء.
The programme lead sees that the meeting was answered. | يرى المسؤول عن البرنامج أن جوابًا وصل عن هذا اللقاء.
Your next meeting is in your calendar. | لقاؤك القادم في تقويمك.
Thank you. | شكرًا.
If you want to talk first, the programme lead comes to you. | إذا أردت الحديث أولًا، فسيأتي إليك المسؤول عن \
البرنامج.
Thank you for telling us. | شكرًا لأنك أخبرتنا.
It was right to do so. | لقد فعلت الصواب.
The safeguarding lead is told at once. | نخبر المسؤول عن حماية الطلاب فورًا.
If they do not answer, the next adult is told. | إذا لم يصل رد منه، نخبر الشخص البالغ التالي.
It is not shown to anybody else in the programme. | لا تظهر رسالتك لأي شخص آخر في البرنامج.
Your answer has arrived. | وصل جوابك.
If you chose to stop, your meetings are cancelled at once. | إذا اخترت التوقف، تُلغى لقاءاتك فورًا.
You need not do anything else. | لا حاجة إلى أي شيء آخر منك.
Which of these are you? | أيّ من هذه يشبهك؟
Choose what fits; nobody checks it. | اختر ما يناسبك؛ لا أحد يتحقق منه.
Mail address of a teacher who knows you | عنوان بريد معلّم يعرفك
This teacher gets a mail with three short questions. | يصل إلى هذا المعلّم بريد فيه ثلاثة أسئلة قصيرة.
Do you need anything so that you can take part? | هل تحتاج إلى شيء كي تستطيع المشاركة؟
For example: larger print, more time, somebody with you. | مثلًا: خط أكبر، أو وقت أطول، أو شخص يرافقك.
Only the programme lead reads this. | لا يقرأ هذا إلا مسؤول البرنامج.
Which idea did you use? | أي فكرة استعملتما؟
The first idea | الفكرة الأولى
The second idea | الفكرة الثانية
How was that? (# bad, # great) | كيف كان ذلك؟ (# سيئ، # رائع)
If it was hard: what was it? | إذا كان صعبًا: ما السبب؟
My partner says little | شريكي قليل الكلام
We did not know what to do | لم نعرف ماذا نفعل
We do not get on | لسنا على وفاق
My partner did not come | شريكي لم يأتِ
The place or the time | المكان أو الوقت
This pair does not fit | هذا الثنائي لا يناسب بعضه بعضًا
"""
)
