import { Chalk, type ChalkInstance, supportsColor, supportsColorStderr } from 'chalk';
import { type Palette, plainPalette, type Role } from '../report/palette.ts';

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colour levels of chalk: 0 none, 1 the sixteen of every terminal. */
type Level = 0 | 1 | 2 | 3;

/** How many colours a stream gets: `--color` counts most, then FORCE_COLOR and NO_COLOR, then what the stream is. */
function levelOf(choice: ColorChoice, stream: NodeJS.WriteStream, detected: { level: number } | false): Level {
  if (choice === 'never') return 0;
  if (choice === 'always') return detected === false ? 1 : (Math.max(1, detected.level) as Level);
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? 0 : 1;
  if ((process.env['NO_COLOR'] ?? '') !== '') return 0;
  return stream.isTTY && process.env['TERM'] !== 'dumb' ? ((detected === false ? 0 : detected.level) as Level) : 0;
}

/** Few colours, one meaning each: layers by where they stand, sides of a dialogue, warnings. */
function styles(c: ChalkInstance): Record<Role, ChalkInstance> {
  return {
    link: c.blue, network: c.green, transport: c.yellow, application: c.magenta, data: c.gray,
    heading: c.bold, dim: c.dim, value: c.reset, client: c.cyan, server: c.green, warning: c.yellow, error: c.red,
  };
}

export function paletteFor(choice: ColorChoice, which: 'stdout' | 'stderr'): Palette {
  const detected = which === 'stdout' ? supportsColor : supportsColorStderr;
  const level = levelOf(choice, which === 'stdout' ? process.stdout : process.stderr, detected);
  if (level === 0) return plainPalette;
  const roles = Object.entries(styles(new Chalk({ level }))).map(([role, style]) => {
    const [open = '', close = ''] = style('\0').split('\0');
    return [role, { open, close }];
  });
  return Object.fromEntries(roles) as Palette;
}

/** Columns of the terminal that standard output is; undefined where it is none: then nothing is cut. */
export function terminalWidth(): number | undefined {
  return process.stdout.isTTY ? process.stdout.columns : undefined;
}
