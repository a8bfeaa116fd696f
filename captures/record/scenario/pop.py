"""POP3 by hand: passwords that are not sent, and what DELE, RSET and QUIT do to a mailbox."""

from lab import letter, mailbox, server
from lab.capture import capture
from lab.dialogue import Pop
from lab.secret import apop, cram, plain

SERVER = '10.77.0.2'
COMMANDS = 'USER PASS STAT LIST UIDL TOP RETR DELE RSET NOOP QUIT'
DOTS = 'The dot on this line:\r\n.\r\nand these\r\n..\r\n...and this are text.'


def leave(pop):
    pop.ask('QUIT', rb'\+OK')
    pop.close()


@capture(
    'pop3-apop.pcap',
    holds=[
        'pop.request.command == "APOP"',
        'pop.response.indicator == "-ERR"',
        'pop.request.command == "CAPA"',
        'tcp.payload contains "AUTH CRAM-MD5"',
        'tcp.payload contains "AUTH PLAIN"',
        'pop.request.command == "STAT"',
        'tcp.payload contains "[AUTH]"',
    ],
)
def without_telling(world):
    """The password is proved, not told: APOP and CRAM-MD5, each refused with the wrong password and accepted with the right one."""
    server.dovecot(world.server)
    mailbox.put('anna', [letter.note(1)])
    with world.record():
        for port, password, expected in ((40001, 'parol-1', b'-ERR'), (40002, 'Parol-1', rb'\+OK')):
            with world.student_a.calling_from(port):
                pop = Pop(SERVER, 110)
                greeting = pop.hear(rb'\+OK')
                pop.ask(f'APOP anna {apop(password, greeting)}', expected)
                if expected != b'-ERR':
                    pop.ask('STAT', rb'\+OK 1 ')
                leave(pop)
        with world.student_a.calling_from(40003):
            pop = Pop(SERVER, 110)
            pop.hear(rb'\+OK')
            pop.ask('CAPA', rb'\+OK', Pop.to_the_dot)
            # An answer that is called off, a wrong one, a right one.
            pop.ask('AUTH CRAM-MD5', rb'\+ ')
            pop.ask('*', b'-ERR')
            challenge = pop.ask('AUTH CRAM-MD5', rb'\+ ')
            pop.ask(cram('anna', 'parol-1', challenge), b'-ERR')
            challenge = pop.ask('AUTH CRAM-MD5', rb'\+ ')
            pop.ask(cram('anna', 'Parol-1', challenge), rb'\+OK')
            leave(pop)
        with world.student_a.calling_from(40004):
            pop = Pop(SERVER, 110)
            pop.hear(rb'\+OK')
            pop.ask(f'AUTH PLAIN {plain("anna", "Parol-1")}', rb'\+OK')
            leave(pop)


@capture(
    'pop3-dele-rset.pcap',
    holds=[
        *(f'pop.request.command == "{command}"' for command in COMMANDS.split()),
        'pop.response.indicator == "-ERR"',
        'tcp.payload contains 0d:0a:2e:2e:0d:0a',
    ],
)
def marking(world):
    """DELE only marks; RSET takes the marks back; QUIT removes what is marked; a broken connection removes nothing."""
    server.dovecot(world.server)
    letters = [letter.note(1), letter.question(), letter.note(3, text=DOTS), letter.old_style()]
    mailbox.put('anna', letters)
    with world.record():
        with world.student_a.calling_from(40001) as client:
            pop = log_in()
            pop.ask('STAT', rb'\+OK 4 ')
            pop.ask('LIST', rb'\+OK', Pop.to_the_dot)
            pop.ask('LIST 2', rb'\+OK 2 ')
            pop.ask('UIDL', rb'\+OK', Pop.to_the_dot)
            pop.ask('TOP 2 1', rb'\+OK', Pop.to_the_dot)
            for number in (2, 3, 4):
                pop.ask(f'RETR {number}', rb'\+OK', Pop.to_the_dot)
                world.original('mail', 'pop', client, f'RETR {number}', letters[number - 1])
            pop.ask('DELE 1', rb'\+OK')
            pop.ask('DELE 3', rb'\+OK')
            pop.ask('DELE 3', b'-ERR')
            pop.ask('RETR 3', b'-ERR')
            pop.ask('STAT', rb'\+OK 2 ')
            pop.ask('LIST', rb'\+OK', Pop.to_the_dot)
            pop.ask('RSET', rb'\+OK')
            pop.ask('STAT', rb'\+OK 4 ')
            pop.ask('DELE 3', rb'\+OK')
            pop.ask('DELE 9', b'-ERR')
            pop.ask('NOOP', rb'\+OK')
            leave(pop)
        with world.student_a.calling_from(40002) as client:
            pop = log_in()
            pop.ask('STAT', rb'\+OK 3 ')
            pop.ask('DELE 1', rb'\+OK')
            # No QUIT: the mark is forgotten (RFC 1939 §6).
            pop.close()
        with world.student_a.calling_from(40003) as client:
            pop = log_in()
            # Three commands in one segment (RFC 2449 §6.6).
            pop.say('STAT', 'RETR 1', 'QUIT')
            pop.hear(rb'\+OK 3 ', complete=rb'(?m)^\+OK', times=3)
            world.original('mail', 'pop', client, 'RETR 1', letters[0])
            pop.close()


def log_in():
    pop = Pop(SERVER, 110)
    pop.hear(rb'\+OK')
    pop.ask('USER anna', rb'\+OK')
    pop.ask('PASS Parol-1', rb'\+OK')
    return pop
