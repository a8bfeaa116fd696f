"""NetBIOS over TCP and UDP: names, datagrams and sessions (RFC 1001, RFC 1002)."""

import socket
import time

from lab import samba, website
from lab.capture import capture

SERVER, STUDENT_B = '10.77.0.2', '10.77.0.11'


@capture(
    'netbios-names.pcap',
    holds=[
        'nbns.flags.opcode == 5 && nbns.flags.response == 0 && nbns.flags.broadcast == 1',
        'nbns.flags.opcode == 5 && nbns.flags.response == 1 && nbns.flags.rcode == 0',
        'nbns.flags.opcode == 5 && nbns.flags.response == 1 && nbns.flags.rcode == 6',
        'nbns.flags.opcode == 6',
        'nbns.flags.opcode == 0 && nbns.flags.response == 1 && nbns.flags.rcode == 0',
        'nbns.flags.opcode == 0 && nbns.flags.response == 1 && nbns.flags.rcode == 3',
        'nbns.type == 33 && nbns.flags.response == 1',
    ],
)
def names(world):
    """Names are claimed, by broadcast and at a name server, defended, asked for, listed and given back."""
    samba.nmbd(world.server, 'LABSRV', 'wins support = yes')
    router = world.join('router')
    samba.wait_for_names()
    with world.record():
        # Student A asks everybody whether a name is free; student B asks the name server, in Russian, too.
        samba.nmbd(world.student_a, 'STUDENT-A')
        samba.wait_for_names()
        other = samba.nmbd(world.student_b, 'STUDENT-B', 'netbios aliases = УЧЕНИК', f'wins server = {SERVER}')
        samba.wait_for_names()
        # The router, too, would like to be called STUDENT-A.
        samba.nmbd(router, 'STUDENT-A')
        samba.wait_for_names()
        # Asked of everybody; of the name server; with a scope, in which nobody lives; and what names a machine has.
        at_the_server = ('--unicast', SERVER, '--recursion')
        look_up(world, 'STUDENT-A')
        look_up(world, *at_the_server, 'УЧЕНИК')
        look_up(world, *at_the_server, 'NOBODY')
        look_up(world, '--netbios-scope', 'SCHOOL', 'NOBODY')
        look_up(world, '--lookup-by-ip', SERVER)
        # Who leaves politely gives his names back.
        other.terminate()
        other.wait(10)
        time.sleep(1)


def look_up(world, *words):
    """Student B asks; there need not be an answer."""
    world.student_b.run('nmblookup', '-s', samba.configure(world.student_b, 'STUDENT-B'), *words, check=False)


GRANTED, KEEP_ALIVE = b'\x82\0\0\0', b'\x85\0\0\0'
NOT_PRESENT, ELSEWHERE = b'\x83\0\0\1\x82', b'\x84\0\0\6' + socket.inet_aton(SERVER) + b'\0\x8b'


def first_level(name, suffix):
    """RFC 1001 §14.1: a name of sixteen characters as thirty-two letters, with its length before and its end behind."""
    whole = name.encode().ljust(15) + bytes((suffix,))
    return b'\x20' + b''.join(bytes((0x41 + (octet >> 4), 0x41 + (octet & 15))) for octet in whole) + b'\0'


def request(session, called, calling):
    """RFC 1002 §4.3.2: asks for a session with `called`."""
    names = first_level(called, 0x20) + first_level(calling, 0)
    session.sendall(b'\x81\0' + len(names).to_bytes(2, 'big') + names)


def sent_away(world, port, answer):
    """Student B, whose answer is a script, gets a call that is not for him."""
    with world.student_b.inside():
        door = socket.create_server((STUDENT_B, 139))
    with door, world.student_a.calling_from(port), socket.create_connection((STUDENT_B, 139), timeout=10) as session:
        request(session, 'LABSRV', 'STUDENT-A')
        caller, _ = door.accept()
        with caller:
            caller.recv(1024)
            caller.sendall(answer)
        if session.recv(64) != answer:
            raise RuntimeError('another answer was expected')


def not_welcome(world, router):
    """Samba does not listen to the router."""
    with router.calling_from(41001), socket.create_connection((SERVER, 139), timeout=10) as session:
        request(session, 'LABSRV', 'ROUTER')
        session.recv(64)


def kept_alive(world):
    """The session is granted; after a while the caller says that he is still there (RFC 1002 §4.3.6)."""
    with world.student_a.calling_from(40003), socket.create_connection((SERVER, 139), timeout=10) as session:
        request(session, 'LABSRV', 'STUDENT-A')
        if session.recv(64) != GRANTED:
            raise RuntimeError('no session')
        time.sleep(0.5)
        session.sendall(KEEP_ALIVE)


@capture(
    'netbios-session.pcap',
    holds=[
        'nbss.type == 0x81',
        'nbss.type == 0x82',
        'nbss.type == 0x83 && nbss.error_code == 0x81',
        'nbss.type == 0x83 && nbss.error_code == 0x82',
        'nbss.type == 0x84',
        'nbss.type == 0x85',
        'smb.cmd == 0x72 && smb.flags.response == 1',
        'smb2.cmd == 0',
        'smb2.filename == "note.txt"',
        'nbss && tcp.port == 445',
        'browser.command == 1',
        'nbdgm.type == 0x11',
    ],
)
def sessions(world):
    """Sessions asked for by name: refused, sent elsewhere, accepted; files fetched with SMB 1 and SMB 2; announcements as datagrams."""
    router = world.join('router')
    settings = ['hosts deny = 10.77.0.1']
    samba.smbd(world.server, 'LABSRV', *settings)
    website.build()
    with world.record():
        # The name and datagram service comes up: registrations, and announcements in datagrams to everybody.
        samba.nmbd(world.server, 'LABSRV', *settings)
        samba.wait_for_names()
        sent_away(world, 40001, NOT_PRESENT)
        sent_away(world, 40002, ELSEWHERE)
        not_welcome(world, router)
        kept_alive(world)
        samba.fetch_note(world, 40004, '139', 'NT1')
        samba.fetch_note(world, 40005, '139', 'SMB2_10')
        samba.fetch_note(world, 40006, '445', 'SMB2_10')
