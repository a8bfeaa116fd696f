import { names } from '../base/names.ts';
import { linkTypeNames } from './link-type.ts';

/** Link types of capture files, and Wireshark's number for each, which `frame.encap_type` is. Where several share a number, the first gives it its name. */
const encapsulations: readonly (readonly [linkType: number, number: number])[] = [
  [0, 15], [1, 1], [3, 148], [6, 2], [7, 8], [8, 3], [9, 4], [10, 6], [12, 7], [14, 7], [51, 139], [100, 10], [101, 7], [104, 28], [105, 20],
  [106, 11], [107, 26], [108, 174], [109, 38], [112, 28], [113, 25], [114, 30], [117, 39], [119, 21], [122, 18], [123, 13], [127, 23], [135, 68],
  [137, 67], [138, 62], [140, 42], [141, 43], [142, 101], [143, 33], [163, 24], [165, 63], [178, 83], [187, 41], [189, 95], [192, 97], [195, 104],
  [197, 98], [201, 99], [203, 131], [204, 19], [220, 115], [226, 124], [227, 125], [228, 129], [229, 130], [230, 127], [231, 146], [239, 141],
  [243, 138], [248, 149], [249, 152], [251, 154], [252, 155], [253, 158], [254, 159], [256, 161], [258, 171], [266, 182], [271, 185], [276, 210],
  [283, 206], [288, 208], [50, 4], [166, 19], ...Array.from({ length: 16 }, (_, i) => [147 + i, 45 + i] as const),
];

const numbers = new Map(encapsulations);

/** Wireshark's number of a link type; 0 where it has none, or none that is known here. */
export function encapsulationOf(linkType: number): number {
  return numbers.get(linkType) ?? 0;
}

export const encapsulationNames = names('frame.encap_type', Object.fromEntries([
  [0, 'unknown'], ...encapsulations.toReversed().map(([linkType, number]) => [number, linkTypeNames.of(linkType) ?? `link type ${linkType}`]),
]));
