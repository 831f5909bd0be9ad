import type { Exchange } from './model-api.ts';

const FINAL = ['stopped', 'completed', 'failed'];
const STOPPING = ['pending_stoppage', 'pending_terminate', 'stopping'];
const ACTIVE = ['idle', 'pending', 'queued', 'running'];

/**
 * What is true of a job in every history that agrees with what was exchanged about it, however late a lost call acts, and
 * what was seen of it.
 */
export interface Facts {
  readonly calls: readonly Exchange[];
  /** Whether a terminate call was accepted. */
  readonly isAccepted: boolean;
  /** Whether a terminate call can have been carried out, or still can be. */
  readonly canHaveActed: boolean;
  /** Whether a terminate call can have reached the service. */
  readonly isDelivered: boolean;
  /** Whether it was seen stopping before it was waited for. */
  readonly wasStopping: boolean;
  /** The response that showed that the job is final, which nothing can change any more. */
  readonly final: Exchange | undefined;
  /** Whether it was final before any call can have acted. */
  readonly hadFinished: boolean;
  readonly lastStatus: string | undefined;
  /** Whether the service has said, for certain, that it does not show the job any more. */
  readonly isHidden: boolean;
}

export function factsOf(exchanges: readonly Exchange[]): Facts {
  const calls = exchanges.filter(({ method, isBegun }) => method === 'DELETE' && isBegun);
  const shown = exchanges.filter(isComplete).filter(({ status }) => status !== undefined);
  const final = shown.find(({ status = '' }) => FINAL.includes(status));
  return {
    calls,
    isAccepted: calls.some(isAccepted),
    canHaveActed: calls.some(canHaveActed),
    isDelivered: calls.some((call) => !isComplete(call) || call.kind.isDelivered),
    wasStopping: shown.some(({ status = '', isInWait }) => !isInWait && STOPPING.includes(status)),
    final,
    hadFinished: final !== undefined && hadFinished(final, exchanges),
    lastStatus: shown.at(-1)?.status,
    isHidden: isHidden(exchanges.filter(({ isInWait, method }) => isInWait && method === 'GET').filter(isComplete)),
  };
}

export function isActive(status: string | undefined): boolean {
  return status !== undefined && ACTIVE.includes(status);
}

function isComplete({ isEnded, isAborted }: Exchange): boolean {
  return isEnded && !isAborted;
}

function isAccepted(call: Exchange): boolean {
  return isComplete(call) && call.kind.error === undefined;
}

function canHaveActed(call: Exchange): boolean {
  return !isComplete(call) || call.kind.canHaveActed;
}

/** A call that is answered with `stopped` may have stopped the job itself. */
function hadFinished(final: Exchange, exchanges: readonly Exchange[]): boolean {
  const before = exchanges.slice(0, exchanges.indexOf(final));
  const isOwn = final.method === 'DELETE' && final.status === 'stopped';
  return !final.isInWait && !isOwn && !before.some((call) => call.method === 'DELETE' && canHaveActed(call));
}

/** The API's own words for it, once for the key and the account, twice in a row for the job. */
function isHidden(polls: readonly Exchange[]): boolean {
  const [last = '', before = ''] = [polls.at(-1)?.kind.name, polls.at(-2)?.kind.name];
  return ['401', '402'].includes(last) || [last, before].every((name) => ['404', '410'].includes(name));
}
