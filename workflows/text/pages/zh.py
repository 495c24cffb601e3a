"""Chinese: the form pages, by their English words. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
Become a mentor | 申请做导师
Ask for a mentor | 申请一位导师
Permission to take part | 同意参加
How was your meeting? | 这次见面怎么样？
Our agreement | 我们的约定
Tell us about a worry | 有担心的事？告诉我们
Leave the programme | 退出项目
Sending this form again changes your earlier answer. | 再提交一次这张表，就会改掉以前的回答。
Your answer counts at once, and you can change it at any time with the same link. | 您的答复马上生效，\
您可以随时用同一个链接修改。
Takes less than a minute. | 不到一分钟就能填完。
We come on time, we listen, we tell somebody when we cannot come, we keep confidences but not secrets about safety. | \
我们准时来；我们倾听；不能来时我们会告诉别人；我们保守秘密，但不隐瞒安全问题。
If anyone is in danger now, call the emergency number first. | 如果现在有人有危险，请先打紧急电话。
This goes straight to the safeguarding lead, nobody else. | 这会直接交给学生安全负责人，不会给别人看。
You can stop at any time and need not give a reason. | 你随时可以停止，不用说理由。
Your full name | 你的全名
Your school mail address | 你的学校邮箱地址
Your grade (year) | 你的年级
Language we write to you in | 我们用什么语言给你写信
For example: en | 例如：zh
Your parent's or guardian's name | 你的家长或监护人的姓名
Your parent's or guardian's mail address | 你的家长或监护人的邮箱地址
When could you meet? | 你什么时候能见面？
Choose at least #. | 请至少选 # 个。
What could you help with? | 你能在哪些方面帮忙？
What would you like help with? | 你希望在哪些方面得到帮助？
Subjects | 科目
What do you enjoy? | 你喜欢什么？
What do you not enjoy at all? | 你完全不喜欢什么？
Languages you speak | 你会说的语言
Jobs you find interesting | 你感兴趣的工作
Separate with commas. | 请用顿号（、）分开。
Anyone you would like to be with? | 有没有你想配对的人？
Mail addresses, most wanted first. | 请写邮箱地址，最想要的写在最前面。
Gender | 性别
Only used if you ask for the same gender below. | 只有你在下面要求性别相同，才会用到。
Must your partner have the same gender? | 伙伴必须和你性别相同吗？
How many pupils could you mentor? | 你能做几位同学的导师？
Why would you like to take part? | 你为什么想参加？
Are you worried about somebody's safety? | 担心某人的安全吗？
Do you agree that your child takes part? | 您同意您的孩子参加吗？
Your child would: | 您的孩子将：
take part in weekly meetings at school | 每周在学校见面
share name and timetable with the pair | 把姓名和课表告诉伙伴
Your name | 您的姓名
Anything we should know? | 还有什么需要我们知道的吗？
Did the meeting take place? | 这次见面进行了吗？
How was it? (# bad, # great) | 感觉怎么样？（# 不好，# 很好）
Was it hard? | 觉得难吗？
Anything to add? | 还想说点什么吗？
Do you agree? | 你同意吗？
What are you worried about? | 有什么担心的事？
Whom is it about? | 是关于谁的？
What kind of worry is it? | 是哪一类事情？
Could somebody be hurt soon? | 会不会很快有人受到伤害？
Is it about one of these adults? They will not be told. | 和下面哪位成年人有关吗？我们不会告诉他们。
Your name (you may leave it empty) | 姓名（可以不填）
Do you want to stop? | 你想停止吗？
Would you like to say why? | 愿意说说为什么吗？
No | 否
Yes | 是
Yes, please contact me | 是，请联系我
Yes, I agree | 是，我同意
No, I do not agree | 不，我不同意
No, somebody did not come | 没有，有人没来
No, it was cancelled | 没有，取消了
I want to talk first | 我想先谈谈
Somebody is being hurt | 有人正受到伤害
Bullying | 有人被欺负
Somebody is very unhappy | 有人非常难过
Something online | 网上的事
Something else | 别的事
Yes, stop now | 是，现在停止
Settling in | 适应新环境
Homework | 作业
Friendship | 友谊
Confidence | 自信
Organisation | 做事有条理
Attendance | 按时上学
Maths | 数学
English | 英语
Science | 科学
History | 历史
Languages | 外语
Art | 美术
Music | 音乐
Sport | 体育
Reading | 阅读
Games | 游戏
Cooking | 做饭
Film | 电影
Coding | 编程
Send | 提交
(optional) | （可以不填）
Error: | 错误：
Please check: | 请检查：
One answer needs another look | 有一个回答请再看一下
# answers need another look | 有 # 个回答请再看一下
Everything else you wrote is still here. | 其他写好的内容都还在。
Nothing has been sent yet. | 现在还没有提交。
Skip to content | 跳到正文
Student mentoring, run by your school. | 学生帮助学生的项目，由学校主办。
This page in another language | 用别的语言看这一页
Please choose an answer. | 请选择一个回答。
Please answer this question. | 请回答这个问题。
Please give one answer only. | 请只给一个回答。
Please keep this to # characters; you wrote #. | 请不要超过 # 个字，现在写了 # 个字。
Please write a mail address, like name@example.org. | 请写一个邮箱地址，例如 name@example.org。
Please write a number, in digits. | 请用阿拉伯数字填写。
Please write a date as year-month-day, like #-#-#. | 请按“年-月-日”写日期，例如 #-#-#。
Please choose from the answers offered. | 请从列出的回答中选择。
Please open the form with the link in the mail you got from us. | 请用我们发的邮件里的链接打开这张表。
This question is not on the form. | 这个问题不在表上。
Please open the form again. | 请重新打开这张表。
Your answers are too long altogether. | 所有回答加起来太长了。
Please shorten the longest one. | 请把最长的那个缩短。
Thank you | 谢谢
What happens next | 接下来
Thank you, your answer has arrived. | 谢谢，回答已收到。
You can close this page. | 现在可以关闭这一页了。
Thank you for offering your help. | 谢谢你愿意帮忙。
You get a receipt by mail, with a link to change your answers. | 你会收到一封确认邮件，里面有修改回答的链接。
Your parent or guardian is asked for permission. | 我们会问你的家长或监护人是否同意。
Nothing begins before they say yes. | 在他们同意之前，什么都不会开始。
The programme lead looks at your application and you hear from us by mail. | 项目负责人会看你的申请，\
我们会发邮件答复你。
Thank you, we have your request. | 谢谢，我们收到了你的申请。
Thank you, your answer counts from now. | 谢谢，您的答复从现在起生效。
You get a copy by mail. | 您会收到一封邮件，里面有一份副本。
You can change your mind at any time: open the same link again. | 您随时可以改变主意：再打开同一个链接就行。
Thank you for telling us how it went. | 谢谢你告诉我们见面的情况。
The programme lead sees that the meeting was answered. | 项目负责人会看到这次见面已有回答。
Your next meeting is in your calendar. | 下一次见面在你的日历里。
Thank you. | 谢谢。
If you want to talk first, the programme lead comes to you. | 如果你想先谈谈，项目负责人会来找你。
Thank you for telling us. | 谢谢你告诉我们。
It was right to do so. | 这样做是对的。
The safeguarding lead is told at once. | 我们会马上告诉学生安全负责人。
If they do not answer, the next adult is told. | 如果没有回应，会告诉下一位成年人。
It is not shown to anybody else in the programme. | 项目里的其他人都看不到。
Your answer has arrived. | 回答已收到。
If you chose to stop, your meetings are cancelled at once. | 如果你选择了停止，你的见面会马上取消。
You need not do anything else. | 你不用再做别的事。
Which of these are you? | 下面哪些像你？
Choose what fits; nobody checks it. | 选适合你的；没有人会核对。
Mail address of a teacher who knows you | 一位认识你的老师的邮箱
This teacher gets a mail with three short questions. | 这位老师会收到一封邮件，里面有三个简短的问题。
Do you need anything so that you can take part? | 你需要什么帮助才能参加吗？
For example: larger print, more time, somebody with you. | 例如：大字、更多时间、有人陪同。
Only the programme lead reads this. | 只有项目负责人会看到。
Which idea did you use? | 你们用了哪个点子？
The first idea | 第一个点子
The second idea | 第二个点子
How was that? (# bad, # great) | 感觉怎么样？（#很差，#很棒）
If it was hard: what was it? | 如果觉得难：难在哪里？
My partner says little | 我的伙伴话很少
We did not know what to do | 我们不知道做什么
We do not get on | 我们合不来
My partner did not come | 我的伙伴没有来
The place or the time | 地点或时间
This pair does not fit | 这一对不合适
"""
)
