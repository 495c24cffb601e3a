"""Routine messages to one person in one morning become one mail, fixed in the transaction that forms it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from hashlib import sha256

from sqlalchemy import Connection

from service.storage import messages
from service.storage.messages import Message
from service.storage.posting import next_digest
from workflows.effects import Recipient, SendMail
from workflows.letters import digest_subject
from workflows.policy import Policy
from workflows.text.blocks import Block, Heading


def form_digests(connection: Connection, policy: Policy, now: datetime) -> None:
    """Fold the routine messages whose morning has come, two or more to one address at a time."""
    by_address: defaultdict[str, list[Message]] = defaultdict(list)
    for message in messages.routine_due(connection, policy.key, now):
        by_address[message.address].append(message)
    midnight = policy.school.at(policy.school.local_date(now), time.min)
    under_way = messages.routine_under_way(connection, policy.key, midnight, now)
    for address, waiting in by_address.items():
        keys = [message.key for message in waiting]
        if address not in under_way:
            _fold(connection, policy, digest_key(policy, address, now), waiting, now)
        elif (digest := under_way[address]) is not None:
            messages.join(connection, policy.key, digest, keys)
        else:
            # After an outage yesterday's digest may go today: nobody gets two in a day.
            messages.put_off(connection, policy.key, keys, next_digest(policy, now))


def digest_key(policy: Policy, address: str, now: datetime) -> str:
    """The key of an address's digest of that day."""
    # The key shows up in the supplier's records; the address need not.
    whose = sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{_prefix(policy)}{whose}/{policy.school.local_date(now).isoformat()}"


def is_digest(policy: Policy, key: str) -> bool:
    """Whether the message folds others."""
    return key.startswith(_prefix(policy))


def _prefix(policy: Policy) -> str:
    return f"{policy.key}/digest/"


def _fold(connection: Connection, policy: Policy, key: str, waiting: Sequence[Message], now: datetime) -> None:
    if len(waiting) == 1:
        return
    earlier = messages.count_starting(connection, policy.key, key)
    mails = [message.mail for message in waiting]
    digest = replace(mails[0], key=f"{key}/{earlier + 1}" if earlier else key, subject=_subject(mails), blocks=())
    messages.fold(connection, policy.key, digest, [mail.key for mail in mails], now)


def _subject(mails: Sequence[SendMail]) -> str:
    """What the first is about, and how many more there are."""
    first = mails[0]
    return digest_subject(first.to.language, first.subject, len(mails) - 1) if len(mails) > 1 else first.subject


def unfold(digest: SendMail, members: Sequence[Message]) -> SendMail:
    """The digest with everything that is still to be said."""
    blocks: list[Block] = []
    mails = [member.mail for member in members]
    for mail in mails:
        blocks += [Heading(text=mail.subject), *mail.blocks]
    whys = " ".join(dict.fromkeys(mail.why for mail in mails if mail.why))
    attachments = tuple(attachment for mail in mails for attachment in mail.attachments)
    return replace(
        digest, to=_reader(mails), subject=_subject(mails), blocks=tuple(blocks), why=whys, attachments=attachments
    )


def _reader(mails: Sequence[SendMail]) -> Recipient:
    """Who reads the digest. About several pupils it offers no way out: it would be that of the first one."""
    alone = len({mail.to.person_id for mail in mails}) == 1
    return replace(mails[0].to, may_leave=alone and all(mail.to.may_leave for mail in mails))
