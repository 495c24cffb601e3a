"""What staff see and do in the emulated lists."""

from __future__ import annotations

from connectors.microsoft.list_layout import tab_of
from connectors.microsoft.lists import ListTable
from tests.emulators.microsoft.lists_part import ListOfItems, Sites
from tests.emulators.microsoft.school import SITE, School


def lists(house: School) -> list[ListOfItems]:
    """The lists of the school's site."""
    return house.world.part(Sites).sites.setdefault(SITE, [])


def open_lists(house: School) -> ListTable:
    """The table as a process that starts opens it."""
    lists(house)
    return ListTable(house.door(), SITE, now=lambda: house.world.now)


def list_of(house: School, tab: str) -> ListOfItems:
    """The list that bears this tab's mark."""
    [found] = [one for one in lists(house) if tab_of(one.description) == tab]
    return found
