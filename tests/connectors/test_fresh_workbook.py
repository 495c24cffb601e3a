"""Drawing an empty workbook, here and in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.ports import Column, TabLayout
from connectors.xlsx.asked import tabs_from_text, tabs_to_text
from connectors.xlsx.package import Package

TABS = (
    TabLayout(
        key="people",
        title="Людей",
        columns=(Column(key="name", title="Name"), Column(key="act", title="Act", staff=True, options=("yes", "no"))),
    ),
)
WITHOUT_LIBRARY = """
import sys
from connectors.xlsx.asked import tabs_from_text
from connectors.xlsx.fresh import LIBRARY, workbook
data = workbook(tabs_from_text(sys.stdin.read()))
assert LIBRARY not in sys.modules, "the drawing library was loaded here"
sys.stdout.buffer.write(data)
"""

columns = st.builds(
    Column,
    key=st.text(),
    title=st.text(),
    staff=st.booleans(),
    options=st.lists(st.text()).map(tuple),
    width=st.integers(1, 200),
    note=st.text(),
)
layouts = st.builds(TabLayout, key=st.text(), title=st.text(), columns=st.lists(columns).map(tuple))


@pytest.mark.slow
@given(st.lists(layouts))
def test_tabs_come_back_from_their_text(tabs: list[TabLayout]) -> None:
    assert tabs_from_text(tabs_to_text(tabs)) == tabs


def test_the_library_that_draws_is_not_loaded() -> None:
    command = [sys.executable, "-c", WITHOUT_LIBRARY]
    drawn = subprocess.run(command, input=tabs_to_text(TABS).encode(), capture_output=True, check=True)
    assert list(Package(drawn.stdout).sheets()) == ["Людей"]
