"""Chinese (simplified): what pupils and guardians read. Words for staff stay in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.pattern": "{year}年{month}{day}日（{weekday}）",
    "date.weekdays": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "date.months": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "role.mentor": "学长辅导员",
    "role.mentee": "受辅导学生",
    "role.partner": "伙伴",
    "link.concern": "担心某个人？告诉我们",
    "link.leave": "退出项目",
    "link.apply": "修改你的回答",
    "mail.questions": "有问题？请联系 {whom}。",
    "mail.worried": "担心某人的安全吗？",
    "mail.tell": "告诉我们",
    "mail.stop": "您可以随时退出：",
    "mail.digest": "{first}，另有 {more} 条",
    "link.consent": "填写您的答复",
    "applications.received.subject": "我们收到了你的申请",
    "applications.received.text": "谢谢你，{name}。我们收到了你的申请（{role}）。"
    "下一步：{lead}会阅读申请，你会收到邮件答复。如果想修改，可以再提交一次表格。",
    "applications.received.why": "你向{programme}提交了申请。",
    "applications.changed.subject": "我们收到了你的修改",
    "applications.changed.text": "谢谢你，{name}。我们修改了你的申请（{role}）。以前的回答不再有效。",
    "applications.changed.why": "你再次提交了申请表。",
    "applications.attention.subject": "请再看一下你的申请",
    "applications.attention.text": "谢谢你，{name}。你写的内容都保存了（{role}），但有些地方需要修改。"
    "请按下面的提示再提交一次表格：",
    "applications.attention.why": "你给{programme}的申请还不完整。",
    "applications.problem.email": "你的邮箱地址“{email}”好像不对。",
    "applications.problem.email_taken": "另一位学生已经在用邮箱地址“{email}”。",
    "applications.problem.domain": "请用学校的邮箱地址，结尾是：{domains}。",
    "applications.problem.name": "请写你的全名。",
    "applications.problem.grade_missing": "请用数字写你的年级。",
    "applications.problem.grade": "{grade}年级不能申请这一项，它面向{grades}年级。",
    "applications.problem.slots_unknown": "我们不认识这些时间：{slots}。请从列表中选择。",
    "applications.problem.slots_few": "请至少选择{least}个你能来的时间。",
    "applications.problem.guardian": "请写你的家长或监护人的邮箱地址。",
    "applications.problem.guardian_own": "请写家长或监护人的邮箱地址，不要写你自己的。",
    "applications.problem.guardian_pupil": "你写的家长或监护人的地址是一位学生的。",
    "applications.accepted.subject": "你被录取了",
    "applications.accepted.text": "好消息，{name}：你被录取了（{role}）。下一步准备好后我们马上告诉你。"
    "现在你不用做什么。",
    "applications.accepted.why": "学校对你给{programme}的申请作出了决定。",
    "applications.waiting.subject": "你在候补名单上",
    "applications.waiting.text": "谢谢你的申请，{name}。目前名额（{role}）已满。你在候补名单上，"
    "有空位时我们会写信给你。",
    "applications.waiting.why": "学校对你给{programme}的申请作出了决定。",
    "applications.declined.subject": "关于你的申请",
    "applications.declined.text": "谢谢你的申请，{name}。这次我们不能给你名额（{role}）。"
    "这不说明你这个人怎么样，而且提出申请需要勇气。"
    "还有别的方式可以帮忙：欢迎新同学、在项目活动中帮忙，或者以后再申请。{lead}很乐意和你谈谈。",
    "applications.declined.why": "学校对你给{programme}的申请作出了决定。",
    "applications.words": "{lead}还说：{note}",
    "consent.request.subject": "请您决定：{name}可以参加吗？",
    "consent.request.text": "{name}想参加{programme}，这是学校里学生帮助学生的项目。"
    "在您同意之前什么都不会开始。您可以不同意，也可以随时改变答复。您的孩子将：",
    "consent.request.why": "学校登记您为{name}的家长或监护人。",
    "consent.renewal.subject": "请您再次决定：{name}可以继续吗？",
    "consent.renewal.text": "您对{name}参加{programme}的同意将于{day}到期。如果{name}可以继续，"
    "请再次确认。您的孩子将继续：",
    "consent.renewal.why": "您以前同意过{name}参加。",
    "consent.reminder.subject": "我们还需要您关于{name}的答复",
    "consent.reminder.text": "我们还没有收到您的答复。只有您同意，{name}才能参加。只需一分钟，"
    "不同意也可以。您的孩子将：",
    "consent.reminder.why": "我们问过您关于{name}的问题，还没有收到答复。",
    "consent.goal": "目标：{goal}",
    "consent.kept": "您的答复我们保存{days}天，只用于这个项目。",
    "consent.yes.subject": "谢谢您：{name}可以参加",
    "consent.yes.text": "您同意{name}参加{programme}。您的答复有效期到{day}。如果您改变主意，"
    "请用同一个链接，一切会马上停止。",
    "consent.yes.why": "您回答了关于{name}的问题。",
    "consent.no.subject": "{name}不参加",
    "consent.no.text": "我们记下了您不同意。{name}不参加，已安排的一切都停止。如果您改变主意，请用同一个链接。",
    "consent.no.why": "您回答了关于{name}的问题。",
    "consent.stale.subject": "请用这个新链接答复关于{name}的问题",
    "consent.stale.text": "谢谢您的答复。它是通过旧链接来的，所以还不算数。请在这里再答复一次：",
    "consent.stale.why": "您回答了关于{name}的问题。",
    "consent.left.subject": "{name}已退出项目",
    "consent.left.text": "{name}已退出{programme}。您的同意随之结束。您不用做什么。",
    "consent.left.why": "我们曾请您同意{name}参加。",
    "people.left.subject": "你已退出项目",
    "people.left.text": "{name}，你已退出{programme}。你的会面已取消，我们不再给你写信。"
    "谢谢你的参与。如果想回来，请再次申请。",
    "people.left.why": "你自己或学校替你选择了退出。",
    "training.invite.subject": "你的辅导员培训",
    "training.invite.text": "{name}，在开始之前请完成这些主题。{lead}会告诉你时间和地点：",
    "training.invite.why": "你被录取为学长辅导员。",
    "training.complete.subject": "你的辅导员培训完成了",
    "training.complete.text": "做得好，{name}。你完成了培训的所有主题。配好对后我们会写信给你。",
    "training.complete.why": "学校记下你完成了培训。",
}
