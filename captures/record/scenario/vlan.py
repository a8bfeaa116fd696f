"""VLANs: one trunk that carries two networks, and tags inside tags (IEEE 802.1Q, 802.1ad)."""

from lab import server
from lab.capture import capture
from lab.dialogue import Dialogue
from lab.wire import OUT

SERVER, ROUTER = '10.77.0.2', '10.77.0.1'
CUSTOMER, PROVIDER = b'\x81\x00', b'\x88\xa8'
ADDRESSES = 12


def tag(kind, number, priority):
    return kind + (priority << 13 | number).to_bytes(2, 'big')


def member(tags):
    """A wire that puts tags on what its machine sends, and lets through to it only what has them."""

    def change(frame, direction):
        if direction == OUT:
            return [(0, frame[:ADDRESSES] + tags + frame[ADDRESSES:])]
        there = frame[ADDRESSES : ADDRESSES + len(tags)]
        return [(0, frame[:ADDRESSES] + frame[ADDRESSES + len(tags) :])] if there == tags else []

    return change


@capture(
    'vlan.pcap',
    holds=[
        'vlan.id == 10 && arp.opcode == 2',
        'vlan.id == 10 && vlan.priority == 3 && http.response.code == 200',
        'eth.type == 0x88a8 && vlan.id == 20 && icmp.type == 0',
        'vlan.id == 20 && arp.dst.proto_ipv4 == 10.77.0.2',
    ],
)
def vlan(world):
    """Student A and the server are in VLAN 10, student B and the router in VLAN 20 of a provider's VLAN 100; no way leads across."""
    red, blue = tag(CUSTOMER, 10, 3), tag(PROVIDER, 100, 5) + tag(CUSTOMER, 20, 0)
    world.student_a, world.server = world.join('student-a', member(red)), world.join('server', member(red))
    world.student_b = world.join('student-b', member(blue))
    world.join('router', member(blue))
    files = server.nginx(world.server)
    with world.record():
        world.student_a.run('ping', '-c', '2', SERVER)
        with world.student_a.calling_from(40001) as client:
            connection = Dialogue(SERVER, 80)
            connection.send(b'GET /note.txt HTTP/1.0\r\n\r\n')
            connection.close()
            world.original('object', 'http', client, 'GET /note.txt', files['note.txt'])
        world.student_b.run('ping', '-c', '2', ROUTER)
        world.student_b.run('ping', '-c', '1', '-W', '4', SERVER, check=False)
