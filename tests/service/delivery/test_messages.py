"""Mail, once: what the reader's mailbox holds after every kind of trouble."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from connectors.errors import AuthExpired, Permanent, Retryable, Unclear
from connectors.ports import Bounce
from service.delivery import parked
from service.delivery.limits import Budget
from service.storage import messages
from service.storage.database import Database
from service.storage.tables import messages as table
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, hear, mail
from tests.service.memory_suite import after
from workflows.decision import Decision
from workflows.effects import Approval, Recipient, SendMail, Urgency, WithdrawMail, WithdrawMailTo
from workflows.events import DraftRequested, MailBounced

MINUTE = timedelta(minutes=1)
THEM = Recipient(person_id="p-them", address="them@oak.example", name="Them", language="en")


def sending(database: Database, *mails: SendMail) -> School:
    """A school in which asking for a draft sends these mails."""
    school = School(database, reactions=always(Decision(effects=mails or (mail(),))))
    school.run()
    return school


def states(database: Database) -> dict[str, str]:
    """How far each message came."""
    with database.read() as connection:
        return {row.key: row.state for row in connection.execute(select(table.c.key, table.c.state))}


def test_lost_answer_to_send_is_looked_up(database: Database) -> None:
    school = sending(database)
    school.world.fail("send", after(Unclear("504")))
    school.happen(asked())
    school.settle()
    assert (school.world.mailed(), states(database)) == ({"oak/test/one": 1}, {"oak/test/one": "sent"})


def test_unclear_send_that_did_not_go_is_sent(database: Database) -> None:
    school = sending(database)
    school.world.fail("send", Unclear("no answer"))
    school.happen(asked())
    school.settle()
    assert school.world.mailed() == {"oak/test/one": 1}


@pytest.mark.parametrize("act", ["draft", "send"])
@pytest.mark.parametrize("fault", [Retryable("busy"), ValueError("a bug"), after(), after(ValueError("a bug"))])
def test_trouble_never_loses_nor_doubles(sqlite_database: Database, act: str, fault: Exception) -> None:
    school = sending(sqlite_database)
    school.world.fail(act, fault)
    school.happen(asked())
    school.settle()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_look_that_fails_is_tried_again(sqlite_database: Database) -> None:
    school = sending(sqlite_database)
    school.world.fail("send", after(Unclear("504")))
    school.world.fail("state", Retryable("busy"), Unclear("?"))
    school.happen(asked())
    school.settle()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_supplier_wait_is_obeyed_by_everybody(sqlite_database: Database) -> None:
    school = sending(sqlite_database, *(mail(f"oak/{n}") for n in range(3)))
    school.world.fail("send", Retryable("slow down", after=timedelta(hours=1)))
    school.happen(asked())
    school.run(59 * MINUTE)
    assert school.world.calls["send"] == 1
    school.run(2 * MINUTE)
    assert school.world.mailed() == {f"oak/{n}": 1 for n in range(3)}


def test_one_refused_mailbox_does_not_hold_up_the_rest(sqlite_database: Database) -> None:
    bad = Recipient(person_id="p2", address="gone@oak.example", name="")
    school = sending(sqlite_database, mail("oak/a"), mail("oak/b", to=bad), mail("oak/c"))
    school.world.fail("send gone@oak.example", Permanent("no such mailbox", mend="Ask for the address."))
    school.happen(asked())
    assert school.world.mailed() == {"oak/a": 1, "oak/c": 1}
    assert [(item.key, item.reason) for item in parked.listing(sqlite_database, "oak")] == [
        ("oak/b", "no such mailbox Ask for the address.")
    ]


def test_refused_mail_is_an_event_for_the_workflows(sqlite_database: Database) -> None:
    heard: list[MailBounced] = []
    school = sending(sqlite_database)
    school.reactions[MailBounced] = hear(heard)
    school.world.fail("send", Permanent("no such mailbox"))
    school.happen(asked())
    assert heard == [MailBounced(mail="oak/test/one", address="amira@oak.example", reason="no such mailbox")]


def test_bounce_days_later_is_an_event(sqlite_database: Database) -> None:
    heard: list[MailBounced] = []
    school = sending(sqlite_database)
    school.reactions[MailBounced] = hear(heard)
    school.world.bounced.append(Bounce(key="oak/x", to="a@x", reason="full", bounced_at=NOW))
    school.engine.look("oak", "mail")
    school.run()
    assert heard == [MailBounced(mail="oak/x", address="a@x", reason="full")]


def test_supplier_that_is_down_is_not_called_for_every_mail(sqlite_database: Database) -> None:
    school = sending(sqlite_database, *(mail(f"oak/{n}") for n in range(40)))
    school.world.fail("draft", *[Retryable("503")] * 40)
    school.happen(asked())
    assert school.world.calls["draft"] == 3
    school.settle()
    assert school.world.mailed() == {f"oak/{n}": 1 for n in range(40)}


def test_urgent_mail_passes_a_failing_neighbour_and_an_empty_budget(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets={"mail": Budget(per_minute=1, burst=1)})
    many = tuple(mail(f"oak/{n}") for n in range(5))
    school.reactions = always(Decision(effects=many))
    school.happen(asked(), "many")
    urgent = mail("oak/urgent", urgency=Urgency.URGENT)
    school.reactions = always(Decision(effects=(urgent,)))
    school.happen(asked(), "urgent")
    assert school.world.mailed() == {"oak/0": 1, "oak/urgent": 1}


DAY_OF_TEN = {"mail": Budget(per_day=10, reserve=2)}


def test_day_of_mails_leaves_room_for_prompt_and_urgent_ones(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets=DAY_OF_TEN)
    kinds = {"a": Urgency.URGENT, "b": Urgency.PROMPT, "c": Urgency.ROUTINE}
    many = (mail(f"oak/{n}/{k}", urgency=u, to=reader(f"{k}{n}")) for n in range(20) for k, u in kinds.items())
    school.reactions = always(Decision(effects=tuple(many)))
    school.happen(asked())
    assert counted(school) == {"a": 20}
    school.run(timedelta(hours=25))
    assert counted(school) == {"a": 20, "b": 8}


def test_day_that_ends_lets_the_rest_go_by_itself(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets=DAY_OF_TEN)
    school.reactions = always(Decision(effects=tuple(mail(f"oak/{n}/b") for n in range(20))))
    school.happen(asked())
    assert counted(school) == {"b": 8}
    school.run(MINUTE)
    assert "allowance" in school.world.rows["health", "mail"]["state"]
    school.settle(timedelta(hours=23))
    assert counted(school) == {"b": 8}
    school.settle(timedelta(days=2))
    assert (counted(school), school.world.rows["health", "mail"]["state"]) == ({"b": 20}, "working")


def test_worry_passes_a_full_day(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets=DAY_OF_TEN)
    school.reactions = always(Decision(effects=tuple(mail(f"oak/{n}/b") for n in range(20))))
    school.happen(asked(), "many")
    school.reactions = always(Decision(effects=(mail("oak/worry/a", urgency=Urgency.URGENT),)))
    school.happen(asked(), "worry")
    assert counted(school) == {"a": 1, "b": 8}


def test_exchanges_thirty_a_minute_hold_for_a_long_queue(sqlite_database: Database) -> None:
    school = School(sqlite_database, budgets={"mail": Budget(per_minute=48, burst=6)})
    school.reactions = always(Decision(effects=tuple(mail(f"oak/{n}/b") for n in range(100))))
    school.happen(asked())
    sent = [school.now] * len(school.world.letters)
    while len(sent) < 100:
        school.run(timedelta(seconds=1))
        sent += [school.now] * (len(school.world.letters) - len(sent))
    assert max(sum(at <= other < at + MINUTE for other in sent) for at in sent) <= 30
    assert sent[-1] - sent[0] < 5 * MINUTE


def reader(name: str) -> Recipient:
    return Recipient(person_id=name, address=f"{name}@oak.example", name=name)


def counted(school: School) -> dict[str, int]:
    """How many mails of each kind arrived, by the last part of their key."""
    return dict(sorted(Counter(key.rpartition("/")[2] for key in school.world.mailed()).items()))


def test_urgent_mail_goes_first(sqlite_database: Database) -> None:
    school = sending(sqlite_database, mail("oak/a"), mail("oak/z", urgency=Urgency.URGENT))
    school.happen(asked())
    assert [letter.key for letter in school.world.letters] == ["oak/z", "oak/a"]


def test_mail_that_judges_waits_for_a_person(sqlite_database: Database) -> None:
    school = sending(sqlite_database, mail(approval=Approval.STAFF))
    school.happen(asked())
    assert (school.world.letters, school.engine.next_due(NOW)) == ([], NOW + timedelta(days=365))
    with sqlite_database.write() as connection:
        assert messages.release(connection, "oak", "oak/test/one", NOW)
        assert not messages.release(connection, "oak", "oak/test/one", NOW)
    school.run()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_withdrawn_mail_is_not_sent(sqlite_database: Database) -> None:
    held = (mail("oak/p1/a", approval=Approval.STAFF), mail("oak/p10/a", approval=Approval.STAFF))
    school = sending(sqlite_database, *held)
    school.happen(asked(), "one")
    school.reactions = always(Decision(effects=(WithdrawMail(key_prefix="oak/p1/", why="left"),)))
    school.happen(asked(), "two")
    assert states(sqlite_database) == {"oak/p1/a": "withdrawn", "oak/p10/a": "held"}


def test_mail_posted_after_a_withdrawal_stands(sqlite_database: Database) -> None:
    effects = (mail("oak/p1/old"), WithdrawMail(key_prefix="oak/p1/", why="changed"), mail("oak/p1/new"))
    school = School(sqlite_database, reactions=always(Decision(effects=effects)))
    school.happen(asked())
    assert school.world.mailed() == {"oak/p1/new": 1}


def test_lost_permission_pauses_and_tells_the_lead_once(sqlite_database: Database) -> None:
    school = sending(sqlite_database)
    school.world.fail("draft", *[AuthExpired("Sign-in is gone.", mend="Sign in again.")] * 4)
    school.happen(asked())
    school.settle(timedelta(hours=1))
    told = [key for key in school.world.mailed() if key.startswith("oak/service/connection/mail/")]
    assert (len(told), school.world.mailed()["oak/test/one"]) == (1, 1)
    assert school.world.rows["health", "mail"]["state"] == "working"


def test_draft_the_supplier_lost_waits_for_a_person(sqlite_database: Database) -> None:
    school = sending(sqlite_database)
    school.world.fail("send", Unclear("?"))
    school.happen(asked())
    school.world.drafts.clear()
    school.settle()
    assert [item.id for item in parked.listing(sqlite_database, "oak")] == ["mail:oak/test/one"]
    assert parked.replay(sqlite_database, "oak", "mail:oak/test/one", school.now)
    school.settle()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_urgent_draft_the_supplier_lost_is_sent_anew(sqlite_database: Database) -> None:
    school = sending(sqlite_database, mail(urgency=Urgency.URGENT))
    school.world.fail("send", Unclear("?"))
    school.happen(asked())
    school.world.drafts.clear()
    school.settle()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_dropped_mail_is_never_sent(sqlite_database: Database) -> None:
    school = sending(sqlite_database)
    school.world.fail("draft", Permanent("no"))
    school.happen(asked())
    assert parked.drop(sqlite_database, "oak", "mail:oak/test/one", NOW)
    school.settle()
    assert (school.world.letters, parked.listing(sqlite_database, "oak")) == ([], [])


def test_event_decided_for_many_people_mails_each(database: Database) -> None:
    school = School(database)
    school.reactions[DraftRequested] = lambda event, view, now: Decision(effects=(mail(f"oak/{event.by}"),))
    for number in range(120):
        school.engine.submit("oak", asked(str(number)), str(number))
    school.run()
    assert school.world.mailed() == {f"oak/{number}": 1 for number in range(120)}


def test_nobody_is_written_to_after_leaving(database: Database) -> None:
    before = (
        mail("oak/a/held", approval=Approval.STAFF, to=THEM),
        mail("oak/b/morning", urgency=Urgency.ROUTINE, to=THEM),
        mail("oak/c/danger", urgency=Urgency.URGENT, to=THEM),
        mail("oak/d/other", urgency=Urgency.ROUTINE),
    )
    school = sending(database, *before)
    school.world.fail("draft", Retryable("busy"))
    school.happen(asked(), "one")
    left = (mail("oak/e/same", to=THEM), WithdrawMailTo(person_id=THEM.person_id, why="left"), mail("oak/bye", to=THEM))
    school.reactions = always(Decision(effects=left))
    school.happen(asked(), "two")
    school.settle(timedelta(days=1))
    assert states(database) == {
        "oak/a/held": "withdrawn",
        "oak/b/morning": "withdrawn",
        "oak/c/danger": "sent",
        "oak/d/other": "sent",
        "oak/bye": "sent",
    }
