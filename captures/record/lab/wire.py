"""A cable that a program looks after: it loses, doubles, delays or changes frames as a scenario wants.

The kernel's own tools for this (netem, 802.1Q) are modules that not every machine has; and this one makes the same mistakes every time.
"""

import heapq
import itertools
import multiprocessing
import select
import socket
import struct
import time

from .network import Machine, cable

_PACKET, _MEMBERSHIP, _PROMISCUOUS, _AUXILIARY, _ONLY_INCOMING = 263, 1, 1, 8, 23
_EVERY_PROTOCOL = 3
_TAG_VALID, _TAG_TYPE_VALID = 0x10, 0x40
# Two VLAN tags more than the frames of the machines.
_ROOM = 1508
IN, OUT = 'in', 'out'


def splice(machine, mac, switch, port, change):
    """Leads a machine's `eth0` to a port of the switch over a wire with a will of its own, which is a process.

    `change(frame, direction)` returns what goes on instead of the frame: (seconds of delay, frame) each. Direction is OUT from the
    machine or IN to it.
    """
    wire = Machine(f'wire-{machine.name}')
    cable(machine, 'eth0', wire, 'near', mac)
    cable(wire, 'far', switch, port, mtu=_ROOM)
    with wire.inside():
        ends = {OUT: _open('near'), IN: _open('far')}
    multiprocessing.get_context('fork').Process(target=_carry, args=(ends, change), daemon=True).start()


def _open(interface):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERY_PROTOCOL))
    end.setsockopt(_PACKET, _ONLY_INCOMING, 1)
    end.setsockopt(_PACKET, _AUXILIARY, 1)
    end.bind((interface, 0))
    end.setsockopt(_PACKET, _MEMBERSHIP, struct.pack('iHH8x', socket.if_nametoindex(interface), _PROMISCUOUS, 0))
    return end


def _receive(end):
    """A frame, with the tag that Linux takes off and hands over beside it (struct tpacket_auxdata)."""
    frame, beside, _, _ = end.recvmsg(65536, 256)
    for _, _, data in beside:
        status, tag, kind = struct.unpack('I12xHH', data) if len(data) == 20 else (0, 0, 0)
        if status & _TAG_VALID:
            return frame[:12] + struct.pack('>HH', kind if status & _TAG_TYPE_VALID else 0x8100, tag) + frame[12:]
    return frame


def _carry(ends, change):
    """For ever: takes frames in at either end, and sends what becomes of them out at the other when their time has come."""
    others = {OUT: ends[IN], IN: ends[OUT]}
    waiting, order = [], itertools.count()
    while True:
        patience = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        ready, _, _ = select.select(ends.values(), [], [], patience)
        for direction, end in ends.items():
            if end in ready:
                for delay, frame in change(_receive(end), direction):
                    heapq.heappush(waiting, (time.monotonic() + delay, next(order), others[direction], frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, end, frame = heapq.heappop(waiting)
            end.send(frame)
