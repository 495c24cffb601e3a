"""Time zones as Exchange names them.

Exchange is sure of the names Windows gives to zones; IANA's own names work in some calls and are documented for none.
`zones.txt` is Unicode CLDR's `windowsZones`: for each name of Windows the zones of IANA that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


def wall_time(moment: datetime, zone: str) -> Mapping[str, str]:
    """A `dateTimeTimeZone`: what the clock on the wall shows, and the zone's name.

    A time that the wall shows twice, in the night the clocks go back, is said in UTC: Graph takes no offset.
    """
    local = moment.astimezone(ZoneInfo(zone))
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return utc_time(moment)
    return {"dateTime": local.replace(tzinfo=None).isoformat(timespec="seconds"), "timeZone": exchange_name(zone)}


def utc_time(moment: datetime) -> Mapping[str, str]:
    """A `dateTimeTimeZone` in UTC."""
    return {"dateTime": moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"), "timeZone": "UTC"}


def instant(said: Mapping[str, str]) -> datetime:
    """A `dateTimeTimeZone` of an answer as aware UTC; answers are asked for in UTC (`Prefer: outlook.timezone`)."""
    return read_stamp(said.get("dateTime", ""))


def read_stamp(text: str) -> datetime:
    """A time as Graph writes it, with up to seven digits after the point and perhaps no zone; the year 1 for none."""
    whole, _, rest = text.partition(".")
    digits = rest.rstrip("Z")[:6]
    try:
        read = datetime.fromisoformat(f"{whole.rstrip('Z')}.{digits.ljust(6, '0')}")
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    """A time as Graph's filters take it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exchange_name(zone: str) -> str:
    """The name that Windows gives to a zone of IANA's; the name itself where Windows has none."""
    return _names().get(zone, zone)


@cache
def _names() -> Mapping[str, str]:
    lines = files("connectors.microsoft").joinpath("zones.txt").read_text(encoding="utf-8").splitlines()
    parted = (line.partition(": ") for line in lines)
    return {zone: name for name, _, zones in parted for zone in zones.split()}
