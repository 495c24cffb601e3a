"""Turns a stored message into the finished mail: digests unfolded, links signed, pages laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from connectors.ports import OutgoingMail
from service import codes
from service.delivery import digests
from service.delivery.mail_page import Addresses, lay_out, one_line
from service.delivery.papers import as_file
from service.programme import Programme
from service.storage import links, messages
from service.storage.database import Database
from service.storage.links import Grant
from service.storage.messages import Message
from workflows.text.blocks import FormLink, PageLink


@dataclass
class Composer:
    """Composes the mails of one batch. The sign-in links it promised must be stored before the mails go out."""

    programme: Programme
    database: Database
    now: datetime
    token_bytes: Callable[[], bytes]
    promised: list[tuple[Grant, bytes]] = field(default_factory=list)

    def compose(self, message: Message) -> OutgoingMail | None:
        """The finished mail, or None when nothing of a digest is left."""
        mail = message.mail
        if digests.is_digest(self.programme.policy, message.key):
            # Read when it is sent, not when it was formed: members withdrawn meanwhile are left out.
            with self.database.read() as connection:
                members = messages.folded(connection, self.programme.key, message.key)
            if not members:
                return None
            mail = digests.unfold(mail, members)
        page = lay_out(mail, self.programme, Addresses(form=self.form_address, page=self.page_address))
        return OutgoingMail(
            key=message.key,
            to=message.address,
            to_name=one_line(mail.to.name),
            subject=page.subject,
            text=page.text,
            html=page.html,
            language=mail.to.language,
            reply_to=self._reply_to(),
            files=tuple(as_file(attachment) for attachment in mail.attachments),
        )

    def form_address(self, link: FormLink) -> str:
        """The form's address, with the reader's signed code when the link is personal."""
        personal = dict(link.personal)
        if link.pseudonymous:
            personal["pseudonym"] = codes.pseudonym(self.programme.secret, self.programme.key, personal.pop("person"))
        prefill = {"code": codes.sign(self.programme.secret, link.form, personal)} if personal else {}
        return self.programme.suite.forms.link(link.form, prefill)

    def page_address(self, link: PageLink) -> str:
        """The address of a staff page, by way of a one-time sign-in."""
        # Each mail has its own link, so that a forwarded one can be told from the reader's.
        random = self.token_bytes()
        self.promised.append((Grant(self.programme.key, link.reader, link.path), random))
        return f"{self.programme.base_url}/sign-in?token={links.token_of(random)}"

    def keep_promises(self, connection: Connection) -> None:
        """Store the sign-in links."""
        for grant, random in self.promised:
            links.issue(connection, grant, random=random, now=self.now)

    def _reply_to(self) -> str:
        policy = self.programme.policy
        return next((member.email for member in policy.staff if member.id == policy.roles.lead), "")
