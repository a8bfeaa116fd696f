"""The machines of the lab, the cables between them, and a switch."""

import contextlib
import subprocess
import time

from .namespace import Namespace

OFFLOADS = 'rx tx sg tso gso gro'.split()


def run(*command, timeout=30, text=True, check=True):
    """Runs a command to its end, where this process is now; returns what it printed. A failure says what the command said."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=text, timeout=timeout)
    if check and done.returncode != 0:
        raise RuntimeError(f'{" ".join(map(str, command))} ended with {done.returncode}: {done.stderr or done.stdout}')
    return done.stdout


def wait_until(condition, what, seconds=20):
    """Waits, but not for ever, until condition() is true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f'waited {seconds} s in vain for {what}')
        time.sleep(0.05)


def kernel(setting, value):
    """Sets /proc/sys/net/SETTING in the network where this process is now."""
    with open(f'/proc/sys/net/{setting}', 'w') as file:
        file.write(str(value))


class Machine:
    """A computer of the lab: what is done or started inside `with machine.inside():` happens there."""

    def __init__(self, name, address=None, namespace=None):
        self.name, self.address = name, address
        self._namespace = namespace or Namespace(f'{name}.lab.test')
        with self.inside():
            run('ip', 'link', 'set', 'lo', 'up')
            # No pause between ICMP errors; IPv6 only where a scenario wants it; servers need not be root for their ports.
            kernel('ipv4/icmp_ratelimit', 0)
            kernel('ipv6/conf/default/disable_ipv6', 1)
            kernel('ipv4/ip_unprivileged_port_start', 0)

    def inside(self):
        return self._namespace.inside()

    @property
    def path(self):
        return self._namespace.path

    def run(self, *command, **more):
        with self.inside():
            return run(*command, **more)

    def start(self, *command, log):
        """Starts a command and leaves it running; what it says goes into the file `log`."""
        with self.inside(), open(log, 'a') as said:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def launch(self, *command, log):
        """Starts a daemon: a command that comes to its end and leaves processes behind."""
        if self.start(*command, log=log).wait(30) != 0:
            raise RuntimeError(f'{" ".join(map(str, command))} failed')

    def kernel(self, setting, value):
        with self.inside():
            kernel(setting, value)

    @contextlib.contextmanager
    def calling_from(self, port):
        """Inside, and what goes out leaves from this very port, so that expected.json can tell whose session it was."""
        with self.inside():
            kernel('ipv4/ip_local_port_range', f'{port} {port}')
            try:
                yield f'{self.address}:{port}'
            finally:
                kernel('ipv4/ip_local_port_range', '32768 60999')

    def add_address(self, interface, address):
        """`address` with the length of its prefix; one of IPv6 switches IPv6 on."""
        with self.inside():
            if ':' in address:
                kernel(f'ipv6/conf/{interface}/disable_ipv6', 0)
                # Nobody else has it: the question whether somebody has would keep the address from being used for a second.
                run('ip', 'address', 'add', address, 'dev', interface, 'nodad')
            else:
                run('ip', 'address', 'add', address, 'broadcast', '+', 'dev', interface)

    def add_route(self, net, gateway):
        self.run('ip', *(['-6'] if ':' in gateway else []), 'route', 'add', net, 'via', gateway)


class Switch(Machine):
    """A plain switch, silent itself, in the namespace where this process is now. It hears every frame once on its `bridge`."""

    bridge = 'br0'

    def __init__(self):
        super().__init__('switch', namespace=Namespace())
        self.run('ip', 'link', 'add', self.bridge, 'mtu', '1500', 'type', 'bridge', 'stp_state', '0', 'mcast_snooping', '0')
        self.run('ip', 'link', 'set', self.bridge, 'up')

    def plug(self, port):
        """Puts this end of a cable into the switch."""
        self.run('ip', 'link', 'set', port, 'master', self.bridge)


def cable(near, near_interface, far, far_interface, mac=None, mtu=1500):
    """A cable between two machines; `mac` is the card's address at the near end."""
    card = ['address', mac] if mac else []
    peer = ['peer', 'name', far_interface, 'netns', far.path, 'mtu', str(mtu)]
    near.run('ip', 'link', 'add', 'name', near_interface, 'mtu', str(mtu), *card, 'type', 'veth', *peer)
    for machine, interface in ((near, near_interface), (far, far_interface)):
        # Frames as on a wire: with offloads a capture shows frames of 64 kB, and checksums that nobody has computed yet.
        machine.run('ethtool', '-K', interface, *(word for offload in OFFLOADS for word in (offload, 'off')))
        machine.run('ip', 'link', 'set', interface, 'up')
