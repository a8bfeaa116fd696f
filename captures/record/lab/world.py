"""The lab as a scenario finds it: its machines, its recording, and the originals that `extract` must give back."""

import functools
import hashlib
import pathlib
import sys
import typing

from . import wire
from .network import Machine, Switch, cable, run
from .recording import Recording

PLACE = pathlib.Path('/run/lab')
CONFIGURATION = pathlib.Path(__file__).parent.parent / 'conf'


class Card(typing.NamedTuple):
    """Where a machine is found on the switch."""

    address: str
    mac: str


# As if from a shop: cards of Intel in the students' machines, of VMware in the server, of Extreme in the router.
CARDS = {
    'student-a': Card('10.77.0.10', '00:1b:21:77:00:0a'),
    'student-b': Card('10.77.0.11', '00:1b:21:77:00:0b'),
    'server': Card('10.77.0.2', '00:0c:29:77:00:02'),
    'router': Card('10.77.0.1', '00:04:96:77:00:01'),
}
# What the link behind the router takes, in bytes.
NARROW = 1400
HOSTS = """127.0.0.1 localhost
10.77.0.2 server.lab.test mail.lab.test www.lab.test lab.test
fd77::2 mail6.lab.test www6.lab.test
10.77.0.10 student-a.lab.test
10.77.0.11 student-b.lab.test
10.77.0.1 router.lab.test
"""


def _take_place_of(path, content):
    """Another content for a file of the system, visible in here only."""
    mine = PLACE / pathlib.Path(path).name
    mine.write_text(content)
    run('mount', '--bind', mine, path)


def furnish():
    """A /run of its own, and files of /etc: nothing that happens in the lab reaches the machine outside, nor the other way round."""
    run('mount', '-t', 'tmpfs', 'tmpfs', '/run')
    for folder in ('', 'log', 'mail', 'site'):
        (PLACE / folder).mkdir()
    # The people of the lab, and the user that exim insists on, are users in here only.
    names = ('vmail', 'anna', 'minh', 'Debian-exim')
    users = ''.join(f'{name}:x:{5000 + i}:{5000 + i}::/run/lab/mail/{name}:/bin/false\n' for i, name in enumerate(names))
    groups = ''.join(f'{name}:x:{5000 + i}:\n' for i, name in enumerate(names))
    _take_place_of('/etc/passwd', pathlib.Path('/etc/passwd').read_text() + users)
    _take_place_of('/etc/group', pathlib.Path('/etc/group').read_text() + groups)
    _take_place_of('/etc/hosts', HOSTS)
    _take_place_of('/etc/resolv.conf', 'nameserver 10.77.0.2\noptions timeout:1 attempts:1\n')


class World:
    """Machines on a switch, that come into being when a scenario first speaks of them. `originals` fill up for expected.json."""

    def __init__(self, name, story):
        furnish()
        self.switch = Switch()
        self.recording, self._story = PLACE / name, story
        self.originals = []

    @functools.cached_property
    def student_a(self):
        return self.join('student-a')

    @functools.cached_property
    def student_b(self):
        return self.join('student-b')

    @functools.cached_property
    def server(self):
        return self.join('server')

    def forget_names(self):
        """From now on, names are asked of the name server, where they can be recorded."""
        (PLACE / 'hosts').write_text('127.0.0.1 localhost\n')

    def record(self, machine=None, interface='eth0'):
        """Records the switch, which hears everything, or what one machine hears."""
        there = (machine, interface) if machine else (self.switch, self.switch.bridge)
        return Recording(self.recording, *there, self._story)

    def join(self, name, change=None):
        """A machine on the switch, with its IPv4 address; where `change` is given, over a wire that changes its frames so."""
        address, mac = CARDS[name]
        machine = Machine(name, address)
        if change:
            wire.splice(machine, mac, self.switch, name, change)
        else:
            cable(machine, 'eth0', self.switch, name, mac)
        self.switch.plug(name)
        machine.add_address('eth0', f'{address}/24')
        return machine

    def beyond(self, router):
        """Behind the router: a narrow link (10.77.1.0/24, fd77:0:0:1::/64), a second router and a far machine (10.77.2.2, fd77:0:0:2::2)."""
        second, far = Machine('router-2'), Machine('far', '10.77.2.2')
        cable(second, 'eth0', router, 'eth1', mtu=NARROW)
        cable(far, 'eth0', second, 'eth1')
        for machine, interface, net, host in ((router, 'eth1', 1, 1), (second, 'eth0', 1, 2), (second, 'eth1', 2, 1), (far, 'eth0', 2, 2)):
            machine.add_address(interface, f'10.77.{net}.{host}/24')
            machine.add_address(interface, f'fd77:0:0:{net}::{host}/64')
        for machine in (router, second):
            machine.kernel('ipv4/ip_forward', 1)
            machine.kernel('ipv6/conf/all/forwarding', 1)
        router.add_route('10.77.2.0/24', '10.77.1.2')
        router.add_route('fd77:0:0:2::/64', 'fd77:0:0:1::2')
        second.add_route('10.77.0.0/24', '10.77.1.1')
        second.add_route('fd77::/64', 'fd77:0:0:1::1')
        far.add_route('default', '10.77.2.1')
        far.add_route('default', 'fd77:0:0:2::1')

    def show_logs(self):
        """What the servers had to say, for somebody who must find out why a scenario failed."""
        for log in (PLACE / 'log').rglob('*'):
            if log.is_file() and (said := log.read_text(errors='replace')[-2000:]):
                print(f'--- {log.name}\n{said}', file=sys.stderr)

    def original(self, kind, protocol, client, what, content):
        """Keeps what a client sent or a server served: `client` is its end of the connection, `what` tells it from others there."""
        described = {'kind': kind, 'protocol': protocol, 'client': client, 'what': what}
        self.originals.append({**described, 'sha256': hashlib.sha256(content).hexdigest(), 'bytes': len(content)})
