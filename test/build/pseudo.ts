import '../../src/analysis/inspector.ts';
import { faultTexts } from '../../src/base/fault.ts';
import { fields } from '../../src/base/field.ts';
import { protocols } from '../../src/base/protocol.ts';
import { dialogues } from '../../src/session/index.ts';
import { english } from '../../src/text/english.ts';
import type { FamilyTexts, LanguageTexts } from '../../src/text/language.ts';
import type { Message } from '../../src/text/message.ts';

/** What every text of the language without words is. */
const MARK = '◆';

const emptied = (text: string): string => [MARK, ...(text.match(/\{[^}]+\}/g) ?? [])].join(` ${MARK} `);
const emptiedAll = <T extends Readonly<Record<string, string>>>(texts: T): Record<string, string> => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, emptied(text)]));
const emptiedMessage = (message: Message): string => emptied(typeof message === 'string' ? message : (message.other ?? ''));

/** A language without words: nothing but gaps. Whatever is left in an output that is not captured was not asked of the catalogue. */
export function wordless(): LanguageTexts {
  const families: FamilyTexts = {
    fields: Object.fromEntries(fields.map((f) => [f.path, [MARK, MARK]])),
    names: Object.fromEntries(fields.flatMap((f) => (f.names === undefined ? [] : [[f.names.id, Object.fromEntries([...f.names.table.keys()].map((value) => [value, [MARK, MARK]]))]]))),
    words: Object.fromEntries(fields.flatMap((f) => (f.vocabulary === undefined ? [] : [[f.vocabulary.id, Object.fromEntries([...f.vocabulary.table.keys()].map((word) => [word, MARK]))]]))),
    phrases: Object.fromEntries([...dialogues.map((d) => [d.name, emptiedAll(d.phrases)]), ...fields.flatMap((f) => (f.phrases === undefined ? [] : [[f.path, emptiedAll(f.phrases)]]))]),
    states: Object.fromEntries(dialogues.map((d) => [d.name, Object.fromEntries(Object.keys(d.states).map((state) => [state, [MARK, MARK]]))])),
    lines: Object.fromEntries(protocols.map((p) => [p.name, emptiedAll({ ...protocols.find((other) => other.name === p.name)!.lines, ...p.lines })])),
  };
  return {
    messages: Object.fromEntries(Object.entries(english).map(([key, message]) => [key, emptiedMessage(message)])) as LanguageTexts['messages'],
    faults: emptiedAll(faultTexts) as LanguageTexts['faults'],
    numbers: { decimal: ',', bytes: ['', '', '', '', ''], days: '', hours: '', minutes: '', seconds: '', milliseconds: '' },
    families: [families],
  };
}
