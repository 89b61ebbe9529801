import { describe, expect, it } from 'vitest';
import { ApiFailure } from '../api/failure';
import { hasFailed, isOpen, JOB_STATES, readJob, renewed, waitsToRetry } from './job';

const jobs = (...ids: number[]) => ids.map((id) => readJob({ id: String(id) }));
const ids = (list: readonly { id: string }[]) => list.map((job) => Number(job.id));

describe('a job', () => {
  it('is read whole', () => {
    const job = {
      id: '4711',
      titleId: 't1',
      titleName: 'Rain',
      publisherName: 'Ana',
      state: 'running',
      progress: 0.4,
      attempt: 2,
      attemptsLeft: 1,
      error: 'ffmpeg was killed (signal 9)',
      worker: 'paris-1',
      createdAt: '2026-03-01T12:00:00Z',
    };
    expect(readJob({ ...job, kind: 'package', priority: 'normal' })).toEqual({
      ...job,
      nextRunAt: undefined,
    });
  });

  it.each([null, 'job', {}])('is not read from %j', (json) => {
    expect(() => readJob(json)).toThrow(ApiFailure);
  });

  it('can be cancelled until it is over, and retried where it has failed', () => {
    const inState = (state: string) => readJob({ id: '1', state });
    expect(JOB_STATES.filter((state) => isOpen(inState(state)))).toEqual(['queued', 'running']);
    expect(JOB_STATES.filter((state) => hasFailed(inState(state)))).toEqual(['dead', 'cancelled']);
  });

  it('that failed and is queued waits to be tried again', () => {
    const failed = { id: '1', state: 'queued', attempt: 1, error: 'the disk is full' };
    expect(waitsToRetry(readJob(failed))).toBe(true);
    expect(waitsToRetry(readJob({ ...failed, state: 'dead' }))).toBe(false);
    expect(waitsToRetry(readJob({ ...failed, attempt: 0 }))).toBe(false);
    expect(waitsToRetry(readJob({ id: '1', state: 'queued', attempt: 1 }))).toBe(false);
  });
});

describe('a list that is looked at again', () => {
  it('has what is new, and keeps what is older than the page', () => {
    expect(ids(renewed(jobs(9, 8, 7), jobs(8, 7, 6, 5)))).toEqual([9, 8, 7, 6, 5]);
  });

  it('drops what is no longer in the state that is shown', () => {
    expect(ids(renewed(jobs(9, 7), jobs(9, 8, 7, 6)))).toEqual([9, 7, 6]);
  });
});
