"""Texts kept small: what mails, rows and meetings say is most of a year's bytes, and most of it is the same each time.

A packed text is one byte that names the dictionary, then raw deflate (RFC 1951). A dictionary never changes, because
what was packed with it is read with it; a better one gets the next number.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

# What deflate finds near its end costs it least, so the commonest stands last.
_MAIL = (
    b'{"$":"Bullets","items":["{"$":"Items","lines":["{"$":"Table","columns":["{"$":"Action","label":"","href":"http'
    b'"approval":"staff""urgency":"routine","urgency":"urgent",Your child\'s Thank you, the mentoring programme '
    b'{"$":"FormLink","label":"Tell us how it went","form":"check_in","personal":[["meeting","'
    b'{"$":"FormLink","label":"Change your answers","form":"mentor_application","personal":[],"pseudonymous":false},'
    b'{"$":"FormLink","label":"Worried about somebody? Tell us","form":"concern","personal":[],"pseudonymous":false},'
    b'{"$":"FormLink","label":"Leave the programme","form":"withdrawal","personal":[["person","p-"]],'
    b'"pseudonymous":false}],"why":"You ","urgency":"prompt","approval":"not needed","ask_whom":" (","attachments":[]}'
    b'{"key":"/","to":{"person_id":"p-","address":"@","name":"","language":"en","may_leave":true},"subject":"",'
    b'"blocks":[{"$":"Paragraph","text":"Hello '
)
_WISH = (
    b'["activity","000000",{"at":"2026-09-01 15:55","what":"["people","p-",{"name":"","email":"@","grade":"",'
    b'"roles":"","status":"","guardian":" <@>","answer":""}]'
    b'["applications","p-:mentor",{"name":"","role":"mentee","submitted":"","slots":"","topics":"","interests":"","why":"","status":"accepted","answer":""}]'
    b'["meetings","p-~p-/",{"pair":" & ","number":"","date":"202","time":"12:30\\u201313:10","room":"","host":"",'
    b'"status":"held","why":"Regular meeting at the usual distance.","answer":""}]'
    b'{"key":"/meeting/p-~p-/","version":0,"title":"Mentoring: \\u0 and \\u0","starts_at":"2026-09-01T11:30:00+00:00",'
    b'"ends_at":"2026-09-01T12:10:00+00:00","organiser":"@","attendees":["@","@","@"],"location":"","room_address":"",'
    b'"description":"A mentoring meeting of . is there for you. If you cannot come, decline this invitation and we '
    b'look for another time.","about":["p-","p-"],"cancelled":false}'
    b'["check_ins","p-~p-/:p-",{"pair":" & ","date":"202","who":"","outcome":"held","mood":"","hard":"","note":""}]'
)
MAIL, WISH = 1, 2
_DICTIONARIES = {MAIL: _MAIL, WISH: _WISH}
_RAW = -zlib.MAX_WBITS  # no header and no checksum: the database has its own
_LEVEL = 6


def pack(text: str, dictionary: int = MAIL) -> bytes:
    """The text, smaller. Nothing stays nothing, so that a query can tell what was emptied."""
    if not text:
        return b""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=_DICTIONARIES[dictionary])
    return bytes([dictionary]) + packer.compress(text.encode()) + packer.flush()


def unpack(packed: bytes) -> str:
    """What was packed."""
    if not packed:
        return ""
    reader = zlib.decompressobj(_RAW, zdict=_DICTIONARIES[packed[0]])
    return (reader.decompress(packed[1:]) + reader.flush()).decode()


class PackedText(TypeDecorator[str]):
    """A text that is never searched by the database, only read whole; `dictionary` is the newest for its kind."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, dictionary: int = MAIL) -> None:
        super().__init__()
        self.dictionary = dictionary

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """See `pack`."""
        return None if value is None else pack(value, self.dictionary)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """See `unpack`."""
        return None if value is None else unpack(bytes(value))
