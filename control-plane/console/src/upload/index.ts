import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import { storageOr } from '../browser/memoryStorage';
import { createTitle, deleteTitle, findTitle } from '../catalog/catalog';
import { BegunUploads } from './begun';
import { UploadQueue, unfinished } from './queue';
import { sendSource } from './sendSource';
import type { Upload } from './upload';

const uploads = shallowRef<readonly Upload[]>([]);
const listeners = new Set<(titleId: string) => void>();

const begun = new BegunUploads(storageOr('localStorage'), Date.now);

const queue = new UploadQueue({
  titleFor: async ({ file, name, visibility }) => {
    const before = await titleBefore(file);
    if (before !== null) return before;
    const { id } = await createTitle(name, visibility);
    begun.note(file, id);
    return id;
  },
  discardTitle: async (titleId) => {
    begun.forget(titleId);
    await deleteTitle(titleId);
  },
  sendSource,
  nowMillis: Date.now,
  onChange: (now) => {
    uploads.value = now;
  },
  onSent: (titleId) => {
    begun.forget(titleId);
    listeners.forEach((listener) => listener(titleId));
  },
});

/** The title that the file was on its way to when its page was left, if it still waits for it. */
async function titleBefore(file: File): Promise<string | null> {
  const id = begun.titleOf(file);
  if (id === null || uploads.value.some((upload) => upload.titleId === id)) return null;
  const status = await findTitle(id).then(
    (title) => title.status,
    () => null,
  );
  if (status === 'draft') return id;
  begun.forget(id);
  return null;
}

/** Whether the file goes on where it stopped when its page was left. */
export function isKnown(file: File): boolean {
  return begun.titleOf(file) !== null;
}

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
