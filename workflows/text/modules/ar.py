"""Arabic: what pupils and guardians read of the programme's modules. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
agreements.ask.subject | اتفاقك مع {partner}
agreements.ask.text | مرحبا {name}، التقيت مع {partner} لأول مرة. اقرأ ما تعدان به معا، وأخبرنا هل توافق. الأمر \
يأخذ دقيقة.
agreements.ask.why | أنت تشارك في {programme}، وكل شريكين يتفقان على القواعد القليلة نفسها.
agreements.ask.link | اقرأ وأجب
agreements.chase.subject | من فضلك أجب: اتفاقك مع {partner}
agreements.chase.text | مرحبا {name}، لم يصلنا جوابك بعد. اقرأ ما تعد به أنت و{partner}، وأخبرنا هل توافق.
agreements.chase.why | أنت تشارك في {programme}، وجوابك ناقص.
meetings.welcome.subject | لقاؤك الأول: {day}
meetings.welcome.text | مرحبا {name}، {partner} هو لك: {role}. تلتقيان {day}، {time}، {room}. {host} في \
استقبالكما. {common}
meetings.welcome.common | جمعناكما لأنكما تحبان: {common}.
meetings.welcome.times | جمعناكما لأنكما تستطيعان التعاون ووقت فراغكما واحد.
meetings.welcome.why | أنت تشارك في {programme}، وتمت الموافقة على لقاءاتكما.
meetings.welcome.ideas | لكسر الجليد
meetings.welcome.idea_1 | كل واحد يقول شيئين صحيحين وشيئا غير صحيح، والآخر يكتشفه.
meetings.welcome.idea_2 | ابحثا عن ثلاثة أشياء مشتركة لا يتوقعها أحد.
meetings.welcome.idea_3 | ماذا تحب أن تتعلم حتى نهاية السنة؟
meetings.moved.subject | تغير موعد لقائك إلى {day}
meetings.moved.text | لقاؤك مع {partner} يوم {before} تغير. صار {day}، {time}، {room}.
meetings.moved.why | أنت تشارك في {programme}، والموعد السابق لم يعد ممكنا.
meetings.again.subject | موعد جديد للقائك: {day}
meetings.again.text | لقاؤك مع {partner} يوم {before} لم يتم. يمكنكما أن تلتقيا {day}، {time}، {room}.
meetings.again.why | أنت تشارك في {programme}.
meetings.over.subject | توقفت لقاءاتك
meetings.over.text | مرحبا {name}، لقاءاتك لا يمكن أن تستمر، وحذفناها من تقويمك. هذا ليس بسببك. {lead} يتحدث \
معك عما يأتي.
meetings.over.why | أنت تشارك في {programme}.
meetings.no_goodbye.subject | لقاء الوداع لن يتم
meetings.no_goodbye.text | مرحبا {name}، لقاء الوداع لا يمكن أن يتم، وحذفناه من تقويمك. هذا ليس بسببك. {lead} يتحدث \
معك ويمكن أن ينقل وداعك.
meetings.no_goodbye.why | أنت تشارك في {programme}، وكان لك لقاء وداع.
meetings.paused.subject | لقاءاتك تتوقف لفترة
meetings.paused.text | مرحبا {name}، تتوقف لقاءاتك حتى ينتهي التدريب. هذا ليس بسببك. المواعيد الجديدة تصلك \
وحدها. {lead} يجيب عن الأسئلة.
meetings.paused.why | أنت تشارك في {programme}، والمدرسة تطلب أولا موضوعا من التدريب.
meetings.goodbye.subject | لقاء أخير: {day}
meetings.goodbye.text | مرحبا {name}، ينتهي وقتك مع {partner}. التقيا مرة أخرى للوداع: {day}، {time}، {room}. \
{host} موجود من أجلكما. ليقل كل منكما ما سيتذكره.
meetings.goodbye.why | أنت تشارك في {programme}، وكل شريكين يودع أحدهما الآخر.
meetings.regular.subject | لقاءاتك في الأسابيع القادمة
meetings.regular.text | بعض لقاءاتك مع {partner} مختلفة هذه المرة:
meetings.regular.moved | {day}، {time}، بدل اليوم المعتاد
meetings.regular.skipped | لا لقاء قرب {day}
meetings.regular.why | أنت تشارك في {programme}.
feedback.pupil.subject | كيف الحال مع {partner}؟
feedback.pupil.text | مرحبا {name}، أخبرنا كيف الحال. الأمر يأخذ دقيقتين. نعد كل الأجوبة معا.
feedback.pupil.why | أنت تشارك في {programme}. نسأل الجميع مرات قليلة في السنة.
feedback.exit.subject | وقتك مع {partner}
feedback.exit.text | مرحبا {name}، انتهى وقتك مع {partner}. كيف كان؟ الأمر يأخذ دقيقتين ويساعدنا من أجل غيرك.
feedback.exit.why | شاركت في {programme}، ونسأل كل من انتهى وقته مع شريكه.
feedback.chase.subject | ننتظر جوابك: بعض الأسئلة
feedback.chase.text | مرحبا {name}، ما زلنا نحب أن نعرف كيف حالك. دقيقتان تكفيان. إذا كنت لا تريد أن تجيب، فلا \
تفعل شيئا.
feedback.chase.why | أنت تشارك في {programme}، وجوابك ناقص.
feedback.link | أخبرنا
rollover.mentor.subject | {name}، كن مرشدا في السنة القادمة
rollover.mentor.text | مرحبا {name}، كان لك مرشد هذه السنة، وعدد لقاءاتكما {held}. أنت تعرف كم يساعد ذلك. في \
السنة القادمة يمكن أن تساعد أنت تلميذا أصغر. سنفرح بذلك. البداية نموذج قصير.
rollover.mentor.why | شاركت في {programme} هذه السنة حتى النهاية.
rollover.again.subject | {name}، عد إلينا في السنة القادمة
rollover.again.text | مرحبا {name}، شاركت هذه السنة، وعدد لقاءاتك {held}. شكرا لك. هل تريد أن تستمر في السنة \
القادمة؟ قدم طلبا جديدا، لأن الأوقات والرغبات تتغير.
rollover.again.why | شاركت في {programme} هذه السنة.
rollover.waited.subject | لم يكن هناك مكان هذه السنة. حاول مرة أخرى، {name}
rollover.waited.text | مرحبا {name}، نأسف: لم يكن لك مكان هذه السنة. هذا ليس بسببك. السنة القادمة بداية جديدة، \
ويمكنك أن تقدم طلبا من جديد.
rollover.waited.why | قدمت طلبا إلى {programme} هذه السنة.
rollover.farewell.subject | شكرا لك، {name}
rollover.farewell.text | مرحبا {name}، انتهت السنة. عدد لقاءاتك {held}. شكرا على كل ما قدمت.
rollover.farewell.why | شاركت في {programme} هذه السنة.
rollover.link | طلب للسنة القادمة
recognition.badge.subject | {name}، لك شارة جديدة
recognition.badge.text | أحسنت، {name}. صار عدد لقاءاتك {held}. لك شارة جديدة.
recognition.badge.why | أنت تشارك في {programme}، وواصلت الحضور.
recognition.certificate.subject | شهادتك، {name}
recognition.certificate.text | أحسنت، {name}. عدد لقاءاتك هذه السنة {held}. شهادتك مع هذه الرسالة.
recognition.certificate.why | أنت تشارك في {programme}.
recognition.family.subject | شهادة لـ {name}
recognition.family.text | عدد لقاءات {name} هذه السنة {held}. يحق لكم أن تفخروا. الشهادة مع هذه الرسالة.
recognition.family.why | وافقت على مشاركة {name} في {programme}.
recognition.paper.title | شهادة
recognition.paper.mentor | مرشد: {held} لقاء، {hours} ساعة في المجموع.
recognition.paper.mentee | مشارك: {held} لقاء، {hours} ساعة في المجموع.
recognition.paper.partner | ساعد شريكه: {held} لقاء، {hours} ساعة في المجموع.
recognition.poll.subject | {name}، أي مكافأة تحب؟
recognition.poll.text | مرحبا {name}، في نهاية السنة نقول شكرا. أنت تختار كيف. نقرة واحدة.
recognition.poll.why | أنت تشارك في {programme}.
recognition.poll.link | اختر
recognition.letter.subject | رسالة توصية لك، {name}
recognition.letter.text | مرحبا {name}، هذه رسالة عما فعلته. استعملها متى نفعتك.
recognition.letter.why | كتبها المسؤول عن {programme} وأرسلها إليك.
recognition.letter.title | رسالة توصية لـ {name}
recognition.letter.mentor | كان {name} مرشدا في {programme} هذه السنة: {held} لقاء مع تلاميذ أصغر، {hours} ساعة.
recognition.letter.mentee | شارك {name} في {programme} هذه السنة: {held} لقاء، {hours} ساعة في المجموع.
recognition.letter.partner | ساعد {name} شريكه وساعده شريكه في {programme} هذه السنة: {held} لقاء، {hours} ساعة \
في المجموع.
recognition.letter.trained | موضوعات التدريب: {topics}.
celebration.title | {programme}: الاحتفال
celebration.description | نشكر كل من شارك.
celebration.honours | نشكر
celebration.pupil.subject | تعال واحتفل: {day}
celebration.pupil.text | مرحبا {name}، نحتفل بما فعلتموه جميعا. تعال {day}، {time}، {place}.
celebration.pupil.why | أنت تشارك في {programme}.
celebration.family.subject | أنتم مدعوون: {day}
celebration.family.text | نحتفل بما فعله {name} والآخرون. تفضلوا {day}، {time}، {place}.
celebration.family.why | وافقت على مشاركة {name} في {programme}.
measures.ask.subject | {name}، بعض الأسئلة عنك
measures.ask.text | مرحبا {name}، هذه الأسئلة تساعدنا لنرى هل البرنامج مفيد. الأمر يأخذ خمس دقائق. لا نحفظ اسمك \
مع أجوبتك. يمكنك أن تترك ما لا تريد أن تجيب عنه.
measures.ask.why | أنت تشارك في {programme}. نسأل الجميع في البداية ثم مرة أخرى.
measures.again.subject | {name}، ما زال هناك وقت للجواب
measures.again.text | مرحبا {name}، لأننا لا نحفظ الأسماء، لا نعرف من أجاب. إذا أجبت: شكرا. وإلا فما زال هناك \
وقت. لن نسأل مرة أخرى.
measures.again.why | أنت تشارك في {programme}. هذا التذكير يصل الجميع مرة واحدة.
measures.link | أجب
reviews.call.subject | لنتحدث معا: {day}
reviews.call.text | مرحبا {name}، نلتقي {day}، {time}، {place}، لنتحدث كيف تسير الأمور. \
شريكك يأتي في يوم آخر، فتحدث بحرية. أخبرنا الآن عما نتحدث.
reviews.call.why | أنت تشارك في {programme}، ورأيك مهم.
reviews.link | اختر عما نتحدث
sessions.line | {when}، {room}: {topics}
sessions.alternates | إذا كنت لا تستطيع الحضور، فهناك أيضا
sessions.preread | للقراءة قبل ذلك: {what}
sessions.invite.subject | مواعيد تدريبك
sessions.invite.text | مرحبا {name}، هذا موعد تدريب المرشدين ومكانه. ستجده في تقويمك. إذا كنت لا تستطيع الحضور، \
فارفض الدعوة: يصلك موعد آخر وحده.
sessions.invite.why | تم قبولك مرشدا في {programme}، والمرشدون يتدربون أولا.
sessions.make_up.subject | موعد جديد للتدريب الذي فاتك
sessions.make_up.text | مرحبا {name}، لم تكن معنا في التدريب. يمكنك أن تعوضه هنا:
sessions.make_up.why | كان لك مكان في تدريب {programme} ولم تكن في القائمة.
sessions.moved.subject | موعد آخر لتدريبك
sessions.moved.text | مرحبا {name}، هذا موعد آخر لتدريبك:
sessions.moved.why | أنت تشارك في تدريب {programme}، وتغير موعدك.
sessions.today.subject | اليوم: تدريبك
sessions.today.text | مرحبا {name}، تدريبك {when}، {room}. يقول المدرب كلمة بصوت عال. اكتبها هنا، فتكون في \
القائمة.
sessions.today.why | لك مكان في تدريب {programme}.
sessions.today.link | اكتب الكلمة
sessions.wrong.subject | لم تكن هذه كلمة التدريب
sessions.wrong.text | مرحبا {name}، الكلمة التي كتبتها ليست لأي تدريب. اسأل المدرب، ثم حاول مرة أخرى بالرابط \
نفسه.
sessions.wrong.why | كتبت كلمة لتقول إنك حضرت تدريب {programme}.
life.ideas.subject | فكرتان للقائك اليوم
life.ideas.text | مرحبا {name}، هذا ما يمكن أن تفعلاه معا. أنتما تختاران.
life.ideas.heading | أفكار لكما
life.ideas.why | لديك لقاء اليوم في {programme}.
life.favourites.subject | ما أعجبكما أكثر
life.favourites.text | مرحبا {name}، جربتما كل أفكارنا. أعيدا واحدة من أحسنها، أو ابتكرا فكرة جديدة.
life.favourites.heading | أعجبكما
life.favourites.why | لديك لقاء اليوم في {programme}.
life.goal_ask.subject | ماذا تريدان أن تحققا؟
life.goal_ask.text | مرحبا {name}، أنت و{partner} تعرفان بعضكما الآن. اختارا هدفا معا. الهدف الصغير جيد. واحد \
منكما يملأ هذا.
life.goal_ask.link | اكتب هدفنا
life.goal_ask.why | أنت تشارك في {programme}، ومن له هدف يصل أبعد.
life.goal_nudge.subject | هدفكما: إلى أين وصلتما؟
life.goal_nudge.text | مرحبا {name}، أنت و{partner} تريدان هذا قبل {day}: ⁨{goal}⁩. إلى أين وصلتما؟
life.goal_nudge.link | أجب بنقرة واحدة
life.goal_nudge.why | وضعتما هدفا في {programme}، وموعده قريب.
life.goal_reached.subject | حققتما هدفكما!
life.goal_reached.text | أحسنتما يا {name} و{partner}! أردتما هذا وفعلتماه: ⁨{goal}⁩. افرحا معا قليلا.
life.goal_reached.why | أخبرنا أحدكما أن هدفكما في {programme} تحقق.
life.drop_in.subject | تعال وتحدث عن لقاءاتك
life.drop_in.text | مرحبا {name}، {adult} موجود من أجلك: {when}. تعال إذا أحببت.
life.drop_in.why | لك شريك في {programme}.
life.help.link | أحتاج إلى مساعدة
life.tip.subject | نصيحة للقائك القادم
life.tip.text | مرحبا {name}، قلت إن لقاءك كان صعبا. هذا يحدث للجميع. النصيحة في الأسفل. {adult} يحب أن يعرف \
كيف الحال: {when}.
life.tip.why | قلت في {programme} إن لقاء كان صعبا.
life.tip_alone.subject | نصيحة للقائك القادم
life.tip_alone.text | مرحبا {name}، قلت إن لقاءك كان صعبا. هذا يحدث للجميع. النصيحة في الأسفل. يمكنك دائما أن \
تسأل {adult}.
life.tip_alone.why | قلت في {programme} إن لقاء كان صعبا.
life.tips.0 | ابدأ بسؤال: ما الذي كان جيدا هذا الأسبوع، وما الذي لم يكن؟ ثم استمع فقط دقيقتين.
life.tips.1 | افعلا شيئا بأيديكما: ارسما، ابنيا، امشيا. الكلام يأتي وحده بعد ذلك.
life.tips.2 | اختر واحدة من الفكرتين قبل اللقاء، وأحضر ما تحتاجه.
life.tips.3 | قل ما لاحظته، ولا تحكم على الشخص. اسأل: ماذا تحب أن يتغير؟
life.tips.4 | اكتب سطرا لطيفا: اشتقت إليك. اسأل هل المشكلة في اليوم أم في الوقت.
life.tips.5 | قل للبالغ المسؤول أي وقت أو مكان أنسب. نبحث عن غيره.
life.tips.6 | جرب ثلاثة لقاءات أخرى وتحدث مع البالغ المسؤول. كثير من الشركاء الجيدين بدأوا هكذا.
life.coordinator.subject | أنت تنسق: نموذجان لك
life.coordinator.text | مرحبا {name}، أنت تهتم بالأفكار والمناسبات. البالغ المسؤول يرى كل ما ترسله. من فضلك لا \
تكتب أسماء تلاميذ.
life.coordinator.idea | تغيير قائمة الأفكار
life.coordinator.event | تحضير مناسبة
life.coordinator.why | أنت تساعد في عمل {programme}.
life.event_agreed.subject | تمت الموافقة على مناسبتك: {title}
life.event_agreed.text | مرحبا {name}، البالغ المسؤول يوافق على {title}. ابدأ!
life.event_agreed.why | حضرت مناسبة في {programme}.
life.opportunities.subject | فرص لك
life.opportunities.text | مرحبا {name}، قلت لنا أي عمل يهمك. هذا جديد:
life.opportunities.why | ذكرت أعمالا تهمك عندما قدمت طلبك إلى {programme}.
life.help_kind.tutor | مساعدة في الدروس
life.help_kind.counsellor | مستشار المدرسة
life.referral_consent.subject | هل نطلب مساعدة أخرى لـ {name}؟
life.referral_consent.text | نظن أن هذا يساعد {name}: {kind}. لا نخبر أحدا بشيء قبل موافقتك.
life.referral_consent.link | أعط جوابك
life.referral_consent.why | أنت ولي أمر {name} المشارك في {programme}.
life.referral_told.subject | {helper} يتواصل معك بشأن {name}
life.referral_told.text | وافقت على مساعدة أخرى لـ {name} ({kind}). {helper} يعرف ذلك ويتواصل معك.
life.referral_told.why | أنت ولي أمر {name} المشارك في {programme}.
life.bank.map | ارسما خريطة المدرسة من الذاكرة. علما أين تشعران بالراحة ولماذا.
life.bank.tour | تجولا في المدرسة. كل واحد يري الآخر ثلاثة أماكن من المفيد معرفتها.
life.bank.who | اكتبا قائمة: من أسأل عن ماذا؟ ابحثا عن اسم لكل سطر.
life.bank.lunch | تناولا الغداء معا، وابحثا عن ثلاثة أطعمة تحبانها.
life.bank.clubs | انظرا إلى النوادي. اختارا واحدا لتجرباه معا مرة.
life.bank.rules | أي قواعد المدرسة مفيدة عندكما؟ ارسما لافتة لواحدة.
life.bank.survival | اكتبا عشر نصائح لمن يبدأ هنا في السنة القادمة.
life.bank.first_step | خذ الواجب الذي لا تحبه. ابحث عن أول خطوة تأخذ دقيقتين، وافعلها.
life.bank.teach_back | واحد يشرح شيئا من درس كأن الآخر كان غائبا. ثم تبادلا.
life.bank.flash | اصنعا عشر بطاقات عليها أسئلة. العبا حتى تعرفاها كلها.
life.bank.read_aloud | اقرآ بصوت عال، صفحة لكل واحد. توقفا وخمنا ما يأتي.
life.bank.find_out | كل واحد يسأل سؤالا لا يعرف أحد جوابه. ابحثا عن مصدرين متفقين.
life.bank.mistakes | انظرا إلى اختبار مصحح. افهما خطأ واحدا وأصلحاه.
life.bank.science | ابنيا أعلى برج من الورق والشريط اللاصق. لماذا وقع؟
life.bank.compliments | قولا ثلاثة أشياء جميلة وصادقة أحدكما عن الآخر. ثم واحدة لشخص آخر.
life.bank.board_game | العبا لعبة على الطاولة. الخاسر يختار التالية.
life.bank.ball | تبادلا رمي الكرة. مع كل رمية سؤال.
life.bank.recess | اقضيا الاستراحة معا، وادعوا شخصا آخر.
life.bank.role_play | مثلا خلافا تعرفانه، ثم مثلاه من جديد بنهاية أحسن.
life.bank.joining | كيف تنضم إلى مجموعة تلعب؟ جربا ثلاث جمل للبداية.
life.bank.sorry | ما هو الاعتذار الجيد؟ اكتبا واحدا تحبان سماعه.
life.bank.proud | كل واحد يحكي عن شيء صعب فعله. ما الذي ساعد؟
life.bank.draw | ارسما أحدكما الآخر دون النظر إلى الورقة. علقا الأطرف.
life.bank.skill | علما أحدكما الآخر شيئا: عقدة، خدعة، كلمة من لغة أخرى.
life.bank.brave | اختارا شيئا شجاعا صغيرا لهذا الأسبوع. احكيا عنه في المرة القادمة.
life.bank.song | كل واحد يحضر أغنية. قولا ماذا تسمعان فيها.
life.bank.photo_story | التقطا خمس صور تحكي قصة بلا كلمات.
life.bank.speech | تحدث دقيقة عن شيء تحبه. الآخر يعد الابتسامات.
life.bank.week_plan | اكتبا الأسبوع القادم. علما الثابت، ثم أين يوجد وقت.
life.bank.bag | أفرغا حقيبة المدرسة. ما الذي يعود إليها، وأين؟
life.bank.timer | اعملا عشر دقائق بمؤقت، واستريحا ثلاثا. مرتين. ما الذي تغير؟
life.bank.calendar | اكتبا المواعيد الثلاثة القادمة، مع يوم لبداية كل واحد.
life.bank.lists | اكتبا كل ما في رأسيكما. اختارا ثلاثة. اشطبا واحدا.
life.bank.folder | رتبا أوراق مادة واحدة. ارميا ما لا يحتاجه أحد.
life.bank.morning | اكتبا صباحكما دقيقة بدقيقة. ما الذي يوفر عشر دقائق؟
life.bank.good_day | احك عن أجمل يوم في المدرسة. ماذا يمكنك أن تعيد؟
life.bank.chain | اصنعا سلسلة من الورق: حلقة لكل يوم تأتي فيه. قررا ماذا يحدث عند العشرة.
life.bank.obstacles | ما الذي يصعب المجيء إلى المدرسة؟ ابحثا عن شيء يمكن تغييره، ومن يساعد.
life.bank.walk | امشيا في ساحة المدرسة، وتحدثا عما تنتظرانه بفرح.
life.bank.jobs | اذكرا أكثر ما يمكن من المهن في ثلاث دقائق. أيها تجربان يوما؟
life.bank.interview | اسألا بالغا في المدرسة كيف وصل إلى عمله.
life.bank.letter | اكتب رسالة إلى نفسك بعد سنة. احفظها جيدا.
life.bank.paths | ابحثا عن مهنة تعجبكما. أي مواد تحتاج؟
life.bank.build | ابتكرا شيئا يجعل المدرسة أحسن. ارسما خطة وقولا الثمن.
self_checks.quiz.subject | كدت تصل: {topic}
self_checks.quiz.text | مرحبا {name}، {count} من أجوبتك غير صحيح بعد. تذكر: أخبر بالغا في اليوم نفسه، ولا تعد \
أبدا بكتمان السر، ولا تحتاج إلى دليل. حاول مرة أخرى.
self_checks.quiz.why | أجبت عن أسئلة ينجح فيها كل مرشد في {programme} قبل أن يبدأ.
self_checks.scenarios.subject | انظر مرة أخرى: {topic}
self_checks.scenarios.text | مرحبا {name}، {count} من أجوبتك قد يعرض أحدا للخطر. فكر من يجب أن يعرف، ومتى. حاول \
مرة أخرى. سيتحدث معك بالغ عن ذلك.
self_checks.scenarios.why | أجبت عن مواقف يعمل عليها كل مرشد في {programme}.
self_checks.card.subject | فصل جديد: إذا كنت قلقا على أحد
self_checks.card.text | مرحبا {name}، أهلا بعودتك. للتذكر:
self_checks.card.1 | أخبر بالغا في اليوم نفسه. لا تحتاج إلى دليل.
self_checks.card.2 | لا تعد أبدا بكتمان السر.
self_checks.card.3 | عند الخطر، أحضر بالغا أو اطلب المساعدة أولا. النموذج يأتي بعد ذلك.
self_checks.card.why | أنت مرشد في {programme}. نذكر كل المرشدين في كل فصل.
expect.pupil.subject | ما ننتظره منك، وما تنتظره منا
expect.pupil.text | مرحبا {name}. دورك: {role}. هذا معناه:
expect.pupil.why | وافق ولي أمرك على مشاركتك في {programme}.
expect.guardian.subject | ما وافق عليه {name}
expect.guardian.text | دور {name}: {role}. هذا ما نطلبه من {name}:
expect.guardian.why | وافقت على مشاركة {name} في {programme}.
expect.mentor.time | تعال إلى كل لقاء في الموعد. شريكك ينتظرك.
expect.mentor.listen | استمع أكثر مما تتكلم. ليس عليك أن تعرف الجواب.
expect.mentor.tell | لا تستطيع الحضور؟ أخبرنا قبل يوم.
expect.mentor.secret | احفظ ما تسمعه. إذا كان أحد في خطر، فأخبر بالغا فورا.
expect.mentor.leave | هذا وعد لسنة. إذا لم ينجح الأمر، فتحدث معنا: يمكنك أن تتوقف.
expect.mentee.time | تعال إلى كل لقاء في الموعد.
expect.mentee.listen | قل ماذا تحب أن تفعل. هذا وقتك.
expect.mentee.tell | لا تستطيع الحضور؟ أخبرنا قبل يوم.
expect.mentee.secret | مرشدك يحفظ ما تقوله. إذا كان أحد في خطر، فيجب أن يعرف بالغ.
expect.mentee.leave | يمكنك أن تتوقف في أي وقت، بلا سبب.
expect.partner.time | تعال إلى كل لقاء في الموعد. شريكك ينتظرك.
expect.partner.listen | يساعد كل منكما الآخر. كلاكما يتكلم، وكلاكما يستمع.
expect.partner.tell | لا تستطيع الحضور؟ أخبرنا قبل يوم.
expect.partner.secret | احفظ ما تسمعه. إذا كان أحد في خطر، فأخبر بالغا فورا.
expect.partner.leave | يمكنك أن تتوقف في أي وقت، بلا سبب.
selection.invited.subject | تعال وتحدث معنا
selection.invited.text | مرحبا {name}. نحب أن نتحدث معك {day}، {time}، {room}. ستقابل {panel}. لا تستطيع \
الحضور؟ ارفض الدعوة في تقويمك ونبحث عن وقت آخر.
selection.invited.why | طلبت أن تكون مرشدا في {programme}.
selection.remind.subject | حديثنا اليوم
selection.remind.text | مرحبا {name}. نراك اليوم، {time}، {room}.
selection.remind.why | طلبت أن تكون مرشدا في {programme}.
needs.link | قل رأيك
needs.ask.subject | على ماذا نعمل؟
needs.ask.text | مرحبا {name}. قبل أن يبدأ {programme} نسأل الجميع: ما الذي يزعجك أكثر في المدرسة؟ الأمر يأخذ \
دقيقتين. لا نحفظ اسمك مع جوابك.
needs.ask.why | أنت في قائمة المدرسة، أو تعمل من أجل {programme}.
needs.chosen.subject | قلتم، ونحن اخترنا
needs.chosen.text | مرحبا {name}. أخبرتنا بما يزعجك. {count} أشخاص ذكروا: {issue}. لذلك يبدأ {programme} به. \
شكرا لك.
needs.chosen.why | سألناك على ماذا تعمل المدرسة.
recruiting.invite.subject | هل تحب أن تشارك؟
recruiting.invite.text | مرحبا {name}. {programme} يبحث عن تلاميذ مثلك. كل من في صفك تصله هذه الرسالة. هذا \
معناه:
recruiting.invite.why | قائمة المدرسة تقول إنك تستطيع أن تقدم طلبا. لست مجبرا على شيء.
recruiting.goal | الهدف: ⁨{goal}⁩
recruiting.closes | يمكنك أن تقدم طلبا حتى {day}. هل تحتاج إلى مساعدة في النموذج، أم تفضل الورق؟ اسألنا: يمكن \
لبالغ أن يكتبه عنك.
recruiting.link.mentor | أريد أن أكون مرشدا
recruiting.link.mentee | أريد مرشدا
recruiting.link.session | تعال واعرف المزيد أولا
recruiting.poster.title | هل تحب أن تشارك؟
recruiting.poster.closes | قدم طلبك حتى {day}.
recruiting.poster.note | وجه الكاميرا نحو المربع، أو اكتب العنوان.
recruiting.last_call.subject | ما زال بإمكانك أن تقدم طلبا
recruiting.last_call.text | مرحبا {name}. يمكنك أن تقدم طلبا حتى {day}. هذا هو التذكير الوحيد.
recruiting.last_call.why | دعوناك إلى {programme} ولم يصلنا منك جواب.
recruiting.nominated.subject | أحد يفكر فيك
recruiting.nominated.text | مرحبا {name}. شخص يعرفك يظن أنك مناسب في {programme}: {role}. هل تحب أن تقدم طلبا؟ \
أنت تقرر.
recruiting.nominated.why | شخص في المدرسة ذكر اسمك.
recruiting.session.subject | ستأتي لتعرف المزيد
recruiting.session.text | مرحبا {name}. نراك {day}، {time}، {room}. وهو في تقويمك أيضا.
recruiting.session.why | سجلت لتعرف المزيد عن {programme}.
recruiting.session.title | {programme}: تعال واعرف المزيد
default.consent.meet | المشاركة في لقاءات أسبوعية في المدرسة
default.consent.share | إعطاء الاسم والجدول للشريك
default.pitch.help | تساعد تلميذا أصغر ليجد مكانه، وتتعلم أن تستمع وأن تقود.
default.pitch.promise | يلتقي الشريكان في المدرسة في وقت يناسب الاثنين. هذا وعد للسنة كلها.
default.pitch.trained | تتدرب قبل أن تبدأ، ويحضر شخص بالغ كل لقاء.
default.pitch.hard | الأمر ليس سهلا دائما: أحيانا يكون الشريك خجولا أو حزينا أو متأخرا. عندئذ نساعد.
"""
)
