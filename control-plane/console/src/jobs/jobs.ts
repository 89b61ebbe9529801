import { Fields } from '../api/read';
import { call } from '../session';
import { type Job, type JobState, readJob } from './job';

/** The longest page that the API gives. */
export const LONGEST_PAGE = 100;

/** What to list: those in one state, from where the page before ended. */
export interface JobQuery {
  readonly state: JobState | '';
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of jobs, the newest first; without a cursor it is the last. Immutable. */
export interface JobPage {
  readonly items: readonly Job[];
  readonly nextCursor: string | undefined;
}

export async function listJobs(query: JobQuery, signal?: AbortSignal): Promise<JobPage> {
  const fields = new Fields(
    await call({
      method: 'GET',
      path: 'jobs',
      query: {
        state: query.state === '' ? undefined : query.state,
        cursor: query.cursor,
        limit: String(query.limit),
      },
      ...(signal && { signal }),
    }),
  );
  return { items: fields.list('items').map(readJob), nextCursor: fields.text('nextCursor') };
}

export async function retryJob(id: string): Promise<Job> {
  return readJob(await call({ method: 'POST', path: `jobs/${encodeURIComponent(id)}/retry` }));
}

export async function cancelJob(id: string): Promise<Job> {
  return readJob(await call({ method: 'POST', path: `jobs/${encodeURIComponent(id)}/cancel` }));
}
