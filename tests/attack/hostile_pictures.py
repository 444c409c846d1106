"""Vouchers of random damage and of claimed sizes: each is shown or refused, soon and within little memory.

python -m tests.attack.hostile_pictures --count 20000
"""

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from zlib import crc32

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, qRgb

from microdesk_desktop.domain.records.vouchers import MediaType
from microdesk_desktop.gui.pictures import FORMATS, MOST_MEGABYTES, MOST_PIXELS, decode_picture

BOUNDS = QSize(250, 200)
MOST_CPU_S = 2.0
"""A photograph of 50 megapixels takes about one."""
# A picture may be held whole, and once more while it is made smaller.
MOST_GROWTH_MB = 2 * MOST_MEGABYTES
KINDS = (MediaType.JPEG, MediaType.PNG, MediaType.WEBP)


def sample(kind: MediaType) -> bytes:
    """A small picture with much detail."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    for x in range(image.width()):
        for y in range(image.height()):
            image.setPixel(x, y, qRgb(x * y % 256, x % 256, y * 7 % 256))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(FORMATS[kind])).write(image)
    return bytes(buffer.data().data())


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The content with some bytes changed, and perhaps cut."""
    made = bytearray(content)
    for _ in range(dice.choice((1, 3, 20, 200))):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made[: dice.randrange(len(made))] if dice.random() < 0.2 else made)


def claiming(png: bytes, width: int, height: int) -> bytes:
    """A PNG whose header, with a right checksum, claims this size."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png[24:29]
    return png[:12] + head + crc32(head).to_bytes(4, "big") + png[33:]


def attacks(count: int, dice: random.Random) -> Iterator[tuple[MediaType, bytes]]:
    """Every hostile picture with the kind that its first bytes show."""
    samples = {kind: sample(kind) for kind in KINDS}
    for width, height in ((MOST_PIXELS, 1), (1, MOST_PIXELS), (7_000, 7_000), (2**31 - 1, 2**31 - 1), (0, 0)):
        yield MediaType.PNG, claiming(samples[MediaType.PNG], width, height)
    for _ in range(count):
        kind = dice.choice(KINDS)
        yield kind, damaged(samples[kind], dice)


def main() -> int:
    """Attack, and print how many were tried and how many gave way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    count = parser.parse_args().count
    application = QGuiApplication(sys.argv[:1])
    before, tried, given_way = _peak_mb(), 0, 0
    for kind, content in attacks(count, random.Random(7)):
        started = time.process_time()
        decode_picture(content, kind, BOUNDS)
        tried += 1
        if time.process_time() - started > MOST_CPU_S:
            given_way += 1
            print(f"too long: {kind}, {len(content)} bytes")
    if _peak_mb() - before > MOST_GROWTH_MB:
        given_way += 1
        print(f"too much memory: {_peak_mb() - before} MB")
    print(f"attacks tried {tried}, given way {given_way}")
    application.quit()
    return int(given_way > 0)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
