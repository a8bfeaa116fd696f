/** What a colour stands for. A layer has its colour in the list, in the tree and in the hex. */
export type Role = 'link' | 'network' | 'transport' | 'application' | 'data' | 'heading' | 'dim' | 'value' | 'client' | 'server' | 'warning' | 'error';

/** What to write before and after a stretch of text. Both are empty where there are no colours. */
export interface Colour {
  readonly open: string;
  readonly close: string;
}

/** Colours of an output. */
export type Palette = Readonly<Record<Role, Colour>>;

export const NO_COLOUR: Colour = { open: '', close: '' };
const nothing = NO_COLOUR;
export const plainPalette: Palette = {
  link: nothing, network: nothing, transport: nothing, application: nothing, data: nothing, heading: nothing, dim: nothing, value: nothing, client: nothing, server: nothing, warning: nothing,
  error: nothing,
};

export function paint(palette: Palette, role: Role, text: string): string {
  const { open, close } = palette[role];
  return open + text + close;
}

const NETWORK = new Set(['ip', 'ipv6', 'arp', 'icmp', 'icmpv6', 'igmp']);
const TRANSPORT = new Set(['tcp', 'udp', 'sctp', 'dccp']);

/** The colour of a layer, by its protocol and how deep it stands. */
export function roleOf(protocol: string, depth: number): Role {
  if (protocol === 'data') return 'data';
  if (protocol === 'frame') return 'dim';
  if (NETWORK.has(protocol)) return 'network';
  if (TRANSPORT.has(protocol)) return 'transport';
  return depth === 0 ? 'link' : depth === 1 ? 'network' : 'application';
}
