/** Why a signal ends a sending for a while only. */
export const PAUSED = 'paused';
