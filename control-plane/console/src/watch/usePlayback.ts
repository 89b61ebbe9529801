import { onScopeDispose, ref, shallowRef } from 'vue';
import { ApiFailure } from '../api/failure';
import { type Playback, requestPlayback } from '../catalog/playback';

/** How often to ask whether a title has become ready. */
const READY_PERIOD_MILLIS = 3_000;

/** Where the page is on its way to a picture. */
export type Admission =
  | { readonly kind: 'asking' }
  | { readonly kind: 'admitted'; readonly playback: Playback }
  | { readonly kind: 'not-ready' }
  | { readonly kind: 'refused'; readonly failure: unknown };

/** Asks to play the title at once, and again while it is not ready. */
export function usePlayback(titleId: string) {
  const admission = shallowRef<Admission>({ kind: 'asking' });
  const asked = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    clearTimeout(timer);
    const mine = (asked.value += 1);
    const answer = await admissionTo(titleId);
    if (mine !== asked.value) return;
    admission.value = answer;
    if (answer.kind === 'not-ready') timer = setTimeout(() => void ask(), READY_PERIOD_MILLIS);
  }

  onScopeDispose(() => {
    asked.value += 1;
    clearTimeout(timer);
  });
  void ask();

  return { admission, ask };
}

async function admissionTo(titleId: string): Promise<Admission> {
  try {
    return { kind: 'admitted', playback: await requestPlayback(titleId) };
  } catch (failure) {
    const notReady = failure instanceof ApiFailure && failure.status === 409;
    return notReady ? { kind: 'not-ready' } : { kind: 'refused', failure };
  }
}
