import { type Fault, type FaultRule, isLineFault, type LineFault } from './fault.ts';

/** A rule at work: how many requests (or connections) it was applied to, and could have been; see `passes`. */
export type ActiveFault = { readonly rule: FaultRule; befell: number; matched: number; passedAt: number[] };

/** The faults of a simulator: rules, of which the first one that applies is applied. */
export class Faults {
  #active: ActiveFault[] = [];
  #randomState: number;

  constructor(seed: number) {
    this.#randomState = seed;
  }

  /** Adds a rule behind the others. @returns it, with what it counts @throws Error for one that can never apply */
  add(rule: FaultRule): ActiveFault {
    const ofConnection = [rule.fault].flat().map(isLineFault);
    if (ofConnection.length === 0) throw new Error('A rule needs a fault');
    if (ofConnection.includes(true) && (ofConnection.includes(false) || (rule.method ?? rule.path) !== undefined)) {
      throw new Error('A fault of the connection comes before any request: its rule has neither method nor path');
    }
    const active = { rule, befell: 0, matched: 0, passedAt: [] };
    this.#active.push(active);
    return active;
  }

  clear(): void {
    this.#active = [];
  }

  /** The fault of a connection that was just accepted. */
  forConnection(): LineFault | undefined {
    return this.#draw(({ fault }) => [fault].flat().every(isLineFault))?.fault as LineFault | undefined;
  }

  /** The fault of a request. @param target the path with its query */
  forRequest(method: string, target: string): { fault: Fault; rule: FaultRule } | undefined {
    return this.#draw(({ fault, method: ofMethod = method, path = /^/ }) => {
      if ([fault].flat().some(isLineFault) || ofMethod !== method) return false;
      if (typeof path === 'string') return path === target.split('?')[0];
      return new RegExp(path.source, path.flags.replace(/[gy]/g, '')).test(target);
    });
  }

  #draw(matches: (rule: FaultRule) => boolean): { fault: Fault; rule: FaultRule } | undefined {
    for (const active of this.#active) {
      const { rule } = active;
      const { after = 0, times = Number.POSITIVE_INFINITY, chance = 1 } = rule;
      if (active.befell >= times || !matches(rule)) continue;
      active.matched += 1;
      if (active.matched <= after || (chance < 1 && this.#random() >= chance)) continue;
      const faults = [rule.fault].flat();
      const fault = faults[faults.length === 1 ? 0 : Math.floor(this.#random() * faults.length)] as Fault;
      if (fault.kind === 'rate-limit' && passes(active, fault.perSecond)) continue;
      active.befell += 1;
      return { fault, rule };
    }
    return undefined;
  }

  /** From 0 to 1, the same sequence for the same seed (mulberry32). */
  #random(): number {
    this.#randomState = (this.#randomState + 0x6d2b79f5) | 0;
    let bits = this.#randomState;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Whether a rate limit lets a request pass that comes now. */
function passes(active: ActiveFault, perSecond: number): boolean {
  const now = performance.now();
  active.passedAt = active.passedAt.filter((atMs) => atMs > now - 1000);
  return active.passedAt.length < perSecond && active.passedAt.push(now) > 0;
}
