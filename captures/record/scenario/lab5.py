"""Laboratory work 5: how mail works, typed by hand with all the mistakes that hands make."""

from lab import letter, mailbox, server
from lab.capture import capture
from lab.dialogue import Pop, Smtp

SERVER = '10.77.0.2'


def send_by_hand(world, client):
    """Student A writes to Minh on port 25."""
    smtp = Smtp(SERVER, 25)
    smtp.hear(b'220')
    smtp.ask('HELLO student-a', b'500')
    # Every key is a segment of its own, as Windows' telnet sends them.
    smtp.type('helo student-a')
    smtp.hear(b'250')
    smtp.ask('RCPT TO:<minh@lab.test>', b'503')
    smtp.ask('DATA', b'503')
    smtp.ask('MAIL FROM anna@lab.test', b'501')
    smtp.ask('MAIL FROM: <anna@lab.test>', b'250')
    smtp.ask('MAIL FROM: <minh@lab.test>', b'503')
    smtp.ask('RCPT TO: <min@lab.test>', b'550')
    smtp.ask('RCPT TO: <friend@elsewhere.test>', b'550')
    smtp.ask('RCPT TO: <minh@lab.test>', b'250')
    smtp.ask('DATA', b'354')
    head = ['From: anna@lab.test', 'To: minh@lab.test', 'Subject: by hand', '']
    typed = [*head, 'This letter was typed.', '.hidden', 'QUIT', 'is only text here.']
    for line in typed:
        smtp.say('.' + line if line.startswith('.') else line)
    smtp.ask('.', b'250')
    world.original('mail', 'smtp', client, 'DATA', b''.join(line.encode() + b'\r\n' for line in typed))
    smtp.ask('NOOP', b'250')
    smtp.ask('BYE', b'500')
    smtp.ask('QUIT', b'221')
    smtp.close()


def read_by_hand(world, client, letters):
    """Student B reads Minh's mail on port 110."""
    pop = Pop(SERVER, 110)
    pop.hear(rb'\+OK')
    pop.ask('STAT', b'-ERR')
    pop.ask('USER minh', rb'\+OK')
    pop.ask('PASS MatKhau-1', b'-ERR')
    pop.type('user minh')
    pop.hear(rb'\+OK')
    pop.ask('PASS MatKhau-2', rb'\+OK')
    pop.ask('STAT', rb'\+OK 2 ')
    pop.ask('LIST', rb'\+OK', Pop.to_the_dot)
    pop.ask('LIST 3', b'-ERR')
    for number, content in enumerate(letters, 1):
        pop.ask(f'RETR {number}', rb'\+OK', Pop.to_the_dot)
        world.original('mail', 'pop', client, f'RETR {number}', content)
    pop.ask('RETR', b'-ERR')
    pop.ask('REED 1', b'-ERR')
    pop.ask('DELE 1', rb'\+OK')
    pop.ask('DELE 1', b'-ERR')
    pop.ask('LIST', rb'\+OK', Pop.to_the_dot)
    pop.ask('QUIT', rb'\+OK')
    pop.close()


@capture(
    'lab5.pcap',
    holds=[
        *(f'smtp.response.code == {code}' for code in (220, 221, 250, 354, 500, 501, 503, 550)),
        *(f'pop.request.command == "{command}"' for command in ('USER', 'PASS', 'STAT', 'LIST', 'RETR', 'DELE', 'QUIT')),
        'pop.response.indicator == "-ERR"',
        'tcp.payload contains "HELLO"',
    ],
)
def lab5(world):
    """A letter is typed to an SMTP server and read from a POP3 server, with every mistake that hands make."""
    server.dovecot(world.server, 'auth_failure_delay = 0')
    server.postfix(world.server)
    mailbox.put('minh', [letter.note(1, 'anna@lab.test', 'minh@lab.test')])
    with world.record():
        with world.student_a.calling_from(40001) as client:
            send_by_hand(world, client)
        mailbox.wait_for_mail('minh', 2)
        with world.student_b.calling_from(40002) as client:
            read_by_hand(world, client, mailbox.delivered('minh'))
