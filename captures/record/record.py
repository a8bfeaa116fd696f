#!/usr/bin/env python3
"""Records the captures of the folder above, each in a network of its own; README.md tells how."""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

# Each scenario registers its captures.
from scenario import arp, fragments, http, icmp, imap, ipv6, lab4, lab5, netbios, pop, smtp, trouble, vlan  # noqa: F401

from lab import server
from lab.capture import CAPTURES
from lab.world import World

TARGET = pathlib.Path(__file__).resolve().parent.parent
EXPECTED = TARGET / 'expected.json'
# What is started in these namespaces ends with their first process, so no scenario needs to clean up behind itself.
ALONE = ['unshare', '--mount', '--net', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc']
# Seconds that a scenario may take.
LONGEST = 180
# The package of Debian that each command comes from.
PACKAGES = {
    'arping': 'iputils-arping',
    'curl': 'curl',
    'dnsmasq': 'dnsmasq-base',
    'dovecot': 'dovecot-imapd dovecot-pop3d',
    'ethtool': 'ethtool',
    'ip': 'iproute2',
    'nginx': 'nginx-light',
    'nmblookup': 'samba-common-bin',
    'openssl': 'openssl',
    'ping': 'iputils-ping',
    'postfix': 'postfix',
    'smbclient': 'smbclient',
    'smbd': 'samba',
    'tcpdump': 'tcpdump',
    'tinyproxy': 'tinyproxy-bin',
    'traceroute': 'traceroute',
    'tshark': 'tshark',
    'unshare': 'util-linux',
}
# No packet may come from or go to anywhere outside the lab: its nets, its link, everybody, nobody.
STRANGERS = [
    'ip && !(ip.src == 10.77.0.0/16 || ip.src == 0.0.0.0)',
    'ip && !(ip.dst == 10.77.0.0/16 || ip.dst == 255.255.255.255 || ip.dst == 224.0.0.0/4)',
    'ipv6 && !(ipv6.src == fd77::/16 || ipv6.src == fe80::/10 || ipv6.src == ::)',
    'ipv6 && !(ipv6.dst == fd77::/16 || ipv6.dst == fe80::/10 || ipv6.dst == ff00::/8)',
]


def missing():
    """What must be installed first."""
    packages = [package for command, package in PACKAGES.items() if shutil.which(command) is None]
    return packages + ([] if server.exim_program() else ['exim (see README.md)'])


def inside(name):
    """In the namespaces: plays a scenario, and prints what `extract` is expected to find in the capture."""
    world = World(name, CAPTURES[name].story)
    try:
        CAPTURES[name].play(world)
    except Exception:
        world.show_logs()
        raise
    shutil.copy(world.recording, TARGET / name)
    print(json.dumps(world.originals))


def record(name):
    """Plays a scenario in new namespaces; returns its originals."""
    done = subprocess.run([*ALONE, sys.executable, __file__, '--inside', name], stdout=subprocess.PIPE, timeout=LONGEST, text=True)
    if done.returncode != 0:
        sys.exit(f'{name} could not be recorded')
    return json.loads(done.stdout)


def remember(name, originals):
    """Puts a capture's originals into expected.json, which names only captures that have any."""
    known = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    known[name] = originals
    kept = {name: known[name] for name in sorted(known) if known[name]}
    EXPECTED.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + '\n')


def counts(name, filters):
    """How many packets each display filter matches, in one run of tshark, whose start is the slow part."""
    questions = [word for display_filter in filters for word in ('-z', f'io,stat,0,{display_filter}')]
    done = subprocess.run(['tshark', '-q', '-r', TARGET / name, *questions], capture_output=True, text=True)
    answers = [int(line.split('|')[2]) for line in done.stdout.splitlines() if '<>' in line]
    if done.returncode != 0 or len(answers) != len(filters):
        raise RuntimeError(f'tshark on {name}: {done.stderr}')
    # tshark answers the last question first.
    return answers[::-1]


def faults(capture):
    """What the finished capture lacks, and what it should not hold."""
    found = counts(capture.name, capture.holds + STRANGERS)
    wanted, strange = found[: len(capture.holds)], found[len(capture.holds) :]
    lacking = [f'nothing matches {wish}' for wish, packets in zip(capture.holds, wanted) if packets == 0]
    return lacking + [f'{packets} packets match {stranger}' for stranger, packets in zip(STRANGERS, strange) if packets > 0]


def deal_with(name, recording):
    """Records a capture if asked to, looks at it, and says how it went; returns whether all is well."""
    begin = time.monotonic()
    if recording:
        remember(name, record(name))
    wrong = faults(CAPTURES[name])
    size, took = (TARGET / name).stat().st_size, time.monotonic() - begin
    print(f'{name:28}{size:8} bytes {took:6.1f} s  {"; ".join(wrong) or "well"}', flush=True)
    return wrong == []


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('name', nargs='*', help='captures to record; all if none is named')
    arguments.add_argument('--list', action='store_true', help='name the captures that there are')
    arguments.add_argument('--check', action='store_true', help='record nothing, look whether the captures hold what they must')
    arguments.add_argument('--inside', help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.inside:
        return inside(chosen.inside)
    if chosen.list:
        return print('\n'.join(CAPTURES))
    if unknown := [name for name in chosen.name if name not in CAPTURES]:
        sys.exit(f'no such capture: {" ".join(unknown)}')
    if not chosen.check and (lacking := missing()):
        sys.exit(f'first: apt-get install {" ".join(lacking)}')
    if not chosen.check and os.geteuid() != 0:
        sys.exit('only root may make networks')
    results = [deal_with(name, not chosen.check) for name in chosen.name or CAPTURES]
    sys.exit(0 if all(results) else 1)


if __name__ == '__main__':
    main()
