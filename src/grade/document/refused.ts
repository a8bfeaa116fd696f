import type { Fault, FaultCode } from '../../base/fault.ts';

/**
 * Ends the reading of a report. Thrown, because the parsers of XML and PDF know no other way to be stopped from within; `readReport`
 * catches it and gives the fault as data.
 */
export class Refused extends Error {
  readonly fault: Fault;

  constructor(code: FaultCode, details: Partial<Pick<Fault, 'need' | 'had' | 'found' | 'at'>> = {}) {
    super(code);
    this.fault = { code, at: 0, need: 0, had: 0, ...details };
  }
}
