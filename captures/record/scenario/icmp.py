"""ICMP: what routers and hosts have to say about the packets of others (RFC 792), and questions beside the ping."""

import socket
import struct
import time

from lab import frame
from lab.capture import capture
from lab.world import CARDS

STUDENT_A, SERVER, ROUTER = (CARDS[name] for name in ('student-a', 'server', 'router'))
ICMP = 1


def send(world, target, protocol, payload, **more):
    """A datagram of student A, written by hand, to a neighbour's card."""
    datagram = frame.ipv4(STUDENT_A.address, target.address, protocol, payload, **more)
    frame.send(world.student_a, frame.ethernet(target.mac, STUDENT_A.mac, 0x0800, datagram))


@capture(
    'icmp-errors.pcap',
    holds=[
        # Type and code as bytes: the quoted packet may have an icmp.code of its own.
        *(f'icmp[0:2] == 03:{code:02x}' for code in (0, 1, 2, 3, 4, 13)),
        'icmp[0:2] == 03:04 && icmp.mtu == 1400',
        'icmp[0:2] == 0b:00 && udp',
        'icmp[0:2] == 0b:01',
        'icmp.type == 5 && icmp.redir_gw == 10.77.0.11',
        'eth.src == 00:1b:21:77:00:0a && eth.dst == 00:1b:21:77:00:0b && ip.dst == 10.77.5.5',
        'icmp.type == 12',
        'icmp.type == 13',
        'icmp.type == 14',
        'icmp.type == 42',
        'icmp.type == 43',
        'ip.opt.type == 7 && icmp.type == 0',
        'ip.opt.type == 68 && icmp.type == 0',
        'icmp.resp_to',
    ],
)
def errors(world):
    """Every reason why a packet does not arrive, each told by the machine that knows; then redirects and questions beside the ping."""
    router = world.join('router')
    world.beyond(router)
    for machine in (world.student_a, world.server):
        machine.add_route('default', ROUTER.address)
    router.run('ip', 'route', 'add', 'prohibit', '10.77.3.0/24')
    router.run('ip', 'route', 'add', '10.77.5.0/24', 'via', '10.77.0.11')
    world.student_b.add_address('lo', '10.77.5.5/32')
    # Else Linux listens to a redirect to its own default gateways only.
    for interface in ('all', 'eth0'):
        world.student_a.kernel(f'ipv4/conf/{interface}/secure_redirects', 0)
    world.server.kernel('ipv4/ipfrag_time', 1)
    world.server.kernel('ipv4/icmp_echo_enable_probe', 1)
    with world.record():
        pings(world)
        lost_on_the_way(world)
        refused_by_the_host(world)
        redirected(world)
        other_questions(world)


def ping(world, *words):
    world.student_a.run('ping', '-n', '-W', '1', *words, check=False)


def pings(world):
    """RFC 791 §3.1's options come back in the answer: the route taken, and when."""
    ping(world, '-c', '2', SERVER.address)
    ping(world, '-c', '1', '-R', SERVER.address)
    ping(world, '-c', '1', '-T', 'tsandaddr', SERVER.address)


def lost_on_the_way(world):
    """Time exceeded, hop by hop; too big for the second link; no route; no such host; forbidden."""
    world.student_a.run('traceroute', '-n', '-q', '1', '-w', '1', '-N', '1', '10.77.2.2')
    ping(world, '-c', '1', '-t', '1', '10.77.2.2')
    ping(world, '-c', '1', '-M', 'do', '-s', '1472', '10.77.2.2')
    for target, patience in (('10.77.9.9', '1'), ('10.77.2.99', '4'), ('10.77.3.3', '1')):
        # Linux says of a route no more than once a second that it is missing.
        time.sleep(1.1)
        ping(world, '-c', '1', '-W', patience, target)


def refused_by_the_host(world):
    """Nobody at that port, no such protocol, half a datagram that stays half, and an option that points outside itself."""
    with world.student_a.calling_from(40001), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as question:
        question.sendto(b'Is anybody there?', (SERVER.address, 7))
    send(world, SERVER, 200, b'a protocol that nobody speaks')
    record_route = bytes((7, 7, 3, 0, 0, 0, 0, 0))
    send(world, SERVER, ICMP, frame.icmp(8, 0, b'\x00\x01\x00\x01pointer!'), options=record_route)
    more_fragments = 0x2000
    send(world, SERVER, ICMP, frame.icmp(8, 0, b'\x00\x02\x00\x01' + bytes(36)), flags_and_offset=more_fragments)
    time.sleep(2)


def redirected(world):
    """The router sends a packet on, and says that there is a shorter way; told twice, student A takes it."""
    world.student_a.run('ping', '-n', '-c', '3', '-i', '0.3', '10.77.5.5')


def other_questions(world):
    """What time is it (RFC 792)? Is your interface up (RFC 8335)? The kernel answers, though no program asks any more."""
    now = int(time.time() * 1000) % 86_400_000
    send(world, SERVER, ICMP, frame.icmp(13, 0, struct.pack('>HHIII', 0x77, 1, now, 0, 0)))
    by_name = b'eth0'
    interface = struct.pack('>HBB', 4 + len(by_name), 3, 1) + by_name
    extension = b'\x20\x00' + struct.pack('>H', frame.checksum(b'\x20\x00\x00\x00' + interface)) + interface
    send(world, SERVER, ICMP, frame.icmp(42, 0, struct.pack('>HBB', 0x77, 1, 1) + extension))
