"""IPv6: neighbours, routers, errors and fragments (RFC 4861, RFC 4443, RFC 8200), and mail and web as ever."""

import smtplib
import time

from lab import letter, server
from lab.capture import capture

SERVER, ROUTER = 'fd77::2', 'fd77::1'
STUDENT = '[fd77::10]'


@capture(
    'ipv6.pcap',
    holds=[
        *(f'icmpv6.type == {kind}' for kind in (1, 2, 3, 128, 129, 133, 134, 135, 136, 143)),
        'icmpv6.type == 135 && ipv6.src == ::',
        'icmpv6.opt.prefix == fd77::',
        'icmpv6.mtu == 1400',
        'ipv6.hopopts',
        'ipv6.fragments && icmpv6.type == 128',
        'ipv6.fragments && icmpv6.type == 129',
        'ipv6 && smtp.response.code == 354',
        'ipv6 && http.response.code == 200',
        'ipv6 && tcp.flags.reset == 1',
        'ipv6.dst == ff02::1 && icmpv6.type == 128',
    ],
)
def ipv6(world):
    """A student's machine finds its address, its router and its neighbours; pings, errors, fragments, a mail and a page."""
    router = world.join('router')
    world.beyond(router)
    world.server.add_address('eth0', f'{SERVER}/64')
    world.server.add_route('default', ROUTER)
    router.add_address('eth0', f'{ROUTER}/64')
    router.kernel('ipv6/conf/eth0/accept_ra', 0)
    server.postfix(world.server)
    files = server.nginx(world.server)
    server.router_advertisements(router, 'fd77::')
    with world.record():
        wake_up(world)
        errors(world)
        # The far machine's first answer is too big for the link, which only the far machine is told; the second one fits.
        for target, size, times in ((SERVER, '3000', '1'), ('fd77:0:0:2::2', '2000', '2')):
            world.student_a.run('ping', '-6', '-n', '-W', '1', '-c', times, '-s', size, target)
        mail_and_web(world, files)


def wake_up(world):
    """Student A's cable is plugged in: duplicate address detection, groups joined, a router asked for; then neighbours pinged."""
    world.student_a.kernel('ipv6/conf/eth0/addr_gen_mode', 0)
    world.student_a.kernel('ipv6/conf/eth0/disable_ipv6', 0)
    time.sleep(5)
    world.student_a.run('ip', 'address', 'add', 'fd77::10/64', 'dev', 'eth0')
    time.sleep(2)
    world.student_a.run('ping', '-6', '-n', '-c', '2', SERVER)
    world.student_a.run('ping', '-6', '-n', '-c', '1', 'ff02::1%eth0')


def errors(world):
    """No hop left, too big for a link on the way, no route, nobody at the port."""
    ping = ('ping', '-6', '-n', '-c', '1', '-W', '1')
    world.student_a.run(*ping, '-t', '1', 'fd77:0:0:2::2', check=False)
    world.student_a.run(*ping, '-s', '1452', '-M', 'do', 'fd77:0:0:2::2', check=False)
    world.student_a.run(*ping, 'fd77:0:0:9::9', check=False)
    world.student_a.run('traceroute', '-6', '-n', '-q', '1', '-w', '1', '-N', '1', 'fd77:0:0:2::2')


def mail_and_web(world, files):
    """To a closed port, then SMTP and HTTP: the dialogues are what they were over IPv4."""
    with world.student_a.calling_from(40001):
        world.student_a.run('curl', '--silent', 'http://www6.lab.test:81/', check=False)
    with world.student_a.calling_from(40002):
        page = world.student_a.run('curl', '--silent', 'http://www6.lab.test/', text=False)
        if page != files['index.html']:
            raise RuntimeError('curl did not get the page')
        world.original('object', 'http', f'{STUDENT}:40002', 'GET /', page)
    with world.student_a.calling_from(40003), smtplib.SMTP(SERVER, 25, 'student-a.lab.test', timeout=15) as smtp:
        smtp.sendmail('anna@lab.test', ['minh@lab.test'], letter.report())
        world.original('mail', 'smtp', f'{STUDENT}:40003', 'DATA', letter.report())
