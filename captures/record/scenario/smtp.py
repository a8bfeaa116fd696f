"""SMTP by hand: pipelining and chunks, refusals, passwords, encryption."""

import smtplib
import ssl

from lab import letter, server
from lab.capture import capture
from lab.dialogue import Smtp
from lab.secret import cram, encoded, plain

SERVER = '10.77.0.2'
ANNA, MINH = 'anna@lab.test', 'minh@lab.test'


def greet(smtp):
    smtp.hear(b'220')
    smtp.ask('EHLO student-a.lab.test', b'250-')


def leave(smtp):
    smtp.ask('QUIT', b'221')
    smtp.close()


@capture(
    'smtp-pipelining-bdat.pcap',
    holds=[
        'smtp.response.code == 354',
        'tcp.payload contains "BDAT 0 LAST"',
        'smtp.rsp.parameter contains "CHUNKING"',
        'smtp.req.command == "RSET"',
        'tcp.payload contains "MAIL FROM" && tcp.payload contains "DATA"',
        'tcp.payload contains "BDAT" && tcp.payload contains "LAST"',
        'smtp.response.code == 503 || smtp.response.code == 554',
    ],
)
def pipelining_and_chunks(world):
    """Several commands in one segment (RFC 2920), and mails in counted chunks instead of lines up to a dot (RFC 3030)."""
    server.postfix(world.server)
    dotted, russian = letter.question(), letter.report()
    with world.record(), world.student_a.calling_from(40001) as client:
        smtp = Smtp(SERVER, 25)
        greet(smtp)
        # One recipient of two is refused; DATA goes on for the other.
        smtp.say(f'MAIL FROM:<{MINH}> SIZE={len(dotted)}', 'RCPT TO:<nobody@lab.test>', f'RCPT TO:<{ANNA}>', 'DATA')
        smtp.hear(b'250[^\n]*\n550[^\n]*\n250[^\n]*\n354', times=4)
        # The mail's end and the next mail's beginning share a segment, too.
        smtp.send(letter.stuffed(dotted) + f'MAIL FROM:<{MINH}>\r\nRCPT TO:<{ANNA}>\r\n'.encode())
        smtp.hear(b'250', times=3)
        world.original('mail', 'smtp', client, 'DATA', dotted)
        # The transaction that was begun is dropped, another one is sent in three chunks; the cuts fall where they like.
        cuts = (russian[:100], russian[100:501], russian[501:])
        smtp.say('RSET', f'MAIL FROM:<{ANNA}>', f'RCPT TO:<{MINH}>')
        smtp.hear(b'250', times=3)
        smtp.send(b''.join(b'BDAT %d\r\n%b' % (len(cut), cut) for cut in cuts[:2]))
        smtp.hear(b'250', times=2)
        smtp.send(b'BDAT %d LAST\r\n%b' % (len(cuts[2]), cuts[2]))
        smtp.hear(b'250')
        world.original('mail', 'smtp', client, 'BDAT', russian)
        # A last chunk may be empty. Lines that begin with dots are sent as they are.
        smtp.say(f'MAIL FROM:<{MINH}>', f'RCPT TO:<{ANNA}>')
        smtp.hear(b'250', times=2)
        smtp.send(b'BDAT %d\r\n%bBDAT 0 LAST\r\n' % (len(dotted), dotted))
        smtp.hear(b'250', times=2)
        world.original('mail', 'smtp', client, 'BDAT LAST 0', dotted)
        # A chunk without a recipient: its bytes are no commands, though refused.
        smtp.say(f'MAIL FROM:<{MINH}>')
        smtp.hear(b'250')
        smtp.send(b'BDAT 22 LAST\r\nQUIT\r\nis not a command')
        smtp.hear(b'5\\d\\d')
        leave(smtp)


@capture(
    'smtp-refused.pcap',
    holds=[
        *(f'smtp.response.code == {code}' for code in (214, 221, 250, 251, 354, 503, 550, 551, 553, 554)),
        *(f'tcp.payload contains "{command}"' for command in ('HELO', 'HELP', 'VRFY', 'EXPN', 'RSET', 'NOOP', 'DATA', 'QUIT')),
        'tcp.payload contains "250-<anna@lab.test>"',
    ],
)
def refused(world):
    """What a server may answer instead of 250: recipients, senders and a whole letter are refused."""
    server.exim(world.server)
    with world.record(), world.student_a.calling_from(40001) as client:
        smtp = Smtp(SERVER, 25)
        smtp.hear(b'220')
        smtp.ask('HELO student-a.lab.test', b'250 ')
        smtp.ask('HELP', b'214-')
        smtp.ask('VRFY anna', b'250')
        smtp.ask('VRFY nobody', b'550')
        smtp.ask('EXPN students', b'250-[^\n]*\n250 ')
        smtp.ask(f'RCPT TO:<{ANNA}>', b'503')
        # No recipient is accepted, so there can be no DATA.
        smtp.ask(f'MAIL FROM:<{MINH}>', b'250')
        smtp.ask('RCPT TO:<nobody@lab.test>', b'550')
        smtp.ask('RCPT TO:<gone@lab.test>', b'551')
        smtp.ask('RCPT TO:<smith@lab.test>', b'553')
        smtp.ask('DATA', b'503')
        # The server takes one letter for somebody who has moved.
        smtp.ask('RCPT TO:<katya@lab.test>', b'251')
        smtp.ask(f'RCPT TO:<{ANNA}>', b'250')
        smtp.ask('RSET', b'250')
        # DATA itself is refused; the QUIT… of a hurried client would be a command, not mail.
        smtp.ask('MAIL FROM:<angry@lab.test>', b'250')
        smtp.ask(f'RCPT TO:<{ANNA}>', b'250')
        smtp.ask('DATA', b'554')
        smtp.ask('NOOP', b'250')
        smtp.ask('RSET', b'250')
        # The whole letter is heard, and then refused.
        unwanted = letter.note(1, text='You have won the lottery!')
        smtp.ask(f'MAIL FROM:<{MINH}>', b'250')
        smtp.ask(f'RCPT TO:<{ANNA}>', b'250')
        smtp.ask('DATA', b'354')
        smtp.send(letter.stuffed(unwanted))
        smtp.hear(b'550')
        world.original('mail', 'smtp', client, 'DATA, refused', unwanted)
        leave(smtp)


def ask_for_password(smtp, mechanism, *answers, final):
    """AUTH in steps: each answer follows a 334."""
    smtp.ask(f'AUTH {mechanism}', b'334')
    for answer in answers[:-1]:
        smtp.ask(answer, b'334')
    smtp.ask(answers[-1], final)


@capture(
    'smtp-auth.pcap',
    holds=[
        'smtp.auth.username == "anna" || smtp.auth.username == "YW5uYQ=="',
        'smtp.response.code == 235',
        'smtp.response.code == 334',
        'smtp.response.code == 535',
        'smtp.response.code == 501',
        'tcp.payload contains "AUTH PLAIN AGFubmEAUGFyb2wtMQ=="',
        'tcp.payload contains "AUTH PLAIN\\x0d\\x0a"',
        'tcp.payload contains "AUTH LOGIN"',
        'tcp.payload contains "AUTH CRAM-MD5"',
    ],
)
def passwords(world):
    """Who are you? PLAIN in one line and in two, LOGIN in three, CRAM-MD5 without telling the password; each ends otherwise."""
    server.dovecot(world.server)
    server.postfix(world.server, 'smtpd_sasl_auth_enable = yes')
    token = plain('anna', 'Parol-1')
    with world.record():
        with world.student_a.calling_from(40001) as client:
            smtp = Smtp(SERVER, 25)
            greet(smtp)
            smtp.ask(f'AUTH PLAIN {token}', b'235')
            # RFC 4954 §4: once is enough.
            smtp.ask(f'AUTH PLAIN {token}', b'503')
            smtp.ask(f'MAIL FROM:<{ANNA}> AUTH=<{ANNA}>', b'250')
            smtp.ask(f'RCPT TO:<{MINH}>', b'250')
            smtp.ask('DATA', b'354')
            smtp.send(letter.stuffed(letter.report()))
            smtp.hear(b'250')
            world.original('mail', 'smtp', client, 'DATA', letter.report())
            leave(smtp)
        with world.student_a.calling_from(40002):
            smtp = Smtp(SERVER, 25)
            greet(smtp)
            ask_for_password(smtp, 'PLAIN', '*', final=b'501')
            ask_for_password(smtp, 'PLAIN', token, final=b'235')
            leave(smtp)
        with world.student_a.calling_from(40003):
            smtp = Smtp(SERVER, 25)
            greet(smtp)
            ask_for_password(smtp, 'LOGIN', encoded('minh'), encoded('MatKhau-1'), final=b'535')
            ask_for_password(smtp, 'LOGIN', encoded('minh'), encoded('MatKhau-2'), final=b'235')
            leave(smtp)
        with world.student_a.calling_from(40004):
            smtp = Smtp(SERVER, 25)
            greet(smtp)
            for secret, final in (('parol-1', b'535'), ('Parol-1', b'235')):
                challenge = smtp.ask('AUTH CRAM-MD5', b'334')
                smtp.ask(cram('anna', secret, challenge), final)
            leave(smtp)
        with world.student_a.calling_from(40005):
            smtp = Smtp(SERVER, 25)
            greet(smtp)
            smtp.ask('AUTH GSSAPI', b'535|504')
            smtp.ask('AUTH LOGIN ' + encoded('anna'), b'334')
            smtp.ask(encoded('Parol-1'), b'235')
            leave(smtp)


@capture(
    'smtp-starttls.pcap',
    holds=[
        'tcp.payload contains "STARTTLS"',
        'smtp.response.code == 220 && smtp.rsp.parameter contains "TLS"',
        'tls.handshake.type == 1 && tls.handshake.extensions_server_name == "mail.lab.test"',
        'tls.handshake.extensions.supported_version == 0x0304 && tls.handshake.type == 2',
        'tls.handshake.type == 11 && x509sat.uTF8String == "mail.lab.test"',
        'tls.app_data',
    ],
)
def encryption(world):
    """The dialogue goes behind a curtain at STARTTLS (RFC 3207): password and mail cannot be read, with TLS 1.2 the certificate can."""
    server.certificate()
    server.dovecot(world.server)
    server.postfix(world.server, 'smtpd_sasl_auth_enable = yes', 'smtpd_tls_security_level = may')
    context = ssl.create_default_context(cafile=server.CERTIFICATE)
    with world.record():
        for port, newest in ((40001, ssl.TLSVersion.TLSv1_3), (40002, ssl.TLSVersion.TLSv1_2)):
            context.maximum_version = newest
            with world.student_a.calling_from(port), smtplib.SMTP('mail.lab.test', 25, 'student-a.lab.test', timeout=15) as smtp:
                smtp.starttls(context=context)
                smtp.login('anna', 'Parol-1')
                smtp.sendmail(ANNA, [MINH], letter.report())
