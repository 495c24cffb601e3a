"""`nearpeer status`: how the service stands, and a one-time link to the status page."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from datetime import timedelta

import click

from service.commands.outbox import programme_option
from service.commands.site import only_programme, problems_ended, this_site
from service.processes import Site
from service.storage import links
from service.storage.stats import Stats, stats

EXAMPLE = """\b
Examples:
  nearpeer status
  nearpeer status --json
  nearpeer status --link              a link for the programme lead, good once and for an hour
  nearpeer status --link --for ben    the same for another adult of the programme file

Exit code 0 when nothing is overdue or waits for a person, 1 otherwise."""
LINK_LASTS = timedelta(hours=1)
LATE = timedelta(minutes=15)


@click.command("status", epilog=EXAMPLE)
@programme_option
@click.option("--link", is_flag=True, help="Print a one-time link to the status page.")
@click.option("--for", "staff", metavar="ID", help="The adult who will sign in; the lead when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status_command(*, programme: str | None, link: bool, staff: str | None, as_json: bool) -> None:
    """Say how the service stands."""
    site = this_site()
    with problems_ended():
        key = only_programme(site, programme)
        if link:
            click.echo(one_time_link(site, key, staff))
            return
        with site.database.read() as connection:
            now = stats(connection, key, site.clock.now())
    click.echo(json.dumps(asdict(now), default=str, indent=2) if as_json else as_text(now))
    raise SystemExit(1 if needs_somebody(now) else 0)


def one_time_link(site: Site, key: str, staff: str | None) -> str:
    """An address that signs the adult in once."""
    policy = next(programme.policy for programme in site.programmes if programme.key == key)
    who = staff or policy.roles.lead
    if who not in {member.id for member in policy.staff}:
        known = ", ".join(member.id for member in policy.staff)
        raise click.UsageError(f"There is no adult {who!r} in the programme file; there are: {known}.")
    grant = links.Grant(programme=key, staff_id=who, path="/status")
    with site.database.write() as connection:
        token = links.issue(connection, grant, random=secrets.token_bytes(32), now=site.clock.now(), lasts=LINK_LASTS)
    return f"{site.settings.base_url}/sign-in?token={token}"


def needs_somebody(now: Stats) -> bool:
    """Whether work was set aside or is long overdue."""
    return any(queue.parked or queue.lag > LATE for queue in now.queues.values())


def as_text(now: Stats) -> str:
    """A line for each queue and each source."""
    lines = [
        f"{name:12} {queue.waiting:6} waiting  {queue.parked:4} parked  oldest {_span(queue.lag)}"
        for name, queue in now.queues.items()
    ]
    lines += [f"{'inbox':12} {now.inbox:6} waiting", f"{'timers':12} {now.timers:6} set"]
    for source, at in now.read_at.items():
        last = now.last_event_at.get(source)
        lines.append(f"{source:12} read {at or 'never'}; last news {last or 'never'}")
    return "\n".join(lines)


def _span(span: timedelta) -> str:
    return f"{span.total_seconds():.0f} s overdue" if span else "on time"
