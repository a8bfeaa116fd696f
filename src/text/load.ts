import { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';

/** The catalogue of a language. Its texts are loaded only now: who speaks English does not pay for the others. */
export async function catalogueOf(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'ru':
      return new Catalogue('ru', (await import('./russian/index.ts')).russian);
    case 'vi':
      return new Catalogue('vi', (await import('./vietnamese/index.ts')).vietnamese);
    case 'en':
      return new Catalogue();
  }
}
