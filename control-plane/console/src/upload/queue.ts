import type { Visibility } from '../catalog/title';
import { Speedometer } from './speed';
import { isOver, isRunning, type Upload, type UploadRequest, type UploadState } from './upload';

/** What the queue needs of the world. */
export interface UploadPorts {
  /** Makes the title that a file goes to; resolves with its id. */
  readonly createTitle: (name: string, visibility: Visibility) => Promise<string>;
  readonly discardTitle: (titleId: string) => Promise<void>;
  /** Sends the file; rejects when the signal aborts. */
  readonly sendSource: (
    titleId: string,
    file: File,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly nowMillis: () => number;
  /** Told after every change. */
  readonly onChange: (uploads: readonly Upload[]) => void;
  /** Told when a file has arrived whole. */
  readonly onSent: (titleId: string) => void;
}

/** Uploads files one after another, in the order they were added. */
export class UploadQueue {
  readonly #ports: UploadPorts;
  #uploads: readonly Upload[] = [];
  #running: { readonly id: number; readonly abort: AbortController } | null = null;
  #lastId = 0;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  add(requests: readonly UploadRequest[]): void {
    const added = requests.map(({ titleId, ...rest }) => ({
      ...rest,
      id: ++this.#lastId,
      titleId: titleId ?? null,
      intoExisting: titleId !== undefined,
      state: { kind: 'waiting' } as const,
    }));
    this.#become([...this.#uploads, ...added]);
    this.#next();
  }

  /** Stops an upload and discards the title that was made for it; one that is over stays as it is. */
  cancel(id: number): void {
    const upload = this.#find(id);
    if (upload === undefined || isOver(upload)) return;
    this.#set(id, { kind: 'cancelled' });
    if (this.#running?.id === id) this.#running.abort.abort();
    else void this.#discard(upload);
  }

  /** Puts a failed or cancelled upload back in the queue, from its first byte. */
  retry(id: number): void {
    const kind = this.#find(id)?.state.kind;
    if (kind !== 'failed' && kind !== 'cancelled') return;
    this.#set(id, { kind: 'waiting' });
    this.#next();
  }

  /** Forgets what is over. */
  clear(): void {
    this.#become(this.#uploads.filter((upload) => !isOver(upload)));
  }

  #next(): void {
    const upload = this.#uploads.find(({ state }) => state.kind === 'waiting');
    if (this.#running !== null || upload === undefined) return;
    const abort = new AbortController();
    this.#running = { id: upload.id, abort };
    void this.#run(upload, abort.signal).finally(() => {
      this.#running = null;
      this.#next();
    });
  }

  async #run(upload: Upload, signal: AbortSignal): Promise<void> {
    try {
      const titleId = await this.#titleFor(upload);
      signal.throwIfAborted();
      await this.#send(upload, titleId, signal);
      this.#set(upload.id, { kind: 'sent' });
      this.#ports.onSent(titleId);
    } catch (failure) {
      if (signal.aborted) await this.#discard(this.#find(upload.id));
      else this.#set(upload.id, { kind: 'failed', failure });
    }
  }

  async #titleFor(upload: Upload): Promise<string> {
    if (upload.titleId !== null) return upload.titleId;
    this.#set(upload.id, { kind: 'creating' });
    const titleId = await this.#ports.createTitle(upload.name, upload.visibility);
    this.#change(upload.id, { titleId });
    return titleId;
  }

  async #send({ id, file }: Upload, titleId: string, signal: AbortSignal): Promise<void> {
    const speedometer = new Speedometer();
    const note = (sentBytes: number) => {
      if (signal.aborted) return;
      const bytesPerSecond = speedometer.note(sentBytes, this.#ports.nowMillis());
      this.#set(id, { kind: 'sending', sentBytes, bytesPerSecond });
    };
    note(0);
    await this.#ports.sendSource(titleId, file, note, signal);
  }

  async #discard(upload: Upload | undefined): Promise<void> {
    if (upload === undefined || upload.titleId === null || upload.intoExisting) return;
    const { titleId } = upload;
    this.#change(upload.id, { titleId: null });
    await this.#ports.discardTitle(titleId).catch(() => undefined); // an empty draft may stay
  }

  #find(id: number): Upload | undefined {
    return this.#uploads.find((upload) => upload.id === id);
  }

  #set(id: number, state: UploadState): void {
    this.#change(id, { state });
  }

  #change(id: number, change: Partial<Pick<Upload, 'state' | 'titleId'>>): void {
    this.#become(
      this.#uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
    );
  }

  #become(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    this.#ports.onChange(uploads);
  }
}

/** The uploads that leaving the page would break. */
export function unfinished(uploads: readonly Upload[]): readonly Upload[] {
  return uploads.filter((upload) => isRunning(upload) || upload.state.kind === 'waiting');
}
