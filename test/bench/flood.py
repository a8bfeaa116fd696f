"""Sends frames out of an interface as fast as the kernel takes them, or at a rate: flood.py INTERFACE COUNT SIZES [RATE].

SIZES are lengths of frames, separated by commas, sent in turn. The frames are UDP to the discard port. Prints how many
were sent and how many seconds it took. (sendmmsg sends many with one system call; the module socket does not have it.)
"""
import ctypes
import socket
import struct
import sys
import time

BATCH = 256
# Past the queues of the interface: what is sent is seen by whoever listens at the other end of a cable, not on the interface itself.
PACKET_QDISC_BYPASS = 20


class IoVec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class Message(ctypes.Structure):
    """struct msghdr"""

    _fields_ = [
        ("name", ctypes.c_void_p), ("name_length", ctypes.c_uint32), ("parts", ctypes.POINTER(IoVec)), ("part_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t), ("flags", ctypes.c_int),
    ]


class Entry(ctypes.Structure):
    """struct mmsghdr"""

    _fields_ = [("message", Message), ("sent", ctypes.c_uint)]


def checksum(header: bytes) -> int:
    total = sum(struct.unpack(f">{len(header) // 2}H", header))
    total = (total & 0xFFFF) + (total >> 16)
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def frame(size: int) -> bytearray:
    """A UDP datagram of 10.77.0.10 to port 9 of 10.77.0.2, in a frame of so many bytes."""
    ip = bytearray(struct.pack(">BBHHHBBH4s4s", 0x45, 0, size - 14, 0, 0, 64, 17, 0, bytes([10, 77, 0, 10]), bytes([10, 77, 0, 2])))
    struct.pack_into(">H", ip, 10, checksum(bytes(ip)))
    udp = struct.pack(">HHHH", 40000, 9, size - 34, 0)
    ethernet = bytes.fromhex("020000000002020000000001") + b"\x08\x00"
    return bytearray(ethernet + bytes(ip) + udp).ljust(size, b"\0")


def main() -> None:
    interface, count = sys.argv[1], int(sys.argv[2])
    sizes = [int(size) for size in sys.argv[3].split(",")]
    rate = float(sys.argv[4]) if len(sys.argv) > 4 else None
    out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    out.setsockopt(263, PACKET_QDISC_BYPASS, 1)
    out.bind((interface, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    frames = [(ctypes.c_char * len(f)).from_buffer(f) for f in (frame(sizes[i % len(sizes)]) for i in range(BATCH))]
    parts = (IoVec * BATCH)(*[IoVec(ctypes.addressof(f), len(f)) for f in frames])
    entries = (Entry * BATCH)()
    for i in range(BATCH):
        entries[i].message.parts = ctypes.pointer(parts[i])
        entries[i].message.part_count = 1
    sent = 0
    start = time.perf_counter()
    while sent < count:
        if rate is not None:
            due = start + sent / rate - time.perf_counter()
            if due > 0:
                time.sleep(due)
        first = sent % BATCH
        done = libc.sendmmsg(out.fileno(), ctypes.byref(entries, first * ctypes.sizeof(Entry)), min(BATCH - first, count - sent), 0)
        # No buffer at the moment: try again.
        if done > 0:
            sent += done
    print(sent, time.perf_counter() - start)


main()
