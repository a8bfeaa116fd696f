import { type RowStyle, rowStyle } from '../report/field-rows.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { UsageError } from './usage-error.ts';

const quotes: Readonly<Record<string, string>> = { d: '"', s: "'", n: '' };
const escapes: Readonly<Record<string, string>> = { '/t': '\t', '/s': ' ', '\\t': '\t' };

/** `-E header=y,separator=/t,occurrence=f,aggregator=,`: tshark takes one a flag, we take several as well. */
export function parseRowStyle(options: readonly string[], c: Catalogue): RowStyle {
  const style: RowStyle = { ...rowStyle };
  for (const option of options.flatMap(separate)) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(option) ?? [];
    const wrong = (): never => {
      throw new UsageError(c.say('error.row', { option }));
    };
    switch (name) {
      case 'header':
        style.header = value === 'y' ? true : value === 'n' ? false : wrong();
        break;
      case 'separator':
        style.separator = escapes[value] ?? (value === '' ? wrong() : value);
        break;
      case 'aggregator':
        style.aggregator = escapes[value] ?? (value === '' ? wrong() : value);
        break;
      case 'occurrence':
        style.occurrence = value === 'a' || value === 'f' || value === 'l' ? value : wrong();
        break;
      case 'quote':
        style.quote = quotes[value] ?? wrong();
        break;
      default:
        wrong();
    }
  }
  return style;
}

/** Cut at the commas that begin another `name=`; the comma of `aggregator=,` is a value. */
function separate(option: string): string[] {
  return option.split(/,(?=(?:header|separator|occurrence|aggregator|quote)=)/);
}
