import { PAUSED } from './pause';
import { Speedometer } from './speed';
import { isOver, type Upload, type UploadRequest, type UploadState } from './upload';

/** What the queue needs of the world. */
export interface UploadPorts {
  /** Makes the title that a file goes to, or finds the one that it was on its way to; its id. */
  readonly titleFor: (upload: Pick<Upload, 'file' | 'name' | 'visibility'>) => Promise<string>;
  readonly discardTitle: (titleId: string) => Promise<void>;
  /** Sends what isn't there yet of the file; rejects when the signal aborts. */
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

  /** Stops an upload that is being sent, until it is resumed; what was sent stays where it is. */
  pause(id: number): void {
    const state = this.#find(id)?.state;
    if (state?.kind !== 'sending') return;
    this.#set(id, { kind: 'paused', sentBytes: state.sentBytes });
    if (this.#running?.id === id) this.#running.abort.abort(PAUSED);
  }

  /** Puts an upload that was paused, has failed or was cancelled back in the queue. */
  resume(id: number): void {
    const kind = this.#find(id)?.state.kind;
    if (kind !== 'paused' && kind !== 'failed' && kind !== 'cancelled') return;
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
      if (signal.aborted && signal.reason === PAUSED) return;
      if (signal.aborted) await this.#discard(this.#find(upload.id));
      else this.#set(upload.id, { kind: 'failed', failure });
    }
  }

  async #titleFor(upload: Upload): Promise<string> {
    if (upload.titleId !== null) return upload.titleId;
    this.#set(upload.id, { kind: 'creating' });
    const titleId = await this.#ports.titleFor(upload);
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
    if (this.#find(id)?.state.kind !== 'sending') note(0);
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

/** The uploads that leaving the page would break off. */
export function unfinished(uploads: readonly Upload[]): readonly Upload[] {
  return uploads.filter((upload) => !isOver(upload));
}
