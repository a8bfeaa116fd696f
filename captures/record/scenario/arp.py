"""ARP: asking, answering, announcing, probing, quarrelling (RFC 826, RFC 5227), and answering for others (RFC 1027)."""

from lab import frame
from lab.capture import capture
from lab.world import CARDS

STUDENT_B = frame.mac(CARDS['student-b'].mac)
UNKNOWN = bytes(6)


@capture(
    'arp.pcap',
    holds=[
        'arp.opcode == 1 && arp.src.proto_ipv4 == 10.77.0.10 && arp.dst.proto_ipv4 == 10.77.0.2',
        'arp.opcode == 1 && arp.dst.proto_ipv4 == 10.77.0.99',
        'arp.opcode == 1 && eth.dst == 00:0c:29:77:00:02',
        'arp.opcode == 1 && arp.isgratuitous',
        'arp.opcode == 2 && arp.isgratuitous',
        'arp.isprobe && arp.dst.proto_ipv4 == 10.77.0.50',
        'arp.isannouncement && arp.src.proto_ipv4 == 10.77.0.50',
        'arp.opcode == 2 && arp.src.proto_ipv4 == 10.77.0.10 && arp.dst.proto_ipv4 == 0.0.0.0',
        'arp.duplicate-address-detected',
        'arp.opcode == 2 && arp.src.proto_ipv4 == 10.77.2.2 && arp.src.hw_mac == 00:04:96:77:00:01',
    ],
)
def arp(world):
    """Addresses are asked for, announced, probed, quarrelled about, and answered for by a router."""
    student_a, student_b, server = world.student_a, world.student_b, world.server
    router = world.join('router')
    router.add_address('lo', '10.77.2.2/32')
    router.kernel('ipv4/conf/eth0/proxy_arp', 1)
    router.kernel('ipv4/neigh/eth0/proxy_delay', 0)
    with world.record():
        # A question to all, an answer to one; the ping is why it was asked.
        student_a.run('ping', '-c', '1', '10.77.0.2')
        # Nobody has this address: three questions, no answer.
        student_a.run('ping', '-c', '1', '-W', '4', '10.77.0.99', check=False)
        # Once the answer is known, the question goes straight to the neighbour (RFC 1122 §2.3.2.1).
        student_a.run('arping', '-c', '3', '-I', 'eth0', '10.77.0.2')
        # Gratuitous: nobody asked. As a question and as an answer.
        student_a.run('arping', '-U', '-c', '1', '-I', 'eth0', '10.77.0.10', check=False)
        student_a.run('arping', '-A', '-c', '1', '-I', 'eth0', '10.77.0.10', check=False)
        # Probes: may I have this address? Silence means yes, an answer no.
        student_b.run('arping', '-D', '-c', '2', '-I', 'eth0', '10.77.0.50')
        student_b.run('arping', '-D', '-c', '2', '-I', 'eth0', '10.77.0.10', check=False)
        # Both as RFC 5227 §2.1.1 and §2.3 want them, with nothing where the target's card stands; arping puts a broadcast there.
        frame.send(student_b, frame.arp(1, STUDENT_B, '0.0.0.0', UNKNOWN, '10.77.0.50'))
        frame.send(student_b, frame.arp(1, STUDENT_B, '10.77.0.50', UNKNOWN, '10.77.0.50'))
        # Student B takes the address all the same: two machines answer the server.
        student_b.add_address('eth0', '10.77.0.10/32')
        server.run('ip', 'neighbour', 'flush', 'all')
        server.run('ping', '-c', '1', '10.77.0.10', check=False)
        student_b.run('ip', 'address', 'delete', '10.77.0.10/32', 'dev', 'eth0')
        # Student B believes that a far machine is next door; the router answers in its place.
        student_b.run('ip', 'route', 'add', '10.77.2.0/24', 'dev', 'eth0')
        student_b.run('ping', '-c', '1', '10.77.2.2')
