"""Pictures with a palette: a screenshot of a page of text needs a third of the bytes."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode, b64encode

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

COLOURS = 96
_DECODE = """async (url) => {
  const image = new Image(); image.src = url; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return {width: image.width, height: image.height, pixels: btoa(text)};
}"""


def small(page: Page, picture: bytes) -> bytes:
    """The PNG picture again with a palette. `page` is any page of a browser: its decoder is used."""
    page.goto("about:blank")
    found = page.evaluate(_DECODE, f"data:image/png;base64,{b64encode(picture).decode()}")
    pixels = np.frombuffer(b64decode(found["pixels"]), dtype=np.uint8)
    return encode(pixels.reshape(found["height"], found["width"], 4)[:, :, :3])


def encode(pixels: NDArray[np.uint8]) -> bytes:
    """Red, green and blue of each pixel, by row and column, as a PNG with a palette of at most `COLOURS`."""
    palette, places = reduced(pixels)
    height, width = places.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with 0: no filter
    rows[:, 1:] = places
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # 8 bits a pixel, places in a palette
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def reduced(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The palette, and the place in it that comes nearest to each pixel."""
    wide = pixels.astype(np.int64)
    packed = (wide[:, :, 0] << 16) | (wide[:, :, 1] << 8) | wide[:, :, 2]
    values, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([values >> 16, values >> 8 & 255, values & 255], axis=1)
    palette = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    gaps = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    nearest = gaps.argmin(axis=1).astype(np.uint8)
    return palette.astype(np.uint8), nearest[where].reshape(packed.shape)
