/** A language the console speaks, as a BCP 47 tag. */
export type Locale = 'en' | 'pt-BR';

/** Every language with its own name for itself, in the order they are offered. */
export const LOCALES: readonly { readonly tag: Locale; readonly name: string }[] = [
  { tag: 'en', name: 'English' },
  { tag: 'pt-BR', name: 'Português (Brasil)' },
];

/**
 * The first language we speak among the remembered one and the reader's preferences, most wanted
 * first; any Portuguese is answered in Brazilian Portuguese, and everything unknown in English.
 */
export function chooseLocale(remembered: string | null, preferred: readonly string[]): Locale {
  for (const tag of remembered === null ? preferred : [remembered, ...preferred]) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'pt') return 'pt-BR';
    if (language === 'en') return 'en';
  }
  return 'en';
}
