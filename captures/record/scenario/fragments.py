"""IPv4 in pieces: a datagram larger than the link takes (RFC 791 §3.2), pieces out of order, twice, and one that never comes."""

import socket
import time

from lab import frame
from lab.capture import capture
from lab.world import CARDS

STUDENT_A, SERVER = CARDS['student-a'], CARDS['server']
ICMP, MORE = 1, 0x2000
# Linux' IP_MTU_DISCOVER and IP_PMTUDISC_DONT, which Python does not name: path MTU discovery would forbid fragments.
MTU_DISCOVERY, NEVER = 10, 0
LETTERS = bytes(range(ord('a'), ord('z') + 1)) * 200


def pieces(datagram, size, identification):
    """An ICMP message as fragments whose payloads have `size` bytes, a multiple of eight, the last one fewer."""
    for offset in range(0, len(datagram), size):
        more = MORE if offset + size < len(datagram) else 0
        fragment = frame.ipv4(STUDENT_A.address, SERVER.address, ICMP, datagram[offset : offset + size], identification, more | offset // 8)
        yield frame.ethernet(SERVER.mac, STUDENT_A.mac, 0x0800, fragment)


def ask(world, identification, order):
    """A ping in five pieces, of which those are sent that `order` names, in that order."""
    message = frame.icmp(8, 0, b'\x00\x77' + identification.to_bytes(2, 'big') + LETTERS[:996])
    whole = list(pieces(message, 240, identification))
    for index in order:
        frame.send(world.student_a, whole[index])
    time.sleep(0.1)


def echo(world, port, size):
    """A large datagram to the server, which sends it back; then one to a port where nobody listens."""
    with world.server.inside():
        listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        listener.bind((SERVER.address, 7))
    with world.student_a.calling_from(port), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
        for end in (caller, listener):
            end.setsockopt(socket.IPPROTO_IP, MTU_DISCOVERY, NEVER)
        caller.sendto(LETTERS[:size], (SERVER.address, 7))
        listener.settimeout(5)
        listener.sendto(*listener.recvfrom(65535))
        caller.sendto(LETTERS[:size], (SERVER.address, 9))
    time.sleep(0.1)
    listener.close()


@capture(
    'fragments.pcap',
    holds=[
        'ip.fragments && icmp.type == 8',
        'ip.fragments && icmp.type == 0',
        'ip.fragments && udp.dstport == 7',
        'ip.fragments && udp.srcport == 7',
        'icmp.type == 3 && icmp.code == 3',
        'ip.fragment.overlap',
        'icmp[0:2] == 0b:01',
        'ip.flags.mf == 1 && ip.frag_offset > 0 && ip.src == 10.77.2.2',
    ],
)
def fragments(world):
    """Pings and UDP datagrams that are larger than a frame, and what becomes of their pieces."""
    router = world.join('router')
    world.beyond(router)
    world.student_a.add_route('10.77.2.0/24', '10.77.0.1')
    world.server.kernel('ipv4/ipfrag_time', 1)
    with world.record():
        # Three pieces there, three back; then through a link that takes less, so that a router cuts again.
        world.student_a.run('ping', '-c', '1', '-s', '4000', SERVER.address)
        world.student_a.run('ping', '-c', '1', '-s', '2800', '-M', 'dont', '10.77.2.2')
        echo(world, 40001, 5000)
        # By hand: in order; the last first; one twice; and one that is missing, so that the server gives up after a second.
        ask(world, 0x7701, (0, 1, 2, 3, 4))
        ask(world, 0x7702, (4, 2, 0, 3, 1))
        ask(world, 0x7703, (0, 1, 1, 2, 3, 4))
        ask(world, 0x7704, (0, 1, 3, 4))
        time.sleep(1.5)
