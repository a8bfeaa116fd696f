"""How passwords travel: in base64, or as a digest that proves that one knows them."""

import base64
import hashlib
import hmac
import re


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def plain(name, password):
    """RFC 4616 §2, nobody else's name in front."""
    return encoded(f'\0{name}\0{password}')


def cram(name, password, reply):
    """RFC 2195 §2: the answer to the challenge in a reply of SMTP, POP3 or IMAP."""
    challenge = base64.b64decode(re.match(rb'(?:334|\+) (\S+)', reply)[1])
    return encoded(f'{name} {hmac.new(password.encode(), challenge, hashlib.md5).hexdigest()}')


def apop(password, greeting):
    """RFC 1939 §7: the digest of the greeting's timestamp and the password."""
    return hashlib.md5(re.search(rb'<[^>]+>', greeting)[0] + password.encode()).hexdigest()
