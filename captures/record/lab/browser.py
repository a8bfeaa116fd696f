"""A browser for the lab: curl, and what it got."""

import urllib.parse

from .world import PLACE

SITE = 'http://www.lab.test'


def fetch(world, port, *urls, options=(), method='GET', originals=()):
    """Has curl ask for all urls over one connection from `port`; `originals` are what it must get for the first of them.

    What the server makes up itself, such as a page that says 404, is remembered as curl got it.
    """
    received = [PLACE / f'received-{number}' for number in range(len(urls))]
    for file in received:
        file.unlink(missing_ok=True)
    targets = [word for url, file in zip(urls, received) for word in ('--output', file, url)]
    with world.student_a.calling_from(port) as client:
        world.student_a.run('curl', '--silent', '--show-error', *options, *targets)
    contents = [file.read_bytes() if file.exists() else b'' for file in received]
    if contents[: len(originals)] != list(originals):
        raise RuntimeError(f'curl did not get the originals of {urls}')
    for url, content in zip(urls, contents):
        if content and '--head' not in options:
            world.original('object', 'http', client, f'{method} {urllib.parse.urlsplit(url).path}', content)
    return client
