"""Frames and datagrams written by hand, for what no program at hand sends."""

import socket
import struct

BROADCAST = b'\xff' * 6


def mac(text):
    return bytes.fromhex(text.replace(':', ''))


def send(machine, frame, interface='eth0'):
    """Puts one Ethernet frame on the machine's cable."""
    with machine.inside(), socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as card:
        card.bind((interface, 0))
        card.send(frame)


def arp(operation, sender_mac, sender, target_mac, target, destination=BROADCAST):
    """RFC 826, Ethernet and IPv4."""
    addresses = sender_mac + socket.inet_aton(sender) + target_mac + socket.inet_aton(target)
    return destination + sender_mac + struct.pack('>HHHBBH', 0x0806, 1, 0x0800, 6, 4, operation) + addresses


def checksum(data):
    """RFC 1071; the data's length must be even."""
    total = sum(struct.unpack(f'>{len(data) // 2}H', data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ipv4(sender, target, protocol, payload, identification=0x7077, flags_and_offset=0, options=b''):
    """RFC 791 §3.1; the options' length must be a multiple of four."""
    words = 5 + len(options) // 4
    addresses = socket.inet_aton(sender) + socket.inet_aton(target)
    start = struct.pack('>BBHHHBB2x', 0x40 + words, 0, 4 * words + len(payload), identification, flags_and_offset, 64, protocol)
    head = start + addresses + options
    return head[:10] + struct.pack('>H', checksum(head)) + head[12:] + payload


def icmp(kind, code, rest):
    """RFC 792: type, code, checksum, and the rest, of even length."""
    head = struct.pack('>BBH', kind, code, checksum(bytes((kind, code, 0, 0)) + rest))
    return head + rest


def ethernet(destination, source, kind, payload):
    return mac(destination) + mac(source) + struct.pack('>H', kind) + payload
