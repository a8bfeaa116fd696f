"""Starts the servers, each on a machine of the lab, and waits until they answer. They end with the scenario's namespaces."""

import pathlib
import shutil
import socket
import subprocess
import sys

from . import mailbox, website
from .network import run, wait_until
from .world import CONFIGURATION, PLACE

PASSWORDS = {'anna': 'Parol-1', 'minh': 'MatKhau-2'}
CERTIFICATE = PLACE / 'certificate.pem'


def answers(machine, port):
    """A condition to wait for: somebody listens at a port of a machine."""

    def condition():
        with machine.inside(), socket.socket() as probe:
            return probe.connect_ex((machine.address, port)) == 0

    return condition


def log(name):
    """Where a server says what it has to say."""
    return PLACE / 'log' / f'{name}.said'


def certificate():
    """A key and a self-signed certificate for the names of the server."""
    curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
    names = ['-subj', '/CN=mail.lab.test', '-addext', 'subjectAltName=DNS:mail.lab.test,DNS:www.lab.test']
    run('openssl', 'req', '-x509', *curve, '-nodes', '-days', '3650', *names, '-keyout', PLACE / 'key.pem', '-out', CERTIFICATE)


def postfix(machine, *settings):
    """SMTP on port 25; `settings` as in main.cf, beyond it."""
    mailbox.make(PASSWORDS)
    folder = PLACE / 'postfix'
    shutil.copytree(CONFIGURATION / 'postfix', folder)
    with open(folder / 'main.cf', 'a') as main:
        main.writelines(f'{line}\n' for line in settings)
    for name in ('queue', 'data'):
        (folder / name).mkdir()
    shutil.chown(folder / 'data', 'postfix')
    machine.launch('postfix', '-c', folder, 'start', log=log('postfix'))
    wait_until(answers(machine, 25), 'postfix')


def dovecot(machine, *settings):
    """POP3 on port 110, IMAP on 143, and who is who for postfix; `settings` as in dovecot.conf, beyond it."""
    mailbox.make(PASSWORDS)
    (PLACE / 'users').write_text(''.join(f'{name}:{{PLAIN}}{password}\n' for name, password in PASSWORDS.items()))
    configuration = PLACE / 'dovecot.conf'
    configuration.write_text('\n'.join([(CONFIGURATION / 'dovecot.conf').read_text(), *settings, '']))
    machine.launch('dovecot', '-c', configuration, log=log('dovecot'))
    wait_until(answers(machine, 143), 'dovecot')


def before_login(machine, address, port, name):
    """Returns a function that gives the next caller of a port a mailbox without a question, as a login shell would: PREAUTH."""
    with machine.inside():
        door = socket.create_server((address, port))

    def let_in():
        caller, _ = door.accept()
        with caller, machine.inside(), open(log('preauth'), 'w') as said:
            program = ['doveadm', '-c', PLACE / 'dovecot.conf', 'exec', 'imap', '-u', name]
            subprocess.Popen(program, stdin=caller, stdout=caller, stderr=said, user=mailbox.OWNER, group=mailbox.OWNER)

    return let_in


def exim_program():
    """Debian lets only one mail server be installed; exim may lie unpacked in /opt/exim instead (README.md)."""
    return shutil.which('exim4') or shutil.which('exim4', path='/opt/exim/usr/sbin')


def exim(machine):
    """SMTP on port 25 with the replies of conf/exim.conf."""
    configuration = PLACE / 'exim.conf'
    shutil.copy(CONFIGURATION / 'exim.conf', configuration)
    (PLACE / 'exim').mkdir()
    for folder in ('exim', 'log'):
        shutil.chown(PLACE / folder, 'Debian-exim')
    machine.start(exim_program(), '-C', configuration, '-bdf', '-oX', '25', log=log('exim'))
    wait_until(answers(machine, 25), 'exim')


def nginx(machine):
    """HTTP on port 80, HTTPS on 443, and the program behind it on 8080; returns the files of the site by name."""
    certificate()
    (PLACE / 'web-users').write_text(''.join(f'{name}:{{PLAIN}}{password}\n' for name, password in PASSWORDS.items()))
    content = website.build()
    program = pathlib.Path(__file__).parent / 'backend.py'
    machine.start(sys.executable, program, '0.0.0.0', log=log('backend'))
    wait_until(answers(machine, 8080), 'the backend')
    machine.launch('nginx', '-c', CONFIGURATION / 'nginx.conf', '-e', PLACE / 'log' / 'nginx', log=log('nginx'))
    wait_until(answers(machine, 80), 'nginx')
    return content


def tinyproxy(machine):
    """An HTTP proxy on port 3128."""
    machine.start('tinyproxy', '-d', '-c', CONFIGURATION / 'tinyproxy.conf', log=log('tinyproxy'))
    wait_until(answers(machine, 3128), 'tinyproxy')


def dnsmasq(machine):
    """DNS on port 53."""
    machine.start('dnsmasq', '-C', CONFIGURATION / 'dnsmasq.conf', log=log('dnsmasq'))
    wait_until(answers(machine, 53), 'dnsmasq')


def router_advertisements(machine, net):
    """The machine says every few seconds that it is a router for `net`."""
    alone = ['--no-daemon', '--user=root', '--conf-file=/dev/null', '--leasefile-ro', '--port=0']
    advertise = ['--enable-ra', '--interface=eth0', '--ra-param=eth0,4,1800', f'--dhcp-range={net},ra-only']
    machine.start('dnsmasq', *alone, *advertise, log=log('router-advertisements'))
