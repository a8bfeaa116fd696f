import { concatenated } from '../base/bytes.ts';
import { httpFields as f } from '../message/http-fields.ts';
import type { Reading } from '../stream/reading.ts';
import { passChunks } from './http-chunks.ts';
import { isForm, takeForm } from './http-forms.ts';
import { beginStage, closeBody, NO_CHUNK, passData, setAside, UNBOUNDED } from './http-stages.ts';
import type { Body, BodyPlan, Http, HttpVoice } from './http-state.ts';

/** A body begins at the next byte. */
export function newBody(s: Http, v: HttpVoice, plan: BodyPlan): Body {
  const isNeededWhole = isForm(plan.mediaType) || (plan.framing === 'chunked' && s.isMarking);
  const left = plan.framing === 'counted' ? plan.length : plan.framing === 'chunked' ? 0 : UNBOUNDED;
  return { plan, start: v.reader.offset, content: undefined, left, part: 'size', announced: 0, stage: plan.isEndless ? 'shown' : 'kept', chunk: NO_CHUNK, pieces: isNeededWhole ? [] : undefined };
}

/**
 * The body passes by, to its end or to that of the stream: false. A short one becomes a part of the unit of its head, of a longer one the first part.
 * `show`: the head has waited long enough.
 */
export function* passBody(s: Http, v: HttpVoice, body: Body, show: () => void): Reading<boolean> {
  let isStanding = true;
  if (body.stage === 'kept') {
    v.startBody();
    v.open(f.file_data, v.reader.pos, v.reader.pos);
    // Where nobody looks at its fields, the head is enough.
    if (!s.isMarking) setAside(v, body);
  }
  beginStage(s, v, body);
  try {
    const reached = body.plan.framing === 'chunked' ? yield* passChunks(s, v, body, show) : yield* passData(s, v, body, show);
    finish(s, v, body, reached);
    isStanding = false;
    return reached;
  } finally {
    // Only a hole leaves it standing.
    if (isStanding) setAside(v, body);
    v.endBulk();
  }
}

function finish(s: Http, v: HttpVoice, body: Body, reached: boolean): void {
  const { plan, pieces, content, stage } = body;
  if (reached && pieces !== undefined && content?.missing === 0 && isForm(plan.mediaType)) {
    const isInPlace = plan.framing === 'counted' && stage === 'kept';
    takeForm(s, v, plan.mediaType, concatenated(pieces), isInPlace ? body.start - v.reader.base : undefined);
  }
  if (stage === 'kept') closeBody(v, body);
}
