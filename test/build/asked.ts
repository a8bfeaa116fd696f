/** What every verb is asked about a capture, to see in which language it answers. */
export const aboutCapture: readonly (readonly string[])[] = [
  ['analyze'], ['packets'], ['packets', '-V', '--explain'], ['sessions'], ['mails'], ['stats', 'hierarchy'], ['stats', 'conversations'], ['stats', 'endpoints'], ['stats', 'tcp'], ['stats', 'io'],
  ['stats', 'commands'], ['check', '--lab', 'lab4'], ['check', '--lab', 'lab5'], ['check', '--lab', 'imap'], ['sheet'],
];

/** What verbs are asked that need no capture. */
export const aboutPupil: readonly (readonly string[])[] = [
  ['labs'], ['labs', 'show', 'lab4'], ['labs', 'show', 'lab5'], ['labs', 'show', 'imap'], ['labs', 'validate', 'lab4'],
  ['fields'], ['fields', 'tcp'], ['interfaces'],
  ['explain', 'smtp', '550'], ['explain', 'tcp.flags.syn'], ['explain', 'FETCH'], ['explain', '0x0806'], ['explain', 'icmp'], ['explain', 'pop'], ['explain', 'cut'], ['explain', 'imap', 'SELECTED'],
  ['explain', 'icmpv6', '135'], ['explain', 'smb', '0x72'], ['explain', 'netbios', '0x20'], ['explain', 'dns', 'AAAA'], ['explain', 'length'],
];

/** What is not as it should be, and is told on standard error. */
export const mistaken: readonly (readonly string[])[] = [
  ['labs', 'show'], ['labs', 'do', 'it'], ['labs', 'show', 'lab44'], ['labs', 'new', 'Ä'], ['explain'], ['explain', 'fetsch'], ['explain', 'zzzz'], ['completion', 'tcsh'],
  ['extract', 'none.pcap'], ['analyze', 'none.pcap'], ['packets', 'none.pcap', '-Y', 'smtp.nothing'], ['packets', '--bogus'], ['analyse'], ['stats', 'none.pcap', 'all'],
  ['sniff', '-i', 'lo', '-b', 'packets:5'], ['sniff', '-i', 'lo', '-b', 'packets:5', '-w', '-'], ['sniff', '-i', 'lo', '-c', 'many'], ['sniff', '-i', 'lo', '--engine', 'windump'], ['sniff', '-i', '9999'],
  ['sniff', '-i', 'nowhere0'], ['sniff', '-i', 'lo', '-T', 'fields'], ['sniff', '-i', 'lo', '-a', 'nothing:5'], ['sniff', '-i', 'lo', '-s', 'x'],
  ['grade'], ['grade', 'nobody', '--rubric', 'lab4'], ['grade', '.', '--rubric', 'none.yaml'],
];
