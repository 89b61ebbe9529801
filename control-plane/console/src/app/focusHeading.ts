import { nextTick } from 'vue';

/** Moves the focus to the new page's heading, so that a screen reader says where it is now. */
export function focusHeading(): void {
  void nextTick(() => {
    const place = document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main');
    place?.setAttribute('tabindex', '-1');
    place?.focus({ preventScroll: true });
  });
}
