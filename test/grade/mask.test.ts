import { expect, test } from 'vitest';
import { Masker, MASKED } from '../../src/grade/mask.ts';
import { feedbackPage } from '../../src/report/grade/feedback.ts';
import { markOf } from '../../src/grade/mark.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { bundled, captureOf, change, gradeReport, lab4, packetsOf, reportOf } from '../build/grading.ts';

const masker = new Masker([{ user: 'anna', secret: 'Parol-1' }]);

test.each([
  ['Parameter: Parol-1', `Parameter: ${MASKED}`],
  ['PASS anything', `PASS ${MASKED}`],
  ['AUTH PLAIN AGFubmEAUGFyb2wtMQ==', `AUTH PLAIN ${MASKED}`],
  ['AGFubmEAUGFyb2wtMQ==', MASKED],
  ['UGFyb2wtMQ==', MASKED],
  ['Authorization: Basic YW5uYTpQYXJvbC0x', `Authorization: Basic ${MASKED}`],
  ['a1 LOGIN anna secret', `a1 LOGIN anna ${MASKED}`],
  ['0030  50 41 53 53 20 50 61 72 6f 6c 2d 31 0d 0a   PASS Parol-1..', `0030  50 41 53 53 20 ${MASKED} 0d 0a   PASS ${MASKED}`],
  ['USER anna', 'USER anna'],
  ['Порт источника: 110', 'Порт источника: 110'],
])('secrets are masked: %s', (text, masked) => {
  expect(masker.mask(text)).toBe(masked);
});

test('a password that a report quotes is not in the feedback, and is right all the same', async () => {
  const capture = captureOf(1);
  const pass = change(packetsOf(capture), 'POP', ({ fields }) => ({ fields: fields.map((field) => ({ ...field, value: field.label === 'Command' ? 'PASS' : 'Parol-1', bytes: '' })) }));
  const outcome = await gradeReport(capture, reportOf(pass));
  const submission = { key: 'a', student: 'a', id: undefined, origin: 'folder', folder: 'a', files: [], warnings: [] } as const;
  const page = feedbackPage(markOf(submission, 'a', outcome, [], lab4), lab4, new Catalogue());
  expect(page).not.toContain('Parol-1');
  expect(page).toContain(`Parameter: ${MASKED}`);
});

test.each(['smtp-auth.pcap', 'http-chunked-gzip.pcap', 'imap.pcap'])('no secret of %s is in what is written of it', async (name) => {
  const capture = bundled(name);
  const outcome = await gradeReport(capture, reportOf(packetsOf(capture)));
  expect(JSON.stringify(outcome.judgement!.items)).not.toMatch(/Parol-1|MatKhau-2|UGFyb2wtMQ|AGFubmEAUGFyb2wtMQ|YW5uYTpQYXJvbC0x/);
});
