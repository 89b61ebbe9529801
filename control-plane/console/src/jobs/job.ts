import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';

export const JOB_STATES = ['queued', 'running', 'done', 'dead', 'cancelled'] as const;
/** Where a job is: `dead` can't be done, or was tried too often. */
export type JobState = (typeof JOB_STATES)[number];

/** What a worker does, or is to do, to make a title ready. Immutable. */
export interface Job {
  readonly id: string;
  readonly titleId: string;
  readonly titleName: string;
  readonly publisherName: string;
  readonly state: JobState;
  /** Of the attempt that runs, 0 to 1. */
  readonly progress: number;
  readonly attempt: number;
  /** Not known before a worker has taken it. */
  readonly attemptsLeft: number | undefined;
  /** Why the last attempt failed, in the server's words. */
  readonly error: string | undefined;
  readonly worker: string | undefined;
  readonly nextRunAt: string | undefined;
  readonly createdAt: string | undefined;
}

/** Reads a job; fails with an `ApiFailure` on anything without an id. */
export function readJob(json: unknown): Job {
  const fields = new Fields(json);
  const id = fields.text('id');
  if (id === undefined) throw new ApiFailure(502, 'No job', 'The answer holds no job');
  return {
    id,
    titleId: fields.text('titleId') ?? '',
    titleName: fields.text('titleName') ?? '',
    publisherName: fields.text('publisherName') ?? '',
    state: fields.word('state', JOB_STATES, 'queued'),
    progress: Math.min(1, Math.max(0, fields.number('progress') ?? 0)),
    attempt: fields.number('attempt') ?? 0,
    attemptsLeft: fields.number('attemptsLeft'),
    error: fields.text('error'),
    worker: fields.text('worker'),
    nextRunAt: fields.text('nextRunAt'),
    createdAt: fields.text('createdAt'),
  };
}

/** Whether something is still to come of it, which can be cancelled. */
export function isOpen(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** Whether it has ended without a result, and can be retried. */
export function hasFailed(job: Job): boolean {
  return job.state === 'dead' || job.state === 'cancelled';
}

/** Whether it failed and waits until it is tried again. */
export function waitsToRetry(job: Job): boolean {
  return job.state === 'queued' && job.attempt > 0 && job.error !== undefined;
}

/**
 * What is shown after a newer first page came: that page, then those shown that are older than all
 * of it. Jobs come the newest first, each with a higher id than those before it.
 */
export function renewed(first: readonly Job[], shown: readonly Job[]): readonly Job[] {
  const oldest = Math.min(...first.map((job) => Number(job.id)));
  return [...first, ...shown.filter((job) => Number(job.id) < oldest)];
}
