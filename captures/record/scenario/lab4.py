"""Laboratory work 4: a student records her own machine while she pings, browses, writes and reads mail, and looks for neighbours."""

import poplib
import smtplib

from lab import letter, mailbox, samba, server
from lab.browser import SITE, fetch
from lab.capture import capture

OBJECTS = ('index.html', 'style.css', 'logo.png', 'photo.png')


@capture(
    'lab4.pcapng',
    holds=[
        *(f'frame.comment contains "{word}"' for word in ('ping', 'page', 'writes', 'fetches', 'NetBIOS', 'file')),
        'arp.opcode == 1 && arp.dst.proto_ipv4 == 10.77.0.2',
        'arp.opcode == 2',
        'dns.qry.name == "www.lab.test" && dns.a == 10.77.0.2',
        'icmp.type == 8',
        'icmp.type == 0',
        'icmp.type == 3',
        'http.request.uri == "/photo.png"',
        'http.response.code == 404',
        'smtp.req.command == "MAIL" || smtp.req.command == "mail"',
        'smtp.response.code == 354',
        'pop.request.command == "RETR"',
        'pop.response.indicator == "+OK"',
        'nbns.flags.opcode == 5',
        'nbns.flags.response == 1 && nbns.addr == 10.77.0.2',
        'nbdgm && browser.command == 1',
        'nbss.type == 0x81',
        'nbss.type == 0x82',
        'smb2.filename == "note.txt"',
    ],
)
def lab4(world):
    """Anna does laboratory work 4 and records her machine, student-a (10.77.0.10). Her ARP cache is empty.

    She pings the server, opens a web page, writes a mail to her neighbour Minh and fetches the two that he wrote to her; then her
    machine joins the neighbourhood of NetBIOS, and a file is fetched from the server LABSRV.
    Every protocol of the lab is here: ARP, ICMP, SMTP, POP3, TCP, HTTP and NetBIOS, and the DNS that they need.
    """
    files = prepare(world)
    with world.record(world.student_a) as recording:
        recording.remark('Anna pings the server by its name: first DNS, whose server ARP has to find, then ICMP.')
        world.student_a.run('ping', '-c', '3', 'www.lab.test')
        recording.remark('She asks a port where nobody listens; ICMP says so.')
        world.student_a.run('traceroute', '-n', '-q', '1', '-f', '1', '-m', '1', '10.77.0.2')
        recording.remark('She opens a web page: HTTP over TCP.')
        open_page(world, files)
        recording.remark('She writes to Minh: SMTP.')
        write(world)
        recording.remark('She fetches the mail that Minh wrote to her: POP3.')
        fetch_mail(world)
        recording.remark('Her machine joins the neighbourhood: NetBIOS names and datagrams.')
        samba.nmbd(world.student_a, 'STUDENT-A')
        samba.wait_for_names()
        recording.remark('She fetches a file from the server LABSRV: a NetBIOS session.')
        samba.fetch_note(world, 40004, '139', 'SMB3')


def prepare(world):
    """Every server of the lab is up, and Minh has written twice; returns the files of the web site."""
    world.forget_names()
    server.dnsmasq(world.server)
    server.dovecot(world.server)
    server.postfix(world.server)
    files = server.nginx(world.server)
    samba.smbd(world.server, 'LABSRV')
    samba.nmbd(world.server, 'LABSRV')
    for count, content in enumerate((letter.question(), letter.answer(letter.TABLE)), 1):
        with world.student_b.inside(), smtplib.SMTP('mail.lab.test', 25, 'student-b.lab.test', timeout=15) as smtp:
            smtp.sendmail('minh@lab.test', ['anna@lab.test'], content)
        mailbox.wait_for_mail('anna', count)
    samba.wait_for_names()
    return files


def open_page(world, files):
    """The page, what belongs to it, and a picture that is not there."""
    urls = [f'{SITE}/{name}' for name in (*OBJECTS, 'missing.png')]
    fetch(world, 40001, *urls, options=['--compressed'], originals=[files[name] for name in OBJECTS])


def write(world):
    with world.student_a.calling_from(40002) as client, smtplib.SMTP('mail.lab.test', 25, 'student-a.lab.test', timeout=15) as smtp:
        smtp.sendmail('anna@lab.test', ['minh@lab.test'], letter.report())
        world.original('mail', 'smtp', client, 'DATA', letter.report())


def fetch_mail(world):
    with world.student_a.calling_from(40003) as client:
        pop = poplib.POP3('pop.lab.test', timeout=15)
        pop.user('anna')
        pop.pass_('Parol-1')
        count, _ = pop.stat()
        pop.list()
        for number in range(1, count + 1):
            pop.retr(number)
            world.original('mail', 'pop', client, f'RETR {number}', mailbox.delivered('anna')[number - 1])
        pop.quit()
