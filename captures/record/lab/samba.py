"""Samba: the NetBIOS services of a machine, and a client that asks for a server by its name."""

import time

from .network import wait_until
from .server import answers, log
from .world import CONFIGURATION, PLACE

# Seconds that it takes samba to believe that its names are its own.
_NAMED = 4


def configure(machine, name, *settings):
    """Writes the configuration of samba's programs on a machine, and makes the folder for what they keep."""
    folder = PLACE / f'samba-{machine.name}'
    folder.mkdir(exist_ok=True)
    configuration = folder / 'smb.conf'
    general, shares = (CONFIGURATION / 'smb.conf').read_text().split('[pub]')
    general = general.format(folder=folder, name=name, machine=machine.name) + ''.join(f'{setting}\n' for setting in settings)
    configuration.write_text(f'{general}\n[pub]{shares}')
    return configuration


def nmbd(machine, name, *settings):
    """The NetBIOS name and datagram service (UDP 137, 138); `settings` as in smb.conf, beyond it. Returns the process."""
    configuration = configure(machine, name, *settings)
    return machine.start('nmbd', '--foreground', '--no-process-group', '-s', configuration, log=log(f'nmbd-{machine.name}'))


def smbd(machine, name, *settings):
    """SMB on ports 139 and 445, as guest, with the web site's files as the share `pub`."""
    configuration = configure(machine, name, *settings)
    machine.start('smbd', '--foreground', '--no-process-group', '-s', configuration, log=log(f'smbd-{machine.name}'))
    wait_until(answers(machine, 139), 'smbd')


def wait_for_names():
    time.sleep(_NAMED)


def fetch_note(world, port, to_port, protocol):
    """Student A, calling from `port`, reads the note of the share `pub` of LABSRV, with SMB of a version."""
    session = ('-s', configure(world.student_a, 'STUDENT-A'), '-p', to_port, '-m', protocol, '--user=anna', '--no-pass')
    with world.student_a.calling_from(port):
        world.student_a.run('smbclient', '//LABSRV/pub', *session, '-c', 'get note.txt /dev/null')
