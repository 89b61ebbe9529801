import type { Visibility } from '../catalog/title';

/** How far an upload is. */
export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'creating' }
  | { readonly kind: 'sending'; readonly sentBytes: number; readonly bytesPerSecond: number }
  | { readonly kind: 'paused'; readonly sentBytes: number }
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly failure: unknown }
  | { readonly kind: 'cancelled' };

/** One file on its way to becoming a title's source. Immutable. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly name: string;
  readonly visibility: Visibility;
  /** The title that the file goes to, once there is one. */
  readonly titleId: string | null;
  /** Whether the title was there before the upload, so that cancelling must not delete it. */
  readonly intoExisting: boolean;
  readonly state: UploadState;
}

/** What a person asks for when adding a file. */
export type UploadRequest = Pick<Upload, 'file' | 'name' | 'visibility'> & {
  readonly titleId?: string;
};

export function isRunning({ state }: Upload): boolean {
  return state.kind === 'creating' || state.kind === 'sending';
}

/** Whether nothing more happens to it unless somebody asks. */
export function isOver({ state }: Upload): boolean {
  return state.kind === 'sent' || state.kind === 'failed' || state.kind === 'cancelled';
}

/** The part of the file that has been sent, 0 to 1. */
export function sentFraction({ state, file }: Upload): number {
  if (state.kind === 'sent') return 1;
  const isUnderWay = state.kind === 'sending' || state.kind === 'paused';
  return isUnderWay && file.size > 0 ? state.sentBytes / file.size : 0;
}

/** How long the rest takes at the present speed; undefined before that is known. */
export function secondsLeft({ state, file }: Upload): number | undefined {
  return state.kind === 'sending' && state.bytesPerSecond > 0
    ? (file.size - state.sentBytes) / state.bytesPerSecond
    : undefined;
}

/** A first name for a title, from its file's: without extension, with spaces for separators. */
export function nameFor(fileName: string): string {
  const bare = fileName.replace(/\.[^.]{1,5}$/, '');
  return bare.replace(/[_\s]+/g, ' ').trim() || fileName;
}
