import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What the link type of a capture leads to. */
export const linkType = new Table('linktype', data);
