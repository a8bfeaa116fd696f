"""The web site of the lab. The same bytes and dates every time, so that its ETags stay what they are."""

import os
import random
import struct
import zlib

from .world import PLACE

LAST_CHANGE = 1790000000


def picture(width, height, colour):
    """A PNG image; colour(x, y) is a byte each of red, green and blue."""

    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))

    rows = b''.join(b'\0' + b''.join(bytes(colour(x, y)) for x in range(width)) for y in range(height))
    head = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b'')


def page():
    protocols = enumerate('ARP ICMP SMTP POP3 TCP HTTP NetBIOS'.split(), 1)
    rows = '\n'.join(f'<tr><td>{number}</td><td>{name}</td></tr>' for number, name in protocols)
    return f"""<!DOCTYPE html>
<html lang="ru">
<head><meta charset="utf-8"><title>Лабораторная работа №4</title><link rel="stylesheet" href="style.css"></head>
<body>
<h1>Анализ сетевого трафика</h1>
<p><img src="logo.png" alt=""> Привет! Xin chào! Hello!</p>
<table>
{rows}
</table>
<p><img src="photo.png" alt=""></p>
</body>
</html>
""".encode()


def files():
    dice = random.Random(4)
    return {
        'index.html': page(),
        'style.css': b''.join(b'td:nth-child(%d) { padding: %dpx }\n' % (n, n) for n in range(1, 60)),
        'logo.png': picture(48, 48, lambda x, y: (5 * x, 5 * y, (x ^ y) * 4)),
        'photo.png': picture(40, 30, lambda x, y: (dice.randrange(256), 6 * x, 8 * y)),
        'poem.txt': ''.join(f'{n} раз отмерь, один отрежь.\n' for n in range(1, 80)).encode(),
        'note.txt': b'A note on the lab server.\n',
        'big.bin': dice.randbytes(60_000),
    }


def build():
    """Lays the site out for the web server; returns its files by name."""
    content = files()
    for name, octets in content.items():
        path = PLACE / 'site' / name
        path.write_bytes(octets)
        os.utime(path, (LAST_CHANGE, LAST_CHANGE))
    return content
