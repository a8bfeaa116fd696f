"""The mailboxes that postfix delivers to and dovecot reads from: maildirs, a file for each mail."""

import os

from .network import wait_until
from .world import PLACE

# The user vmail of the lab.
OWNER = 5000
# When the first mail came that a scenario lays into a mailbox: 21 September 2026.
MORNING = 1790000000


def make(names):
    """A maildir for everybody."""
    for name in names:
        home = PLACE / 'mail' / name
        for folder in ('', 'Maildir', 'Maildir/cur', 'Maildir/new', 'Maildir/tmp'):
            (home / folder).mkdir(exist_ok=True)
            os.chown(home / folder, OWNER, OWNER)
    os.chown(PLACE / 'mail', OWNER, OWNER)


def _maildir(name, folder):
    return PLACE / 'mail' / name / 'Maildir' / folder


def delivered(name):
    """The mails that have arrived for somebody, oldest first, with the line ends that POP3 and IMAP send."""
    files = sorted((*_maildir(name, 'new').iterdir(), *_maildir(name, 'cur').iterdir()), key=lambda file: file.stat().st_mtime_ns)
    return [file.read_bytes().replace(b'\n', b'\r\n') for file in files]


def wait_for_mail(name, count):
    wait_until(lambda: len(delivered(name)) == count, f'{count} mails for {name}')


def put(name, letters, begin=MORNING):
    """Lays letters into a mailbox, as if delivered a minute after one another."""
    for i, letter in enumerate(letters):
        file = _maildir(name, 'new') / f'{begin + 60 * i}.M{i}.mail.lab.test'
        file.write_bytes(letter.replace(b'\r\n', b'\n'))
        os.utime(file, (begin + 60 * i, begin + 60 * i))
        os.chown(file, OWNER, OWNER)
