/** The longest packet that is believed: a longer one has a corrupt length. libpcap and Wireshark draw the same line. */
export const MAX_PACKET = 262_144;
/** The same for link types whose messages are not bounded by a network: D-Bus, USB. */
export const MAX_LARGE_PACKET = 128 << 20;

/** LINKTYPE_USB_2_0, USB_LINUX, USB_LINUX_MMAPPED, DBUS, USBPCAP, USB_DARWIN, and the three speeds of USB_2_0. */
const large: ReadonlySet<number> = new Set([288, 189, 220, 231, 249, 266, 293, 294, 295]);

/** How long a packet of a link type can be. */
export function longestPacket(linkType: number): number {
  return large.has(linkType) ? MAX_LARGE_PACKET : MAX_PACKET;
}
