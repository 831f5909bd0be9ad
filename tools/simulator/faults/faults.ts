import { type Fault, type FaultRule, isLineFault, type LineFault } from './fault.ts';

/** A rule at work. */
export class ActiveFault {
  readonly rule: FaultRule;
  /** How many requests (or connections) it has befallen. */
  befell = 0;
  /** How many it could have befallen, those that `after` and `chance` spared included. */
  matched = 0;

  constructor(rule: FaultRule) {
    this.rule = rule;
  }
}

/** The faults of a simulator: rules, of which the first one that applies befalls a request. */
export class Faults {
  #active: ActiveFault[] = [];
  #randomState: number;

  constructor(seed: number) {
    this.#randomState = seed;
  }

  /**
   * Adds a rule, behind those that are there.
   *
   * @returns the rule at work, which counts what it befalls; `remove` takes it back
   * @throws Error for a rule that can never apply as it is written
   */
  add(rule: FaultRule): ActiveFault {
    const kinds = faultsOf(rule).map(isLineFault);
    if (kinds.length === 0) throw new Error('A rule needs a fault');
    if (kinds.includes(true) && (kinds.includes(false) || rule.method !== undefined || rule.path !== undefined)) {
      throw new Error('A fault of the line comes before any request: its rule has neither method nor path');
    }
    const active = new ActiveFault(rule);
    this.#active.push(active);
    return active;
  }

  remove(active: ActiveFault): void {
    this.#active = this.#active.filter((other) => other !== active);
  }

  clear(): void {
    this.#active = [];
  }

  /** The fault of a connection that was just accepted. */
  forLine(): LineFault | undefined {
    return this.#draw((rule) => faultsOf(rule).every(isLineFault))?.fault as LineFault | undefined;
  }

  /** The fault of a request, and whether the service acts on the request. */
  forRequest(method: string, target: string): { fault: Fault; acted: boolean } | undefined {
    const path = target.split('?')[0];
    return this.#draw((rule) => {
      if (faultsOf(rule).some(isLineFault)) return false;
      if (rule.method !== undefined && rule.method !== method) return false;
      if (typeof rule.path === 'string') return rule.path === path;
      return rule.path === undefined || new RegExp(rule.path.source, rule.path.flags.replace(/[gy]/g, '')).test(target);
    });
  }

  #draw(matches: (rule: FaultRule) => boolean): { fault: Fault; acted: boolean } | undefined {
    for (const active of this.#active) {
      const { after = 0, times = Number.POSITIVE_INFINITY, chance = 1, acted = false } = active.rule;
      if (active.befell >= times || !matches(active.rule)) continue;
      active.matched += 1;
      if (active.matched <= after || (chance < 1 && this.#random() >= chance)) continue;
      active.befell += 1;
      const faults = faultsOf(active.rule);
      const fault = faults.length === 1 ? faults[0] : faults[Math.floor(this.#random() * faults.length)];
      return { fault: fault as Fault, acted };
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

function faultsOf(rule: FaultRule): readonly Fault[] {
  return 'kind' in rule.fault ? [rule.fault] : rule.fault;
}
