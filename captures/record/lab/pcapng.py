"""Makes a pcapng file of tcpdump's nanosecond pcap file: tcpdump writes no pcapng, and editcap no interface names."""

import struct

_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_COMMENT, _APPLICATION, _INTERFACE_NAME, _RESOLUTION = 1, 4, 2, 9
_NANOSECONDS = b'\x09'


def _padded(content):
    return content + bytes(-len(content) % 4)


def _options(*options):
    """(code, content) pairs as options, those without content left out."""
    kept = [(code, content) for code, content in options if content]
    return b''.join(struct.pack('<HH', code, len(content)) + _padded(content) for code, content in kept) + (bytes(4) if kept else b'')


def _block(kind, body):
    length = len(body) + 12
    return struct.pack('<II', kind, length) + body + struct.pack('<I', length)


def _packets(pcap):
    """(time in nanoseconds, bytes on the wire, bytes captured) of each packet of a little-endian nanosecond pcap file."""
    at = 24
    while at < len(pcap):
        seconds, nanoseconds, captured, length = struct.unpack_from('<IIII', pcap, at)
        yield seconds * 10**9 + nanoseconds, length, pcap[at + 16 : at + 16 + captured]
        at += 16 + captured


def convert(source, target, interface, story, remarks):
    """`remarks` are (time in nanoseconds, text): each becomes the comment of the first packet from then on."""
    pcap = source.read_bytes()
    magic, snap_length, link_type = struct.unpack('<I12xII', pcap[:24])
    if magic != 0xA1B23C4D:
        raise ValueError(f'{source} is no little-endian nanosecond pcap file')
    section = struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1) + _options((_COMMENT, story.encode()), (_APPLICATION, b'tcpdump'))
    described = struct.pack('<HHI', link_type, 0, snap_length) + _options((_INTERFACE_NAME, interface.encode()), (_RESOLUTION, _NANOSECONDS))
    blocks = [_block(_SECTION, section), _block(_INTERFACE, described)]
    waiting = list(remarks)
    for time, length, content in _packets(pcap):
        due = [text for since, text in waiting if since <= time]
        del waiting[: len(due)]
        head = struct.pack('<IIIII', 0, time >> 32, time & 0xFFFFFFFF, len(content), length)
        blocks.append(_block(_PACKET, head + _padded(content) + _options(*((_COMMENT, text.encode()) for text in due))))
    target.write_bytes(b''.join(blocks))
