import { computed, ref, watchEffect } from 'vue';
import { preference } from '../browser/preference';
import { en, type Messages } from './en';
import { formatFor } from './format';
import { chooseLocale, type Locale } from './locale';
import { ptBR } from './pt-BR';

export type { Format } from './format';
export { LOCALES, type Locale } from './locale';
export type { Messages } from './en';

const CATALOGUES: Readonly<Record<Locale, Messages>> = { en, 'pt-BR': ptBR };

const remembered = preference('headwater.locale');

const locale = ref<Locale>(chooseLocale(remembered.read(), navigator.languages));
const t = computed(() => CATALOGUES[locale.value]);
const format = computed(() => formatFor(locale.value));

watchEffect(() => {
  document.documentElement.lang = locale.value;
});

/** The reader's language: its texts, its formats, and the switch. One for the whole page. */
export function useI18n() {
  return { locale, t, format, speak };
}

function speak(chosen: Locale): void {
  locale.value = chosen;
  remembered.write(chosen);
}
