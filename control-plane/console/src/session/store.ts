import { Fields } from '../api/read';

/** What outlives the page: never the access token. Immutable. */
export interface StoredSession {
  readonly email: string;
  readonly refreshToken: string;
}

/** Keeps at most one session. */
export interface SessionStore {
  readonly read: () => StoredSession | null;
  /** Without `remember`, stays where the session was kept before. */
  readonly write: (session: StoredSession, remember?: boolean) => void;
  readonly clear: () => void;
}

const KEY = 'headwater.session';

/**
 * Keeps the session in the lasting store where it is to be remembered, else in the one that ends
 * with the tab.
 */
export function browserStore(lasting: Storage, untilClosed: Storage): SessionStore {
  return {
    read: () => parsed(untilClosed.getItem(KEY)) ?? parsed(lasting.getItem(KEY)),
    write: (session, remember) => {
      const lasts = remember ?? untilClosed.getItem(KEY) === null;
      (lasts ? untilClosed : lasting).removeItem(KEY);
      (lasts ? lasting : untilClosed).setItem(KEY, JSON.stringify(session));
    },
    clear: () => {
      lasting.removeItem(KEY);
      untilClosed.removeItem(KEY);
    },
  };
}

/** Whether a storage event may have changed the session in another tab. */
export function concernsSession(event: StorageEvent): boolean {
  return event.key === KEY || event.key === null;
}

function parsed(text: string | null): StoredSession | null {
  if (text === null) return null;
  try {
    const fields = new Fields(JSON.parse(text));
    const [email, refreshToken] = [fields.text('email'), fields.text('refreshToken')];
    return email && refreshToken ? { email, refreshToken } : null;
  } catch {
    return null;
  }
}
