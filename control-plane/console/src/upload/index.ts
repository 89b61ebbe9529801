import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import { createTitle, deleteTitle } from '../catalog/catalog';
import { UploadQueue, unfinished } from './queue';
import { sendSource } from './sendSource';
import type { Upload } from './upload';

const uploads = shallowRef<readonly Upload[]>([]);
const listeners = new Set<(titleId: string) => void>();

const queue = new UploadQueue({
  createTitle: async (name, visibility) => (await createTitle(name, visibility)).id,
  discardTitle: deleteTitle,
  sendSource,
  nowMillis: Date.now,
  onChange: (now) => {
    uploads.value = now;
  },
  onSent: (titleId) => listeners.forEach((listener) => listener(titleId)),
});

addEventListener('beforeunload', (event) => {
  if (unfinished(uploads.value).length > 0) event.preventDefault();
});

// A file dropped beside a place for files would replace the page, and end its uploads.
for (const kind of ['dragover', 'drop'] as const) {
  addEventListener(kind, (event) => event.preventDefault());
}

/** The uploads of this page, which go on while the reader moves between its views. */
export function useUploads() {
  return { uploads: shallowReadonly(uploads), queue };
}

/** Calls the listener with the title's id when a file has arrived, as long as the component lives. */
export function onUploaded(listener: (titleId: string) => void): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}
