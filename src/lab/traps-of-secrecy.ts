import type { Analyzer } from '../analysis/analyzer.ts';
import type { Session, Unit } from '../analysis/session-log.ts';
import { valueAt } from '../base/value.ts';
import { Examples, type Finding } from './finding.ts';

/** What is spoken inside of TLS, by the port that was made for it, and by the name in ALPN (RFC 7301, IANA). */
const byPort = new Map([[443, 'http'], [8443, 'http'], [465, 'smtp'], [993, 'imap'], [995, 'pop']]);
const byName = new Map([['http/1.1', 'http'], ['http/1.0', 'http'], ['h2', 'http'], ['imap', 'imap'], ['pop3', 'pop'], ['smtp', 'smtp']]);
/** What it may be where nothing tells. */
const perhaps = ['http', 'smtp', 'pop', 'imap'];
const ALPN = 'tls.handshake.extensions_alpn_str';
/** Ports of TLS that are told apart. */
const MAX_PORTS = 100;

/** TLS on a port: what it hides, and how often it was met. */
interface Secrecy {
  readonly port: number;
  readonly hides: string | undefined;
  readonly examples: Examples;
}

/** Dialogues that cannot be read because they are encrypted: TLS from the first byte, TLS after STARTTLS, QUIC. */
export class SecrecyTraps {
  readonly #seen = new WeakSet<Session>();
  readonly #tls = new Map<string, Secrecy>();
  readonly #upgrades = new Map<string, Examples>();
  readonly #quic = new Examples();

  packet(a: Analyzer): void {
    for (const unit of a.units) if (unit.session.dialogue.name === 'tls') this.#encrypted(unit, a.number);
    for (let layer = 0; layer < a.walk.depth; layer++) if (a.walk.protocol(layer).name === 'quic') this.#quic.add(a.number);
  }

  /** A dialogue went over to TLS. */
  upgraded(dialogue: string, packet: number): void {
    const examples = this.#upgrades.get(dialogue) ?? new Examples();
    this.#upgrades.set(dialogue, examples);
    examples.add(packet);
  }

  findings(): Finding[] {
    const found: Finding[] = [];
    for (const { port, hides, examples: { count, packets } } of this.#tls.values()) {
      if (hides === undefined) found.push({ trap: 'tls-unknown', count, packets, args: { port }, explains: perhaps, isTold: false });
      else found.push({ trap: 'tls', count, packets, args: { port, protocol: hides.toUpperCase() }, explains: [hides], isTold: false });
    }
    for (const [dialogue, { count, packets }] of this.#upgrades) {
      found.push({ trap: 'starttls', count, packets, args: { protocol: dialogue.toUpperCase() }, explains: [dialogue], isTold: false });
    }
    const { count, packets } = this.#quic;
    if (count > 0) found.push({ trap: 'quic', count, packets, args: {}, explains: ['http'], isTold: false });
    return found;
  }

  /** A session is judged by the first that is seen of it: what the client offers. */
  #encrypted({ session, marks, bytes }: Unit, packet: number): void {
    const { how, port } = session.recognised;
    if (how === 'handover' || this.#seen.has(session)) return;
    this.#seen.add(session);
    const names = marks.filter(({ field }) => field.path === ALPN).map((m) => String(m.value ?? valueAt(m.field, bytes, m.from, m.to)));
    const hides = byPort.get(port) ?? names.map((name) => byName.get(name)).find((name) => name !== undefined);
    const key = `${hides ?? ''} ${port}`;
    const secrecy = this.#tls.get(key) ?? { port, hides, examples: new Examples() };
    if (this.#tls.size < MAX_PORTS) this.#tls.set(key, secrecy);
    secrecy.examples.add(packet);
  }
}
