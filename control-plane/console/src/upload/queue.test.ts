import { beforeEach, describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { UploadQueue, unfinished } from './queue';
import type { Upload } from './upload';

/** A server that takes files as fast as the test lets it. */
class PacedServer {
  readonly titles = new Map<string, string>();
  readonly received: string[] = [];
  refusal: ApiFailure | null = null;
  #lastId = 0;
  #open: {
    onSent: (bytes: number) => void;
    finish: () => void;
  } | null = null;

  titleFor = async ({ name }: { name: string }) => {
    const id = `t${(this.#lastId += 1)}`;
    this.titles.set(id, name);
    return id;
  };

  discardTitle = async (id: string) => {
    this.titles.delete(id);
  };

  sendSource = (
    id: string,
    _: File,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> =>
    new Promise((resolve, reject) => {
      if (this.refusal !== null) {
        reject(this.refusal);
        return;
      }
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      const finish = () => {
        this.received.push(id);
        resolve();
      };
      this.#open = { onSent, finish };
    });

  take(bytes: number): void {
    this.#open?.onSent(bytes);
  }

  finish(): void {
    this.#open?.finish();
  }
}

let server: PacedServer;
let queue: UploadQueue;
let uploads: readonly Upload[];
let sent: string[];
let nowMillis: number;

beforeEach(() => {
  server = new PacedServer();
  uploads = [];
  sent = [];
  nowMillis = 0;
  queue = new UploadQueue({
    titleFor: server.titleFor,
    discardTitle: server.discardTitle,
    sendSource: server.sendSource,
    nowMillis: () => nowMillis,
    onChange: (now) => {
      uploads = now;
    },
    onSent: (titleId) => sent.push(titleId),
  });
});

const request = (name: string) => ({
  file: new File(['x'.repeat(100)], `${name}.mp4`),
  name,
  visibility: 'public' as const,
});

/** Lets everything happen that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

const kinds = () => uploads.map((upload) => upload.state.kind);
const idOf = (name: string) => uploads.find((upload) => upload.name === name)?.id ?? -1;

describe('the upload queue', () => {
  it('sends one file after another, in order', async () => {
    queue.add([request('a'), request('b')]);
    await settle();
    expect(kinds()).toEqual(['sending', 'waiting']);
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent', 'sending']);
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent', 'sent']);
    expect(server.received).toEqual(['t1', 't2']);
    expect(sent).toEqual(['t1', 't2']);
  });

  it('tells bytes and speed', async () => {
    queue.add([request('a')]);
    await settle();
    nowMillis = 2_000;
    server.take(50);
    expect(uploads[0]?.state).toEqual({ kind: 'sending', sentBytes: 50, bytesPerSecond: 25 });
  });

  it('goes on after a refusal, and keeps the title for another try', async () => {
    server.refusal = new ApiFailure(503, 'Busy');
    queue.add([request('a'), request('b')]);
    await settle();
    expect(kinds()).toEqual(['failed', 'failed']);
    server.refusal = null;
    queue.resume(idOf('a'));
    await settle();
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent', 'failed']);
    expect(server.received).toEqual(['t1']);
    expect(server.titles.size).toBe(2);
  });

  it('stops a running upload, discards its title and starts the next', async () => {
    queue.add([request('a'), request('b')]);
    await settle();
    queue.cancel(idOf('a'));
    await settle();
    expect(kinds()).toEqual(['cancelled', 'sending']);
    expect([...server.titles.values()]).toEqual(['b']);
  });

  it('pauses, lets others go on, and resumes with the same title', async () => {
    queue.add([request('a'), request('b')]);
    await settle();
    server.take(40);
    queue.pause(idOf('a'));
    await settle();
    expect(kinds()).toEqual(['paused', 'sending']);
    expect(uploads[0]?.state).toEqual({ kind: 'paused', sentBytes: 40 });
    expect(server.titles.size).toBe(2);
    expect(unfinished(uploads)).toHaveLength(2);
    queue.resume(idOf('a'));
    server.finish();
    await settle();
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent', 'sent']);
    expect(server.received).toEqual(['t2', 't1']);
  });

  it('discards the title of an upload that is cancelled while it is paused', async () => {
    queue.add([request('a')]);
    await settle();
    queue.pause(idOf('a'));
    await settle();
    queue.cancel(idOf('a'));
    await settle();
    expect(kinds()).toEqual(['cancelled']);
    expect(server.titles.size).toBe(0);
  });

  it('resumes an upload that is resumed while it still stops', async () => {
    queue.add([request('a')]);
    await settle();
    queue.pause(idOf('a'));
    queue.resume(idOf('a'));
    await settle();
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent']);
    expect(server.received).toEqual(['t1']);
  });

  it('makes a new title when a cancelled upload is tried again', async () => {
    queue.add([request('a')]);
    await settle();
    queue.cancel(idOf('a'));
    await settle();
    queue.resume(idOf('a'));
    await settle();
    server.finish();
    await settle();
    expect(server.received).toEqual(['t2']);
    expect([...server.titles.keys()]).toEqual(['t2']);
  });

  it('starts again an upload that is tried again while it still stops', async () => {
    queue.add([request('a')]);
    await settle();
    queue.cancel(idOf('a'));
    queue.resume(idOf('a'));
    await settle();
    expect(kinds()).toEqual(['sending']);
    expect([...server.titles.keys()]).toEqual(['t2']);
  });

  it('never sends a file that was cancelled while it waited', async () => {
    queue.add([request('a'), request('b')]);
    queue.cancel(idOf('b'));
    await settle();
    server.finish();
    await settle();
    expect(kinds()).toEqual(['sent', 'cancelled']);
    expect(server.titles.size).toBe(1);
  });

  it('discards the title of an upload that is cancelled while the title is made', async () => {
    queue.add([request('a')]);
    queue.cancel(idOf('a'));
    await settle();
    expect(kinds()).toEqual(['cancelled']);
    expect(server.titles.size).toBe(0);
  });

  it('leaves a title that was there before alone', async () => {
    server.titles.set('old', 'Old');
    queue.add([{ ...request('a'), titleId: 'old' }]);
    await settle();
    queue.cancel(idOf('a'));
    await settle();
    expect([...server.titles.keys()]).toEqual(['old']);
  });

  it('forgets what is over, and only that', async () => {
    queue.add([request('a'), request('b')]);
    await settle();
    server.finish();
    await settle();
    queue.clear();
    expect(uploads.map((upload) => upload.name)).toEqual(['b']);
    expect(unfinished(uploads)).toHaveLength(1);
  });
});
