import { ApiFailure } from '../api/failure';
import type { Grant, Grants } from './grant';
import { type Person, personIn } from './person';
import type { SessionStore, StoredSession } from './store';

/** What a session stands on. */
export interface SessionParts {
  readonly grants: Grants;
  readonly store: SessionStore;
  readonly nowMillis: () => number;
  /** Runs work while no other tab of this browser runs its own. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

interface AccessToken {
  readonly value: string;
  /** Whose it is: another tab may have signed in as somebody else since. */
  readonly email: string;
  readonly expiresAtMillis: number;
}

/**
 * The signed-in person. Holds the access token in memory only, renews it before it ends, once for
 * all callers and tabs, since a refresh token is good for one use.
 */
export class Session {
  readonly #parts: SessionParts;
  #access: AccessToken | null = null;
  #renewal: Promise<string | null> | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** The e-mail that signed in, or null where nobody has. */
  get email(): string | null {
    return this.#parts.store.read()?.email ?? null;
  }

  /** Who the access token speaks for, once there is one. */
  get person(): Person | null {
    const held = this.#access;
    return held !== null && held.email === this.email ? personIn(held.value) : null;
  }

  /** `remember` keeps the session when the browser closes. Rejects with an `ApiFailure`. */
  async signIn(email: string, password: string, remember: boolean): Promise<void> {
    const grant = await this.#parts.grants.logIn(email, password);
    this.#parts.store.write({ email, refreshToken: grant.refreshToken }, remember);
    this.#hold(grant, email);
  }

  /** Forgets the session here at once, then tells the server; its answer changes nothing. */
  async signOut(): Promise<void> {
    const stored = this.#parts.store.read();
    this.forget();
    if (stored !== null) await this.#parts.grants.logOut(stored.refreshToken).catch(() => undefined);
  }

  /** Forgets the session in this browser. */
  forget(): void {
    this.#access = null;
    this.#parts.store.clear();
  }

  /**
   * An access token good for at least `leastSeconds` more, or null where nobody is signed in (any
   * more). Rejects with an `ApiFailure` when the server could not be asked.
   */
  async accessToken(leastSeconds = 30): Promise<string | null> {
    const goodUntilMillis = this.#parts.nowMillis() + leastSeconds * 1000;
    const held = this.#access;
    return held !== null && held.email === this.email && held.expiresAtMillis > goodUntilMillis
      ? held.value
      : this.#renewed();
  }

  /** A token in place of one that the server has just refused. */
  async replaced(refused: string): Promise<string | null> {
    if (this.#access?.value === refused) this.#access = null;
    return this.accessToken();
  }

  #renewed(): Promise<string | null> {
    this.#renewal ??= this.#parts
      .exclusively(() => this.#renew())
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  async #renew(): Promise<string | null> {
    const stored = this.#parts.store.read(); // inside the lock: another tab may just have renewed
    if (stored === null) return null;
    try {
      return await this.#keep(await this.#parts.grants.refresh(stored.refreshToken), stored);
    } catch (failure) {
      if (!isRefusal(failure)) throw failure;
      this.forget();
      return null;
    }
  }

  /** Takes the grant over, unless the session it renews was ended or replaced meanwhile. */
  async #keep(grant: Grant, renewed: StoredSession): Promise<string | null> {
    if (this.#parts.store.read()?.refreshToken !== renewed.refreshToken) {
      await this.#parts.grants.logOut(grant.refreshToken).catch(() => undefined);
      return null;
    }
    this.#parts.store.write({ ...renewed, refreshToken: grant.refreshToken });
    return this.#hold(grant, renewed.email);
  }

  #hold(grant: Grant, email: string): string {
    this.#access = {
      value: grant.accessToken,
      email,
      expiresAtMillis: this.#parts.nowMillis() + grant.expiresInSeconds * 1000,
    };
    return grant.accessToken;
  }
}

function isRefusal(failure: unknown): boolean {
  return failure instanceof ApiFailure && [400, 401, 403].includes(failure.status);
}
