import { readonly, ref, shallowReadonly, shallowRef } from 'vue';
import { ApiFailure } from '../api/failure';
import { type Call, send } from '../api/send';
import { exclusively } from '../browser/exclusively';
import { storageOr } from '../browser/memoryStorage';
import { grants } from './grant';
import { Session } from './session';
import { browserStore, concernsSession } from './store';

export { safeNext } from './next';
export { mayChange, mayOperate, mayPublish } from './person';

const session = new Session({
  grants,
  store: browserStore(storageOr('localStorage'), storageOr('sessionStorage')),
  nowMillis: Date.now,
  exclusively: (work) => exclusively('headwater.session', work),
});

const email = ref(session.email);
const person = shallowRef(session.person);
const ended = ref(false);
const noteChange = () => {
  ended.value ||= email.value !== null && session.email === null;
  email.value = session.email;
  if (person.value?.id !== session.person?.id || person.value?.role !== session.person?.role) {
    person.value = session.person;
  }
};
addEventListener('storage', (event) => {
  if (concernsSession(event)) noteChange();
});

/**
 * Who is signed in (the person once a token is here), whether a session has ended without being
 * asked to, and how to change that. One for the whole page.
 */
export function useSession() {
  return {
    email: readonly(email),
    person: shallowReadonly(person),
    ended: readonly(ended),
    signIn,
    signOut,
  };
}

async function signIn(address: string, password: string, remember: boolean): Promise<void> {
  await session.signIn(address, password, remember);
  noteChange();
  ended.value = false;
}

async function signOut(): Promise<void> {
  const told = session.signOut();
  noteChange();
  ended.value = false;
  await told;
}

/** A token good for a while longer, or null where nobody is signed in. */
export async function accessToken(leastSeconds?: number): Promise<string | null> {
  const token = await session.accessToken(leastSeconds);
  noteChange();
  return token;
}

/**
 * Makes a call as whoever is signed in, or as nobody; renews a refused token once. A session that
 * has ended on the server ends here, and the call fails with 401.
 */
export async function call(request: Call): Promise<unknown> {
  const token = await accessToken();
  try {
    return await send(request, token);
  } catch (failure) {
    if (token === null || !(failure instanceof ApiFailure) || failure.status !== 401) throw failure;
    const renewed = await session.replaced(token);
    noteChange();
    if (renewed === null) throw failure;
    return send(request, renewed);
  }
}
