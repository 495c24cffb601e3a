"""Chinese: what pupils and guardians read of the programme's modules. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
agreements.ask.subject | 你与 {partner} 的约定
agreements.ask.text | {name}，你好！你和 {partner} 第一次见面了。请读一读你们两人的承诺，告诉我们你是否同意。\
只要一分钟。
agreements.ask.why | 你参加了 {programme}，每一对伙伴都约定同样的几条规则。
agreements.ask.link | 阅读并回答
agreements.chase.subject | 请回答：你与 {partner} 的约定
agreements.chase.text | {name}，你好！我们还没有收到你的回答。请读一读你和 {partner} 的承诺，\
告诉我们你是否同意。
agreements.chase.why | 你参加了 {programme}，还没有回答。
meetings.welcome.subject | 你的第一次见面：{day}
meetings.welcome.text | {name}，你好！你的{role}是 {partner}。你们在 {day}，{time}，{room} 见面。\
{host} 会迎接你们。{common}
meetings.welcome.common | 你们在一起，因为你们都喜欢：{common}。
meetings.welcome.times | 你们在一起，因为你们能互相帮助，空闲时间也一样。
meetings.welcome.why | 你参加了 {programme}，你的配对已获批准。
meetings.welcome.ideas | 开始聊天的办法
meetings.welcome.idea_1 | 每人说两件真事和一件假事，让对方猜哪件是假的。
meetings.welcome.idea_2 | 找出三个别人猜不到的共同点。
meetings.welcome.idea_3 | 到年底你想学会做什么？
meetings.moved.subject | 你的见面改到 {day}
meetings.moved.text | 你与 {partner} 在 {before} 的见面改了时间。现在是 {day}，{time}，{room}。
meetings.moved.why | 你参加了 {programme}，原来的时间不行了。
meetings.again.subject | 见面的新时间：{day}
meetings.again.text | 你与 {partner} 在 {before} 没有见面。你们可以在 {day}，{time}，{room} 补上。
meetings.again.why | 你参加了 {programme}。
meetings.over.subject | 你的见面已停止
meetings.over.text | {name}，你好！你的见面不能继续了，我们已从你的日历中取消。这不是你的错。\
{lead} 会和你谈接下来怎么办。
meetings.over.why | 你参加了 {programme}。
meetings.no_goodbye.subject | 你的道别见面不能进行
meetings.no_goodbye.text | {name}，你好！你的道别见面不能进行了，我们已从你的日历中取消。这不是你的错。\
{lead} 会和你谈，也可以替你转达道别。
meetings.no_goodbye.why | 你参加了 {programme}，原来有一次道别见面。
meetings.paused.subject | 你的见面暂停一段时间
meetings.paused.text | {name}，你好！在导师完成培训之前，见面暂停。这不是你的错。新的时间会自动发来。\
有问题可以问 {lead}。
meetings.paused.why | 你参加了 {programme}，学校要求先完成一个培训主题。
meetings.goodbye.subject | 最后一次见面：{day}
meetings.goodbye.text | {name}，你好！你与 {partner} 的配对要结束了。请再见一次面，道别并回顾：{day}，{time}，\
{room}。{host} 会在那里。告诉对方你会记住什么。
meetings.goodbye.why | 你参加了 {programme}，每一对伙伴都会道别。
meetings.regular.subject | 你接下来几周的见面
meetings.regular.text | 你与 {partner} 的见面这次有些变化：
meetings.regular.moved | {day}，{time}，代替平常的日子
meetings.regular.skipped | {day} 前后不见面
meetings.regular.why | 你参加了 {programme}。
feedback.pupil.subject | 与 {partner} 相处得怎么样？
feedback.pupil.text | {name}，你好！请告诉我们情况怎么样。只要两分钟。所有回答合在一起统计。
feedback.pupil.why | 你参加了 {programme}。我们每年问大家几次。
feedback.exit.subject | 回顾你与 {partner} 的时光
feedback.exit.text | {name}，你好！你与 {partner} 的配对结束了。感觉怎么样？只要两分钟，能帮我们为别人做得更好。
feedback.exit.why | 你参加过 {programme}，每个结束配对的人我们都会问。
feedback.chase.subject | 还没有回答：几个问题
feedback.chase.text | {name}，你好！我们还想知道你过得怎么样。两分钟就够。如果你不想回答，什么都不用做。
feedback.chase.why | 你参加了 {programme}，还没有回答。
feedback.link | 告诉我们
rollover.mentor.subject | {name}，明年来做导师吧
rollover.mentor.text | {name}，你好！今年你有一位导师，见了 {held} 次面。你知道这多有帮助。明年，\
一个更小的同学可以有你。我们会很高兴。先填一张短表。
rollover.mentor.why | 你今年参加 {programme}，一直到最后。
rollover.again.subject | {name}，明年再来
rollover.again.text | {name}，你好！你今年参加了，见了 {held} 次面。谢谢你。明年想继续吗？请重新申请，\
因为时间和愿望会变。
rollover.again.why | 你今年参加了 {programme}。
rollover.waited.subject | 今年没有名额。再试一次，{name}
rollover.waited.text | {name}，你好！很抱歉，今年没有给你的名额。这不是你的错。明年重新开始，欢迎你再申请。
rollover.waited.why | 你今年申请了 {programme}。
rollover.farewell.subject | 谢谢你，{name}
rollover.farewell.text | {name}，你好！这一年结束了。你见了 {held} 次面。谢谢你付出的一切。
rollover.farewell.why | 你今年参加了 {programme}。
rollover.link | 申请明年参加
recognition.badge.subject | {name}，你有一枚新徽章
recognition.badge.text | 做得好，{name}。你已见面 {held} 次，得到一枚新徽章。
recognition.badge.why | 你参加了 {programme}，而且一直坚持。
recognition.certificate.subject | {name}，你的证书
recognition.certificate.text | 做得好，{name}。你今年见了 {held} 次面。证书在这封邮件里。
recognition.certificate.why | 你参加了 {programme}。
recognition.family.subject | {name} 的证书
recognition.family.text | {name} 今年见了 {held} 次面。您可以为此骄傲。证书在这封邮件里。
recognition.family.why | 您同意 {name} 参加 {programme}。
recognition.paper.title | 证书
recognition.paper.mentor | 担任导师，见面 {held} 次，共 {hours} 小时。
recognition.paper.mentee | 参加项目，见面 {held} 次，共 {hours} 小时。
recognition.paper.partner | 与伙伴互相帮助，见面 {held} 次，共 {hours} 小时。
recognition.poll.subject | {name}，你想要什么奖励？
recognition.poll.text | {name}，你好！年底我们要说谢谢。用什么方式，由你选。点一下就行。
recognition.poll.why | 你参加了 {programme}。
recognition.poll.link | 选择
recognition.letter.subject | {name}，给你的推荐信
recognition.letter.text | {name}，你好！这是一封信，写的是你做过的事。需要时可以用它。
recognition.letter.why | {programme} 的负责人写了这封信，发给你。
recognition.letter.title | {name} 的推荐信
recognition.letter.mentor | {name} 今年在 {programme} 担任导师，与更小的同学见面 {held} 次，付出 {hours} 小时。
recognition.letter.mentee | {name} 今年参加 {programme}，见面 {held} 次，共 {hours} 小时。
recognition.letter.partner | {name} 今年在 {programme} 与伙伴互相帮助，见面 {held} 次，共 {hours} 小时。
recognition.letter.trained | 培训内容：{topics}。
celebration.title | {programme}：庆祝会
celebration.description | 我们感谢每一位参加的人。
celebration.honours | 我们感谢
celebration.pupil.subject | 来一起庆祝：{day}
celebration.pupil.text | {name}，你好！我们庆祝大家做到的一切。请在 {day}，{time}，到 {place} 来。
celebration.pupil.why | 你参加了 {programme}。
celebration.family.subject | 邀请您：{day}
celebration.family.text | 我们庆祝 {name} 和其他同学做到的一切。请在 {day}，{time}，到 {place} 来。
celebration.family.why | 您同意 {name} 参加 {programme}。
measures.ask.subject | {name}，几个关于你的问题
measures.ask.text | {name}，你好！这些问题帮我们看看项目有没有好处。要五分钟。你的名字不和回答一起保存。\
不想回答的可以不答。
measures.ask.why | 你参加了 {programme}。我们在开始时问大家，以后再问一次。
measures.again.subject | {name}，还来得及回答
measures.again.text | {name}，你好！因为不保存名字，我们不知道谁回答了。如果你回答了：谢谢。如果没有，还来得及。\
我们不会再问。
measures.again.why | 你参加了 {programme}。每个人收到一次提醒。
measures.link | 回答
reviews.call.subject | 我们一起聊聊：{day}
reviews.call.text | {name}，你好！我们在 {day}，{time}，{place} 见面，聊聊情况怎么样。\
你的伙伴另一天来，请放心说。现在就告诉我们该聊什么。
reviews.call.why | 你参加了 {programme}，你的话很重要。
reviews.link | 选择聊什么
sessions.line | {when}，{room}：{topics}
sessions.alternates | 如果你不能来，还有
sessions.preread | 请先阅读：{what}
sessions.invite.subject | 你的导师培训日期
sessions.invite.text | {name}，你好！这是导师培训的时间和地点，也会在你的日历里。如果不能来，拒绝邀请就行：\
新的日期会自动发给你。
sessions.invite.why | 你已成为 {programme} 的导师，导师要先培训。
sessions.make_up.subject | 补上你错过的培训
sessions.make_up.text | {name}，你好！培训时没有见到你。你可以在这里补上：
sessions.make_up.why | 你在 {programme} 的培训里有名额，但名单上没有你。
sessions.moved.subject | 导师培训改了日期
sessions.moved.text | {name}，你好！这是导师培训的新日期：
sessions.moved.why | 你参加 {programme} 的培训，日期有变化。
sessions.today.subject | 今天：你的导师培训
sessions.today.text | {name}，你好！你的培训在 {when}，{room}。老师会说一个词。把它写在这里，你就在名单上了。
sessions.today.why | 你在 {programme} 的培训里有名额。
sessions.today.link | 写下那个词
sessions.wrong.subject | 那不是培训的词
sessions.wrong.text | {name}，你好！没有哪次培训用你写的词。问一问老师，再用同一个链接试一次。
sessions.wrong.why | 你写了一个词，表示你参加了 {programme} 的培训。
life.ideas.subject | 今天见面的两个主意
life.ideas.text | {name}，你好！这些事你们可以一起做。由你们选。
life.ideas.heading | 你们的主意
life.ideas.why | 你今天在 {programme} 有见面。
life.favourites.subject | 你们最喜欢的
life.favourites.text | {name}，你好！我们的主意你们都试过了。再做一次最喜欢的，或者自己想一个。
life.favourites.heading | 你们喜欢
life.favourites.why | 你今天在 {programme} 有见面。
life.goal_ask.subject | 你们两人想做到什么？
life.goal_ask.text | {name}，你好！你和 {partner} 已经认识了。一起选一个目标。小一点也好。由你们中的一人填写。
life.goal_ask.link | 写下我们的目标
life.goal_ask.why | 你参加了 {programme}，有目标的伙伴走得更远。
life.goal_nudge.subject | 你们的目标：进行得怎么样？
life.goal_nudge.text | {name}，你好！你和 {partner} 想在 {day} 前做到：{goal}。进行得怎么样？
life.goal_nudge.link | 点一下告诉我们
life.goal_nudge.why | 你们在 {programme} 定了目标，日期快到了。
life.goal_reached.subject | 你们达成了目标！
life.goal_reached.text | 做得好，{name} 和 {partner}！你们想做的做到了：{goal}。一起高兴一下吧。
life.goal_reached.why | 你们中的一人告诉我们，{programme} 中的目标达成了。
life.drop_in.subject | 来聊聊你的配对
life.drop_in.text | {name}，你好！{adult} 在这里等你：{when}。想来就来。
life.drop_in.why | 你在 {programme} 中有伙伴。
life.help.link | 我想要帮助
life.tip.subject | 下次见面的小建议
life.tip.text | {name}，你好！你说见面有点难。每个人都会遇到。下面有一条建议。{adult} 想听听情况：{when}。
life.tip.why | 你在 {programme} 的回答中说见面有点难。
life.tip_alone.subject | 下次见面的小建议
life.tip_alone.text | {name}，你好！你说见面有点难。每个人都会遇到。下面有一条建议。你随时可以问 {adult}。
life.tip_alone.why | 你在 {programme} 的回答中说见面有点难。
life.tips.0 | 先问：这周什么好，什么不好？然后只听两分钟。
life.tips.1 | 一起动手做点什么：画画、搭东西、散步。话以后自然会来。
life.tips.2 | 见面前从两个主意里选一个，带上需要的东西。
life.tips.3 | 说你看到了什么，不要说对方是怎样的人。问一问：你希望有什么不同？
life.tips.4 | 写一句友好的话：我想你了。问问是日子不合适，还是时间不合适。
life.tips.5 | 告诉负责的成年人，哪个时间或地点更好。我们去找。
life.tips.6 | 再见三次面，并和负责的成年人谈谈。很多好伙伴都是这样开始的。
life.coordinator.subject | 你来协调：你的两张表
life.coordinator.text | {name}，你好！你照管主意和活动。负责的成年人会看到你发的一切。请不要写同学的名字。
life.coordinator.idea | 修改主意清单
life.coordinator.event | 计划一次活动
life.coordinator.why | 你帮助办好 {programme}。
life.event_agreed.subject | 你的活动通过了：{title}
life.event_agreed.text | {name}，你好！负责的成年人同意 {title}。开始吧！
life.event_agreed.why | 你为 {programme} 计划了一次活动。
life.opportunities.subject | 给你的机会
life.opportunities.text | {name}，你好！你告诉过我们你对哪种工作感兴趣。这是新的：
life.opportunities.why | 你申请 {programme} 时写了感兴趣的工作。
life.help_kind.tutor | 功课辅导
life.help_kind.counsellor | 学校辅导老师
life.referral_consent.subject | 我们可以为 {name} 找别的帮助吗？
life.referral_consent.text | 我们认为这会帮助 {name}：{kind}。在您同意之前，我们不告诉任何人。
life.referral_consent.link | 给出您的回答
life.referral_consent.why | 您是 {name} 的家长或监护人，{name} 参加了 {programme}。
life.referral_told.subject | {helper} 会就 {name} 的事联系您
life.referral_told.text | 您同意为 {name} 找别的帮助（{kind}）。{helper} 已知道，会与您联系。
life.referral_told.why | 您是 {name} 的家长或监护人，{name} 参加了 {programme}。
life.bank.map | 凭记忆画一张学校地图。标出你在哪里感觉好，为什么。
life.bank.tour | 在学校里走一圈。每人带对方看三个值得知道的地方。
life.bank.who | 列一张单子：什么事问谁？每一行写一个名字。
life.bank.lunch | 一起吃午饭，找出三样你们都爱吃的。
life.bank.clubs | 看看有哪些社团。选一个一起试一次。
life.bank.rules | 你们觉得哪些校规有道理？为其中一条画一个标志。
life.bank.survival | 给明年新来的同学写十条建议。
life.bank.first_step | 拿出你最不喜欢的作业。找出两分钟能做的第一步，做完它。
life.bank.teach_back | 一人讲一段课，就像对方没来上课。然后交换。
life.bank.flash | 做十张卡片，一面写问题。玩到全部记住。
life.bank.read_aloud | 轮流朗读，每人一页。停下来猜后面会怎样。
life.bank.find_out | 每人提一个谁都答不上来的问题。找两个说法一致的来源。
life.bank.mistakes | 看一张发回来的卷子。弄懂一个错误，改正它。
life.bank.science | 用纸和胶带搭最高的塔。它为什么倒了？
life.bank.compliments | 互相说三件真实的优点。再对另一个人说一件。
life.bank.board_game | 玩一个桌游。输的人选下一个。
life.bank.ball | 互相抛球。每抛一次，问一个问题。
life.bank.recess | 一起过课间，再请一个人加入。
life.bank.role_play | 演一次你们知道的争吵，再演一次，换个更好的结局。
life.bank.joining | 别人已经在玩，怎么加入？试三句开头的话。
life.bank.sorry | 什么是好的道歉？一起写一个你们想听到的。
life.bank.proud | 每人讲一件自己做过的难事。什么帮了你？
life.bank.draw | 不看纸，互相画像。把最好笑的挂起来。
life.bank.skill | 互相教一样本领：一个绳结、一个把戏、一个外语词。
life.bank.brave | 选一件这周要做的勇敢小事。下次说说怎么样。
life.bank.song | 每人带一首歌。说说你听到了什么。
life.bank.photo_story | 拍五张照片，不用字讲一个故事。
life.bank.speech | 用一分钟讲你热爱的东西。对方数你笑了几次。
life.bank.week_plan | 写下下一周。标出固定的事，再看哪里有空。
life.bank.bag | 把书包倒空。什么放回去，放在哪里？
life.bank.timer | 用计时器学十分钟，休息三分钟。做两次。有什么变化？
life.bank.calendar | 把接下来三个截止日期写进日历，每个都定一天开始。
life.bank.lists | 把脑子里的事都列出来。选三件。划掉一件。
life.bank.folder | 整理一门课的纸张。没用的扔掉。
life.bank.morning | 一分钟一分钟写下你的早晨。什么能省下十分钟？
life.bank.good_day | 讲讲你在学校最好的一天。什么可以再做一次？
life.bank.chain | 做一条纸链：来一天加一环。决定到十环时做什么。
life.bank.obstacles | 什么让你难以来上学？找一件能改变的事，还有谁能帮忙。
life.bank.walk | 在校园里走走，聊聊你们期待什么。
life.bank.jobs | 三分钟里说出尽可能多的职业。哪一个你想试一天？
life.bank.interview | 采访学校里的一位成年人：怎么做上这份工作的。
life.bank.letter | 给一年后的自己写一封信。好好收着。
life.bank.paths | 查一个你喜欢的职业。需要哪些科目？
life.bank.build | 发明一样让学校更好的东西。画出来，写上价钱。
self_checks.quiz.subject | 差一点：{topic}
self_checks.quiz.text | {name}，你好！你有 {count} 个回答还不对。记住：当天告诉成年人，绝不答应保密，\
不需要证据。请再试一次。
self_checks.quiz.why | 你回答了 {programme} 每位导师配对前要通过的小测验。
self_checks.scenarios.subject | 请再看一遍：{topic}
self_checks.scenarios.text | {name}，你好！你有 {count} 个回答可能让人有危险。想一想谁应该知道，要多快。\
请再试一次。会有成年人和你谈。
self_checks.scenarios.why | 你回答了 {programme} 每位导师都要做的情景题。
self_checks.card.subject | 新学期：如果你担心某个人
self_checks.card.text | {name}，你好，欢迎回来！请记住：
self_checks.card.1 | 当天告诉一位成年人。不需要证据。
self_checks.card.2 | 绝不答应保密。
self_checks.card.3 | 有危险时，先找成年人或呼救。表格以后再填。
self_checks.card.why | 你是 {programme} 的导师。我们每学期提醒所有导师。
expect.pupil.subject | 我们期待什么，你可以期待什么
expect.pupil.text | {name}，你好！你作为{role}参加。这意味着：
expect.pupil.why | 你的家长或监护人同意你参加 {programme}。
expect.guardian.subject | {name} 答应的事
expect.guardian.text | {name} 作为{role}参加。我们请 {name} 做到：
expect.guardian.why | 您同意 {name} 参加 {programme}。
expect.mentor.time | 每次见面都来，准时来。你的伙伴在等你。
expect.mentor.listen | 多听少说。你不必知道答案。
expect.mentor.tell | 不能来？前一天说一声。
expect.mentor.secret | 听到的话不外传。如果有人不安全，马上告诉成年人。
expect.mentor.leave | 这是一年的承诺。如果不合适，和我们谈谈：你可以停止。
expect.mentee.time | 每次见面都来，准时来。
expect.mentee.listen | 说出你想做什么。这是你的时间。
expect.mentee.tell | 不能来？前一天说一声。
expect.mentee.secret | 导师不外传你的话。如果有人不安全，必须让成年人知道。
expect.mentee.leave | 你随时可以停止，不用说理由。
expect.partner.time | 每次见面都来，准时来。你的伙伴在等你。
expect.partner.listen | 你们互相帮助。两个人都说，两个人都听。
expect.partner.tell | 不能来？前一天说一声。
expect.partner.secret | 听到的话不外传。如果有人不安全，马上告诉成年人。
expect.partner.leave | 你随时可以停止，不用说理由。
selection.invited.subject | 来和我们聊聊
selection.invited.text | {name}，你好！我们想在 {day}，{time}，{room} 和你聊聊。你会见到 {panel}。不能来？\
在日历里拒绝邀请，我们再找时间。
selection.invited.why | 你申请做 {programme} 的导师。
selection.remind.subject | 我们今天见面聊
selection.remind.text | {name}，你好！今天 {time}，{room} 见。
selection.remind.why | 你申请做 {programme} 的导师。
needs.link | 说出你的想法
needs.ask.subject | 我们该做什么？
needs.ask.text | {name}，你好！在 {programme} 开始前，我们问每个人：学校里什么最让你烦恼？只要两分钟。\
你的名字不和回答一起保存。
needs.ask.why | 你在学校的名单上，或者你为 {programme} 工作。
needs.chosen.subject | 你们说了，我们选了
needs.chosen.text | {name}，你好！你告诉了我们你的烦恼。{count} 人提到：{issue}。所以 {programme} 先做这件事。\
谢谢你。
needs.chosen.why | 我们问过你，学校该做什么。
recruiting.invite.subject | 你想参加吗？
recruiting.invite.text | {name}，你好！{programme} 在找像你这样的同学。你们年级每个人都收到这封信。这意味着：
recruiting.invite.why | 学校的名单上说你可以申请。你不必做什么。
recruiting.goal | 目的：{goal}
recruiting.closes | 你可以申请到 {day}。填表需要帮助，或者想用纸填？问我们：成年人可以替你输入。
recruiting.link.mentor | 申请做导师
recruiting.link.mentee | 申请一位导师
recruiting.link.session | 先来了解一下
recruiting.poster.title | 你想参加吗？
recruiting.poster.closes | 申请截止：{day}。
recruiting.poster.note | 用相机对准方块，或输入网址。
recruiting.last_call.subject | 你还可以申请
recruiting.last_call.text | {name}，你好！你可以申请到 {day}。只提醒这一次。
recruiting.last_call.why | 我们邀请你参加 {programme}，还没有收到回答。
recruiting.nominated.subject | 有人想到了你
recruiting.nominated.text | {name}，你好！有个认识你的人觉得你会是 {programme} 的好{role}。想申请吗？由你决定。
recruiting.nominated.why | 学校里有人提了你的名字。
recruiting.session.subject | 你要来了解一下
recruiting.session.text | {name}，你好！{day}，{time}，{room} 见。也在你的日历里。
recruiting.session.why | 你报名了解 {programme}。
recruiting.session.title | {programme}：来了解一下
default.consent.meet | 每周在学校见面
default.consent.share | 把姓名和课表告诉伙伴
default.pitch.help | 你帮助更小的同学适应，也学会倾听和带领。
default.pitch.promise | 伙伴在学校见面，时间由两人都方便。这是一整年的承诺。
default.pitch.trained | 开始前你会接受培训，每次见面都有成年人在场。
default.pitch.hard | 并不总是容易：有时伙伴害羞、难过或迟到。那时我们会帮忙。
"""
)
