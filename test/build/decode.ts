import { Analyzer, type AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { protocolByName } from '../../src/base/protocol.ts';
import { type Tree, TreeBuilder } from '../../src/base/tree.ts';
import { nodeValue, plainText } from '../../src/base/value.ts';
import type { CaptureInterface } from '../../src/capture/packet-sink.ts';
import type { Fault } from '../../src/base/fault.ts';
import { Walk } from '../../src/base/walk.ts';

/** A node of a decoded packet, as tests like to see it. */
export interface Node {
  path: string;
  /** The value as people read it. */
  text: string;
  value: unknown;
  /** Half-open, from the first byte of the packet (or of the buffer, if `source` is not 0). */
  from: number;
  to: number;
  source: number;
  depth: number;
  generated: boolean;
}

export interface Decoded {
  /** Names of the layers. */
  layers: string[];
  nodes: Node[];
  faults: Fault[];
}

/** Decode packets one after the other, as one capture. */
export function decodeAll(packets: readonly Uint8Array[], linkType = 1, options: AnalyzerOptions = {}): Decoded[] {
  const decoded: Decoded[] = [];
  const a: Analyzer = new Analyzer(() => decoded.push(look(a, inspector)), { marks: true, ...options });
  const inspector = new Inspector(a);
  packets.forEach((p, i) => a.packet(p, 0, p.length, p.length, 1_000_000 + i, 0, linkType, undefined));
  a.end();
  return decoded;
}

/** Decode a single packet. `wireLength` is longer than the bytes where a snap length is played. */
export function decode(packet: Uint8Array, linkType = 1, wireLength = packet.length): Decoded {
  return decoder(linkType)(packet, wireLength);
}

/** Decodes packets as they come, as one capture, whose frames end with a check sequence of so many bytes. */
export function decoder(linkType = 1, fcsSize = 0): (packet: Uint8Array, wireLength: number) => Decoded {
  let decoded: Decoded | undefined;
  const a: Analyzer = new Analyzer(() => (decoded = look(a, inspector)), { marks: true });
  const inspector = new Inspector(a);
  const iface: CaptureInterface = {
    id: 0, section: undefined, linkType, fcsSize, snapLength: 0, unitsPerSecond: 1_000_000, name: undefined, description: undefined, filter: undefined, received: undefined, dropped: undefined,
  };
  return (packet, wireLength) => {
    a.packet(packet, 0, packet.length, wireLength, 1_000_000, 0, linkType, fcsSize === 0 ? undefined : iface);
    return decoded!;
  };
}

/** Decode a message by itself, as a dialogue hands it over to the packet protocol of a name; `length` is what its frame says. */
export function decodeCarried(protocol: string, b: Uint8Array, length = b.length, oemCodepage?: string): Decoded {
  const walk = new Walk({ oemCodepage });
  walk.run(b, 0, b.length, length, 1, protocolByName(protocol)!);
  const builder = new TreeBuilder();
  builder.open(walk, b, 0, b.length);
  for (let layer = 0; layer < walk.depth; layer++) builder.addLayer(layer);
  return decoded(walk, builder.tree);
}

/** The packet at hand of an analyzer. */
export function look(a: Analyzer, inspector: Inspector): Decoded {
  return decoded(a.walk, inspector.inspect());
}

function decoded(w: Walk, tree: Tree): Decoded {
  const nodes: Node[] = [];
  for (let i = 0; i < tree.length; i++) {
    const field = tree.fields[i]!;
    const value = nodeValue(tree, i);
    nodes.push({
      path: field.path, text: plainText(field, value), value, from: tree.from[i]!, to: tree.to[i]!, source: tree.source[i]!, depth: tree.depth[i]!, generated: field.generated,
    });
  }
  return {
    layers: Array.from({ length: w.depth }, (_, i) => w.protocol(i).name),
    nodes,
    faults: Array.from({ length: w.faultCount }, (_, i) => w.fault(i)),
  };
}

/** All values of a field in a decoded packet, as text. */
export function texts(decoded: Decoded, path: string): string[] {
  return decoded.nodes.filter((n) => n.path === path).map((n) => n.text);
}

/** The value of a field that stands once in the packet. */
export function text(decoded: Decoded, path: string): string | undefined {
  return texts(decoded, path)[0];
}

/** Where a field stands: `from-to`, half-open. */
export function place(decoded: Decoded, path: string): string | undefined {
  const node = decoded.nodes.find((n) => n.path === path);
  return node === undefined ? undefined : `${node.from}-${node.to}`;
}
