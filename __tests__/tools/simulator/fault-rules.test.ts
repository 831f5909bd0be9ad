import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../tools/simulator/faults/fault.ts';
import { Faults } from '../../../tools/simulator/faults/rules.ts';

const JOBS = '/xplenation/api/jobs';
const RESET = { kind: 'reset-before-answer' } as const;
const STALL = { kind: 'stall-in-body' } as const;

/** Which of these requests a rule befalls, by the kind of the fault. */
function befallen(rule: FaultRule, requests: string[], seed = 1) {
  const faults = new Faults(seed);
  faults.add(rule);
  return requests.map((request) => {
    const [method = '', target = ''] = request.split(' ');
    return faults.forRequest(method, target)?.fault.kind;
  });
}

const get = `GET ${JOBS}/305`;
const stop = `DELETE ${JOBS}/305`;
const reset = RESET.kind;

describe('a rule', () => {
  test('applies to everything where it says nothing', () => {
    expect(befallen({ fault: RESET }, [get, stop])).toEqual([reset, reset]);
  });

  test('goes by method, and by the whole path without its query', () => {
    expect(befallen({ method: 'DELETE', fault: RESET }, [get, stop])).toEqual([undefined, reset]);
    expect(befallen({ path: `${JOBS}/305`, fault: RESET }, [get, `${get}?x=1`, `${get}1`, `GET ${JOBS}`])).toEqual([
      ...[reset, reset, undefined, undefined],
    ]);
  });

  test('goes by an expression over the path with its query, also one that remembers', () => {
    const list = `GET ${JOBS}?status=running`;
    expect(befallen({ path: /jobs\?.*running/g, fault: RESET }, [list, list, get])).toEqual([reset, reset, undefined]);
  });

  test('spares the first requests, and stops after so many', () => {
    expect(befallen({ method: 'GET', after: 1, times: 2, fault: RESET }, [get, stop, get, get, get])).toEqual([
      ...[undefined, undefined, reset, reset, undefined],
    ]);
  });

  test('comes by chance, the same for the same seed', () => {
    const rule = { chance: 0.2, fault: RESET };
    const many = Array.from({ length: 1000 }, () => get);
    const once = befallen(rule, many, 7);
    expect(befallen(rule, many, 7)).toEqual(once);
    expect(befallen(rule, many, 8)).not.toEqual(once);
    const count = once.filter(Boolean).length;
    expect([count > 150, count < 250]).toEqual([true, true]);
  });

  test('draws one of several faults', () => {
    const kinds = befallen(
      { fault: [RESET, STALL] },
      Array.from({ length: 50 }, () => get),
    );
    expect(new Set(kinds)).toEqual(new Set([RESET.kind, STALL.kind]));
  });

  test('counts the requests that it was applied to', () => {
    const faults = new Faults(1);
    const rule = faults.add({ after: 1, fault: RESET });
    for (let count = 0; count < 3; count += 1) faults.forRequest('GET', JOBS);
    expect([rule.befell, rule.matched]).toEqual([2, 3]);
  });

  test('comes before those that were added later', () => {
    const faults = new Faults(1);
    faults.add({ times: 1, fault: RESET });
    faults.add({ fault: STALL });
    const kinds = [1, 2].map(() => faults.forRequest('GET', JOBS)?.fault.kind);
    expect(kinds).toEqual([RESET.kind, STALL.kind]);
    faults.clear();
    expect(faults.forRequest('GET', JOBS)).toBeUndefined();
  });

  test('of a connection applies to no request', () => {
    const faults = new Faults(1);
    faults.add({ times: 1, fault: { kind: 'reset-line' } });
    expect(faults.forRequest('GET', JOBS)).toBeUndefined();
    expect([faults.forConnection()?.kind, faults.forConnection()]).toEqual(['reset-line', undefined]);
  });

  test('that can never apply is refused', () => {
    const faults = new Faults(1);
    expect(() => faults.add({ fault: [] })).toThrow('needs a fault');
    expect(() => faults.add({ method: 'GET', fault: { kind: 'silent-line' } })).toThrow('neither method nor path');
    expect(() => faults.add({ fault: [RESET, { kind: 'silent-line' }] })).toThrow('neither method nor path');
  });
});
