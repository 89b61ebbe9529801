import { watchEffect } from 'vue';

/** Names the page in the browser's tab and history, as long as the component lives. */
export function usePageTitle(name: () => string): void {
  watchEffect(() => {
    document.title = name() === '' ? 'Headwater' : `${name()} · Headwater`;
  });
}
