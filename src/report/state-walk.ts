import type { SessionRecord } from '../analysis/session-log.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { cut } from './cut.ts';
import { paint, type Palette } from './palette.ts';
import width from './width.ts';

/** The states of the dialogue, those that the session came through filled; then the way it took, a box a state and the reason for every step. */
export function stateWalkLines(r: SessionRecord, c: Catalogue, palette: Palette, columns: number | undefined): string[] {
  const states = Object.keys(r.dialogue.states);
  const label = (state: string): string => c.state(r.dialogue, state);
  const first = r.moves[0]?.from ?? states[0] ?? '';
  const visited = new Set([first, ...r.moves.map((m) => m.to)]);
  const overview = states.map((s) => (visited.has(s) ? `● ${label(s)}` : paint(palette, 'dim', `○ ${label(s)}`))).join('   ');
  const inner = Math.max(...[...visited].map((s) => width(label(s)))) + 2;
  const lines = [overview, '', top(inner), middle(label(first), inner)];
  for (const move of r.moves) {
    const why = move.why === undefined ? '' : c.phrase(r.dialogue, move.why.key, move.why.args);
    const stem = ' '.repeat(half(inner) + 1);
    lines.push(bottom(inner, '┬'), cut(`${stem}│  ${paint(palette, 'dim', String(move.packet))}  ${why}`, columns ?? Infinity), `${stem}▼`, top(inner), middle(label(move.to), inner));
  }
  lines.push(bottom(inner, '─'));
  return lines;
}

const half = (inner: number): number => Math.floor(inner / 2);
const top = (inner: number): string => `┌${'─'.repeat(inner)}┐`;
const bottom = (inner: number, joint: string): string => `└${'─'.repeat(half(inner))}${joint}${'─'.repeat(inner - half(inner) - 1)}┘`;

function middle(state: string, inner: number): string {
  const left = Math.floor((inner - width(state)) / 2);
  return `│${' '.repeat(left)}${state}${' '.repeat(inner - left - width(state))}│`;
}
