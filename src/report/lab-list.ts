import { dialogues } from '../analysis/layers.ts';
import { safe } from '../base/escape.ts';
import type { Lab, Need } from '../lab/lab.ts';
import { textIn } from '../lab/local-text.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { paint, type Palette } from './palette.ts';
import { wrapped } from './wrap.ts';

const COLUMNS = 100;
const ROOM = 4;

/** A lab as its students need to know it: what is to be done, what a capture holds, and how that is told. */
export function labLines(lab: Lab, c: Catalogue, palette: Palette, columns = COLUMNS): string[] {
  const say = (text: Lab['title']): string => safe(textIn(text, c.language));
  const about = say(lab.about);
  return [
    paint(palette, 'heading', say(lab.title)), ...(about === '' ? [] : ['', ...wrapped(about, columns)]),
    ...lab.parts.flatMap((part) => [
      '', `${paint(palette, 'heading', say(part.title))}  ${paint(palette, 'dim', part.protocols.join(', '))}`,
      ...part.needs.flatMap((need) => [
        `  ${say(need.what)}`, ...conditions(need, c).map((line) => `    ${paint(palette, 'dim', line)}`),
        ...wrapped(say(need.hint), columns - ROOM - 2).map((line, i) => `    ${i === 0 ? '→' : ' '} ${line}`),
      ]),
    ]),
  ];
}

/** What the capture must hold, in terms of filters and states. */
function conditions(need: Need, c: Catalogue): string[] {
  switch (need.kind) {
    case 'packets':
      return [need.count === 1 ? need.filter.text : `${need.filter.text}  (${c.say('labs.packets', { count: need.count })})`];
    case 'connection':
      return need.steps.map((step, i) => `${i + 1}. ${step.text}`);
    case 'move':
      return [`${need.dialogue}: ${need.from === undefined ? '…' : stateText(need.dialogue, need.from, c)} → ${stateText(need.dialogue, need.to, c)}`];
  }
}

function stateText(name: string, state: string, c: Catalogue): string {
  const dialogue = dialogues.find((d) => d.name === name);
  return dialogue === undefined ? state : c.state(dialogue, state);
}
