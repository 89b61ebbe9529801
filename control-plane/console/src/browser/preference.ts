/**
 * One remembered text of this browser. Reads `null` and forgets silently where the browser keeps
 * nothing (storage switched off): a preference is never worth an error.
 */
export interface Preference {
  readonly read: () => string | null;
  readonly write: (value: string) => void;
}

export function preference(key: string): Preference {
  return {
    read: () => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        // Kept for this page only.
      }
    },
  };
}
