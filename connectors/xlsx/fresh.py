"""A workbook from nothing, and a fresh tab for one that stands.

The library that draws (openpyxl, which brings numpy) takes 25 MB and is needed once in the life of a school: it works
in a process of its own, unless somebody has it loaded already.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence

from lxml import etree

from connectors.ports import TabLayout
from connectors.xlsx.asked import tabs_to_text
from connectors.xlsx.package import MAIN, Package, parse, serialise

STYLES = "xl/styles.xml"
DRAWS_IN_SECONDS = 60
LIBRARY = "openpyxl"


def workbook(tabs: Sequence[TabLayout]) -> bytes:
    """A workbook with these tabs and no rows."""
    drawn = None if LIBRARY in sys.modules else _drawn_elsewhere(tabs)
    if drawn is None:
        from connectors.xlsx import skeleton

        return skeleton.build(tabs)
    return drawn


def _drawn_elsewhere(tabs: Sequence[TabLayout]) -> bytes | None:
    """The workbook from a process of its own; None where none can be had, for the memory is only wished for.

    None, for one, where the interpreter lies in a folder that this user may not enter again.
    """
    command = [sys.executable, "-m", "connectors.xlsx.skeleton"]
    asked = tabs_to_text(tabs).encode()
    try:
        # The interpreter that runs us, our own module, nothing of anybody's in the arguments.
        return subprocess.run(  # noqa: S603 -- as said above
            command, input=asked, capture_output=True, check=True, timeout=DRAWS_IN_SECONDS
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def graft(package: Package, tab: TabLayout) -> None:
    """Add the tab to a workbook that stands, with its own styles behind those that are there."""
    fresh = Package(workbook([tab]))
    [part] = fresh.sheets().values()
    xml = fresh.part(part)
    looks, rules = _add_styles(package, parse(fresh.part(STYLES)))
    for attribute, by in ((b"s", looks), (b"style", looks), (b"dxfId", rules)):
        xml = _moved(xml, attribute, by)
    package.add_sheet(tab.title, xml.replace(b' tabSelected="1"', b""))


def _moved(xml: bytes, attribute: bytes, by: int) -> bytes:
    return re.sub(rb'( %s=")(\d+)"' % attribute, lambda found: found[1] + b'%d"' % (int(found[2]) + by), xml)


def _add_styles(package: Package, fresh: etree._Element) -> tuple[int, int]:
    """Add every look of `fresh` to the workbook's; how far its cell looks and its colour rules have moved."""
    stand = parse(package.part(STYLES))
    moved = {name: _add_group(stand, fresh, name) for name in ("fonts", "fills", "borders", "cellXfs", "dxfs")}
    looks = stand.find(f"{{{MAIN}}}cellXfs")
    for look in list(looks)[moved["cellXfs"] :] if looks is not None else []:
        for attribute, group in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            look.set(attribute, str(int(look.get(attribute, "0")) + moved[group]))
        look.set("xfId", "0")
    package.change(STYLES, serialise(stand))
    return moved["cellXfs"], moved["dxfs"]


def _add_group(stand: etree._Element, fresh: etree._Element, name: str) -> int:
    group, added = stand.find(f"{{{MAIN}}}{name}"), fresh.find(f"{{{MAIN}}}{name}")
    if group is None:
        group = etree.Element(f"{{{MAIN}}}{name}")
        following = [f"{{{MAIN}}}{tag}" for tag in ("tableStyles", "colors", "extLst")]
        stand.insert(next((at for at, child in enumerate(stand) if child.tag in following), len(stand)), group)
    before = len(group)
    group.extend(list(added) if added is not None else [])
    group.set("count", str(len(group)))
    return before
