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
export const plainPalette: Palette = {
  link: NO_COLOUR, network: NO_COLOUR, transport: NO_COLOUR, application: NO_COLOUR, data: NO_COLOUR, heading: NO_COLOUR, dim: NO_COLOUR, value: NO_COLOUR, client: NO_COLOUR, server: NO_COLOUR,
  warning: NO_COLOUR, error: NO_COLOUR,
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
