"""An .xlsx file as a bag of parts. Parts that nobody touched are copied as they stand, compressed bytes and all."""

from __future__ import annotations

import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from copy import copy
from io import BytesIO
from typing import Any

from lxml import etree

from connectors.errors import Permanent

LARGEST_PART = 300_000_000  # bytes; a school's year is about 10 MB
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
WORKBOOK, WORKBOOK_RELATIONS, CONTENT_TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
LOCAL_HEADER = struct.Struct("<26xHH")
CALC_CHAIN = "xl/calcChain.xml"


# What unpacking raises: by the archive, by each way of packing, for a way that is not known, for a password.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


class UnreadableError(Exception):
    """These bytes are not a workbook that we can read."""


def parse(xml: bytes) -> etree._Element:
    """The root of an XML part; no entities, no network."""
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableError(str(error)) from error


def serialise(root: etree._Element) -> bytes:
    """The bytes of an XML part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Package:
    """The parts of one workbook. Raises `UnreadableError` when the bytes are none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGED as error:
            raise UnreadableError(str(error)) from error
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self._changed: dict[str, bytes | None] = {}
        self._sheets: dict[str, str] | None = None
        if WORKBOOK not in self._infos:
            raise UnreadableError("it has no part xl/workbook.xml")

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self._changed[name] is not None if name in self._changed else name in self._infos

    def part(self, name: str) -> bytes:
        """The bytes of one part. Raises `UnreadableError` when it is missing or damaged."""
        changed = self._changed.get(name)
        if changed is not None:
            return changed
        if not self.has(name) or self._infos[name].file_size > LARGEST_PART:
            raise UnreadableError(f"its part {name} is missing or too large")
        try:
            return self._zip.read(name)
        except _DAMAGED as error:
            raise UnreadableError(f"its part {name} is damaged") from error

    def change(self, name: str, data: bytes | None) -> None:
        """Put new bytes for a part, or take it out with None."""
        self._changed[name] = data

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the bytes that were read."""
        return bool(self._changed)

    def to_bytes(self) -> bytes:
        """The whole workbook."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, info in self._infos.items():
                if name not in self._changed:
                    _copy_raw(self._zip, info, target)
            for name, data in self._changed.items():
                if data is not None:
                    _write(target, name, data)
        return out.getvalue()

    # --- the workbook's own list of sheets

    def sheets(self) -> dict[str, str]:
        """Title -> part name of each worksheet, in order."""
        if self._sheets is None:
            targets = {item.get("Id"): item.get("Target", "") for item in parse(self.part(WORKBOOK_RELATIONS))}
            listed = parse(self.part(WORKBOOK)).iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
            self._sheets = {
                sheet.get("name", ""): _resolve(targets[sheet.get(f"{{{DOCUMENT}}}id")])
                for sheet in listed
                if sheet.get(f"{{{DOCUMENT}}}id") in targets
            }
            if not self._sheets:
                raise UnreadableError("it lists no sheets (or it was saved as 'Strict Open XML')")
        return self._sheets

    def add_sheet(self, title: str, xml: bytes) -> None:
        """Add a worksheet behind the others. A title that is taken gets a number."""
        name = _free("xl/worksheets/nearpeer{}.xml", lambda name: not self.has(name))
        title = _free(title[:28] + "{}", lambda title: title.lower() not in map(str.lower, self.sheets()))
        relations, book, types = (parse(self.part(part)) for part in (WORKBOOK_RELATIONS, WORKBOOK, CONTENT_TYPES))
        taken = {item.get("Id") for item in relations}
        relation = _free("rIdNearpeer{}", lambda id_: id_ not in taken)
        _child(relations, RELATIONS, "Relationship", Id=relation, Type=f"{DOCUMENT}/worksheet", Target=f"/{name}")
        _child(types, TYPES, "Override", PartName=f"/{name}", ContentType=SHEET_TYPE)
        listing = book.find(f"{{{MAIN}}}sheets")
        if listing is None:
            raise UnreadableError("it lists no sheets")
        number = 1 + max((int(sheet.get("sheetId", "0")) for sheet in listing), default=0)
        sheet = _child(listing, MAIN, "sheet", name=title, sheetId=str(number))
        sheet.set(f"{{{DOCUMENT}}}id", relation)
        for part, root in ((WORKBOOK_RELATIONS, relations), (WORKBOOK, book), (CONTENT_TYPES, types)):
            self.change(part, serialise(root))
        self.change(name, xml)
        self._sheets = None

    def drop_calculation_order(self) -> None:
        """Take out the list of formula cells, which a program rebuilds; a stale one makes Excel offer a repair."""
        if not self.has(CALC_CHAIN):
            return
        self.change(CALC_CHAIN, None)
        for part, attribute in ((WORKBOOK_RELATIONS, "Target"), (CONTENT_TYPES, "PartName")):
            root = parse(self.part(part))
            for item in [item for item in root if item.get(attribute, "").endswith("calcChain.xml")]:
                root.remove(item)
            self.change(part, serialise(root))

    def extend_filter(self, part: str, last: int) -> None:
        """Let the hidden name of a sheet's filter reach row `last`; LibreOffice believes it over the filter."""
        book, index = self.part(WORKBOOK), list(self.sheets().values()).index(part)
        if b"_FilterDatabase" not in book:
            return
        name = re.compile(rb'(<definedName (?=[^>]*_FilterDatabase)(?=[^>]*localSheetId="%d")[^>]*>[^<]*\$)\d+' % index)
        changed = name.sub(lambda found: found[1] + b"%d" % last, book)
        if changed != book:
            self.change(WORKBOOK, changed)


def unreadable(place: object, error: Exception) -> Permanent:
    """What staff are told about a workbook that we cannot read."""
    return Permanent(
        f"{place} cannot be read as a workbook: {error}.",
        mend="Open it in LibreOffice or Excel and save it as .xlsx, or put a good copy there. Nothing was overwritten.",
    )


def _resolve(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _child(parent: etree._Element, namespace: str, tag: str, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    for name, value in attributes.items():
        child.set(name, value)
    return child


def _free(pattern: str, is_free: Any) -> str:
    number = 1
    while not is_free(name := pattern.format("" if number == 1 else f"{number}")):
        number += 1
    return name


def _write(target: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same parts give the same bytes
    info.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(info, data, compresslevel=1)


def _copy_raw(source: zipfile.ZipFile, info: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copy one member without unpacking it. The local header's own name and extra field are skipped by their length."""
    file, out = source.fp, target.fp
    if file is None or out is None:
        raise UnreadableError("it was closed")
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if not header.startswith(b"PK\x03\x04") or len(header) < LOCAL_HEADER.size:
        raise UnreadableError(f"its part {info.filename} is not where the file says")
    name_length, extra_length = LOCAL_HEADER.unpack(header)
    file.seek(name_length + extra_length, 1)
    packed = file.read(info.compress_size)
    if len(packed) < info.compress_size:
        raise UnreadableError(f"its part {info.filename} is cut off")
    member = copy(info)
    member.header_offset = out.tell()
    member.flag_bits &= ~0x08  # sizes stand in the header, not behind the data
    member.extra = b""
    out.write(member.FileHeader(zip64=False) + packed)
    target.filelist.append(member)
    target.NameToInfo[member.filename] = member
    target.start_dir = out.tell()
