import { compileFilter, type Filter } from '../analysis/filter/filter.ts';
import { FilterError } from '../analysis/filter/filter-error.ts';
import { nearest, nearestPath } from '../analysis/filter/nearest.ts';
import { dialogueNames, statesOfDialogue } from '../analysis/layers.ts';
import { fieldByPath } from '../analysis/lookup.ts';
import type { Field } from '../base/field.ts';
import { protocolByName, protocols } from '../base/protocol.ts';
import type { Choice, Lab, Need, Part, SheetPart } from './lab.ts';
import { type ChoiceForm, type LabForm, labSchema, type NeedForm, type PartForm } from './lab-schema.ts';
import { type Problem, said } from './problem.ts';
import { YamlFile } from './yaml-file.ts';

/** What came of reading a definition: the lab, or what is wrong with it. */
export type LabReading = { readonly lab: Lab; readonly problems?: undefined } | { readonly lab?: undefined; readonly problems: readonly Problem[] };

type Path = readonly PropertyKey[];

/** Read the definition of a lab: its form, and whether its filters, fields, protocols and states exist. */
export function readLab(text: string): LabReading {
  const file = new YamlFile(text);
  const form = file.read(labSchema);
  if (form === undefined) return { problems: file.problems };
  const lab = new Reader(file).lab(form);
  return file.problems.length === 0 ? { lab } : { problems: file.problems };
}

/** Turns the form into a lab; what does not make sense is noted in the file, and left out. */
class Reader {
  readonly #file: YamlFile;

  constructor(file: YamlFile) {
    this.#file = file;
  }

  lab({ title, about, parts }: LabForm): Lab {
    this.#checkTwice(parts, ['parts']);
    return { title, about: about ?? {}, parts: parts.map((part, i) => this.#part(part, ['parts', i])) };
  }

  #part(form: PartForm, at: Path): Part {
    const { id, title, protocols: names = [id] } = form;
    names.forEach((name, i) => this.#checkProtocol(name, form.protocols === undefined ? [...at, 'id'] : [...at, 'protocols', i]));
    this.#checkTwice(form.needs, [...at, 'needs']);
    const needs = form.needs.map((need, i) => this.#need(need, form, [...at, 'needs', i]));
    return { id, title, protocols: names, needs: needs.filter((need) => need !== undefined), sheet: this.#sheet(form.sheet, names, [...at, 'sheet']) };
  }

  #need(form: NeedForm, part: PartForm, at: Path): Need | undefined {
    const { id, what, hint = part.hint ?? {}, filter, count, connection, move } = form;
    const ways = [filter, connection, move].filter((way) => way !== undefined).length;
    if (ways !== 1) this.#file.blame(at, said('lab.ways', { id }));
    if (count !== undefined && filter === undefined) this.#file.blame([...at, 'count'], said('lab.count'));
    if (Object.keys(hint).length === 0) this.#file.blame(at, said('lab.hint', { id }));
    if (filter !== undefined) {
      const compiled = this.#filter(filter, [...at, 'filter']);
      return compiled && { kind: 'packets', id, what, hint, filter: compiled, count: count ?? 1 };
    }
    if (connection !== undefined) {
      const steps = connection.map((step, i) => this.#filter(step, [...at, 'connection', i]));
      return { kind: 'connection', id, what, hint, steps: steps.filter((step) => step !== undefined) };
    }
    if (move === undefined) return undefined;
    this.#checkMove(move, [...at, 'move']);
    return { kind: 'move', id, what, hint, dialogue: move.dialogue, from: move.from, to: move.to };
  }

  #sheet(form: PartForm['sheet'], names: readonly string[], at: Path): SheetPart {
    const { packets = [], decode = names, handshake = false, transcript = false, states = false, fields = [] } = form ?? {};
    form?.decode?.forEach((name, i) => this.#checkProtocol(name, [...at, 'decode', i]));
    const choices = packets.map((choice, i) => this.#choice(choice, [...at, 'packets', i]));
    const asked = fields.map((path, i) => this.#field(path, [...at, 'fields', i]));
    return { packets: choices.filter((choice) => choice !== undefined), decode, handshake, transcript, states, fields: asked.filter((field) => field !== undefined) };
  }

  #choice(form: ChoiceForm, at: Path): Choice | undefined {
    if (typeof form === 'string') {
      const filter = this.#filter(form, at);
      return filter && { filter, with: undefined };
    }
    const filter = this.#filter(form.filter, [...at, 'filter']);
    const field = form.with === undefined ? undefined : this.#field(form.with, [...at, 'with']);
    if (field !== undefined && field.kind !== 'packet') this.#file.blame([...at, 'with'], said('lab.packet-field', { field: field.path }));
    return filter && { filter, with: field };
  }

  #filter(text: string, at: Path): Filter | undefined {
    try {
      return compileFilter(text);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      this.#file.blame(at, error, error.from);
      return undefined;
    }
  }

  #field(path: string, at: Path): Field | undefined {
    const field = fieldByPath(path);
    if (field !== undefined) return field;
    const near = nearestPath(path);
    this.#file.blame(at, near === undefined ? said('error.field', { field: path }) : said('error.field-near', { field: path, near }));
    return undefined;
  }

  #checkProtocol(name: string, at: Path): void {
    if (protocolByName(name) !== undefined || dialogueNames.includes(name)) return;
    const near = nearest(name, [...protocols.map((p) => p.name), ...dialogueNames]);
    this.#file.blame(at, near === undefined ? said('lab.protocol', { name }) : said('error.protocol-near', { name, near }));
  }

  #checkMove({ dialogue, from, to }: NonNullable<NeedForm['move']>, at: Path): void {
    const states = statesOfDialogue(dialogue);
    if (states === undefined) return this.#file.blame([...at, 'dialogue'], said('lab.dialogue', { name: dialogue, known: dialogueNames.join(', ') }));
    for (const [key, state] of [['from', from], ['to', to]] as const) {
      if (state !== undefined && !states.includes(state)) this.#file.blame([...at, key], said('lab.state', { state, known: states.join(', ') }));
    }
  }

  #checkTwice(list: readonly { readonly id: string }[], at: Path): void {
    list.forEach(({ id }, i) => {
      if (list.findIndex((other) => other.id === id) < i) this.#file.blame([...at, i, 'id'], said('lab.twice', { id }));
    });
  }
}
