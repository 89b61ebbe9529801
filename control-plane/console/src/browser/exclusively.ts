/**
 * Runs the work while no other tab of this origin runs work of the same name. Browsers offer locks
 * between tabs only to secure pages (HTTPS or localhost); elsewhere the work runs at once.
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks === undefined ? work() : ((await locks.request(name, work)) as T);
}
