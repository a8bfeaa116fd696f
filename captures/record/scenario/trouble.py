"""TCP where the way is bad: a wire loses, doubles and delays segments; a reader who does not read; ends that come suddenly."""

import socket
import struct
import time

from lab import letter, server
from lab.capture import capture
from lab.dialogue import Dialogue, Smtp
from lab.wire import IN, OUT

SERVER = '10.77.0.2'
LOSE, TWICE, LATE = 'lose', 'twice', 'late'
SYN = 0
# What happens to which segment with data (counted from 1; SYN is the first SYN) of the connection from a port of student A.
PLAN = {
    (40001, 3, OUT): LOSE,
    (40001, 5, OUT): TWICE,
    (40001, 8, OUT): LATE,
    (40001, 12, OUT): LOSE,
    (40001, 13, OUT): LOSE,
    (40002, SYN, IN): LOSE,
    (40002, 4, IN): LOSE,
    (40002, 8, IN): LATE,
    (40002, 11, IN): TWICE,
    (40002, 15, IN): LOSE,
    (40003, 3, OUT): LOSE,
    (40003, 5, OUT): TWICE,
    (40003, 7, OUT): LATE,
    (40003, 9, OUT): LOSE,
    (40003, 3, IN): LOSE,
}


def bad_wire():
    """The wire of PLAN. A late segment comes right after the next one."""
    counts, held = {}, {IN: [], OUT: []}

    def change(frame, direction):
        fate = PLAN.get((*which(frame, direction, counts), direction))
        if fate == LATE:
            held[direction].append(frame)
        if fate in (LATE, LOSE):
            return []
        late, held[direction] = held[direction], []
        again = [(0.002, frame)] if fate == TWICE else []
        return [(0, frame), *((0, other) for other in late), *again]

    return change


def which(frame, direction, counts):
    """Port of student A, and number of this segment among those with data; SYNs count down from SYN, others are (None, None)."""
    if frame[12:14] != b'\x08\x00' or frame[23] != socket.IPPROTO_TCP:
        return None, None
    (length,) = struct.unpack_from('>H', frame, 16)
    port, _, _, _, offset, flags = struct.unpack_from('>HHIIBB', frame, 34)
    if direction == IN:
        (port,) = struct.unpack_from('>H', frame, 36)
    if flags & 2:
        counts[port, direction, SYN] = counts.get((port, direction, SYN), 1) - 1
        return port, counts[port, direction, SYN]
    if length - 20 - (offset >> 4) * 4 == 0:
        return None, None
    counts[port, direction] = counts.get((port, direction), 0) + 1
    return port, counts[port, direction]


@capture(
    'tcp-trouble.pcap',
    holds=[
        'tcp.srcport == 40001 && tcp.analysis.lost_segment',
        'tcp.srcport == 40001 && tcp.analysis.retransmission',
        'tcp.srcport == 40001 && tcp.analysis.out_of_order',
        'tcp.dstport == 40002 && tcp.analysis.fast_retransmission',
        'tcp.flags == 0x12 && tcp.dstport == 40002 && tcp.analysis.retransmission',
        'tcp.analysis.duplicate_ack && tcp.options.sack_le',
        'smtp.req.command == "QUIT" && tcp.srcport == 40003',
        'tcp.analysis.zero_window',
        'tcp.analysis.window_update',
        'tcp.flags.reset == 1 && tcp.srcport == 81',
        'tcp.flags.reset == 1 && tcp.srcport == 40006',
        'tcp.analysis.reused_ports',
        'tcp.analysis.keep_alive',
        'tcp.analysis.keep_alive_ack',
    ],
)
def trouble(world):
    """Uploads, downloads and a mail over a bad wire arrive whole all the same; then a full window, keep-alives and resets."""
    world.student_a = world.join('student-a', bad_wire())
    files = server.nginx(world.server)
    server.postfix(world.server)
    with world.record():
        upload(world, files['big.bin'][:20_000])
        download(world, 40002, files['big.bin'][:30_000])
        mail(world)
        slow_reader(world, files['big.bin'])
        nobody_there(world)
        hang_up(world, files['poem.txt'])
        download(world, 40006, files['big.bin'][:1_000])
        keep_alive(world)


def upload(world, content):
    with world.student_a.calling_from(40001) as client:
        connection = Dialogue(SERVER, 80)
        connection.send(b'PUT /api/upload HTTP/1.1\r\nHost: www.lab.test\r\nConnection: close\r\nContent-Length: %d\r\n\r\n' % len(content))
        connection.send(content)
        answer = connection.hear(rb'HTTP/1.1 200', complete=rb'"bytes": 20000') + connection.close()
        world.original('object', 'http', client, 'PUT /api/upload', content)
        world.original('object', 'http', client, 'answer to PUT /api/upload', answer.partition(b'\r\n\r\n')[2])


def download(world, port, content):
    with world.student_a.calling_from(port) as client:
        connection = Dialogue(SERVER, 80)
        connection.send(b'GET /big.bin HTTP/1.1\r\nHost: www.lab.test\r\nConnection: close\r\nRange: bytes=0-%d\r\n\r\n' % (len(content) - 1))
        if not connection.close().endswith(content):
            raise RuntimeError('not the bytes that were asked for')
        world.original('object', 'http', client, 'GET /big.bin, the beginning', content)


def mail(world):
    """Lines lost, doubled and late, so that the dialogue must be put together again before it can be read."""
    with world.student_a.calling_from(40003) as client:
        smtp = Smtp(SERVER, 25)
        smtp.hear(b'220')
        smtp.ask('HELO student-a.lab.test', b'250')
        smtp.ask('MAIL FROM:<anna@lab.test>', b'250')
        smtp.ask('RCPT TO:<minh@lab.test>', b'250')
        smtp.ask('DATA', b'354')
        for line in letter.stuffed(letter.report()).splitlines(keepends=True):
            smtp.send(line)
            time.sleep(0.005)
        smtp.hear(b'250')
        world.original('mail', 'smtp', client, 'DATA', letter.report())
        smtp.ask('QUIT', b'221')
        smtp.close()


def slow_reader(world, content):
    """A small buffer, and nobody who empties it: the window closes, the server asks whether it is open again, and it opens."""
    with world.student_a.calling_from(40004) as client, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        connection.connect((SERVER, 80))
        connection.sendall(b'GET /big.bin HTTP/1.0\r\n\r\n')
        time.sleep(2)
        while connection.recv(65536):
            pass
        world.original('object', 'http', client, 'GET /big.bin', content)


def nobody_there(world):
    """A reset says so."""
    with world.student_a.calling_from(40005), socket.socket() as connection:
        connection.connect_ex((SERVER, 81))


def hang_up(world, content):
    """Closes with bytes unread and no wish to linger: a reset instead of a FIN, when all has come."""
    with world.student_a.calling_from(40006) as client, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        connection.connect((SERVER, 80))
        connection.sendall(b'GET /poem.txt HTTP/1.1\r\nHost: www.lab.test\r\n\r\n')
        time.sleep(0.2)
        world.original('object', 'http', client, 'GET /poem.txt', content)


def keep_alive(world):
    """Nothing to say for three seconds: the client asks each second whether the server is still there."""
    with world.student_a.calling_from(40007):
        smtp = Smtp(SERVER, 25)
        smtp.hear(b'220')
        smtp.keep_alive(after=1, every=1)
        time.sleep(3.2)
        smtp.ask('QUIT', b'221')
        smtp.close()
