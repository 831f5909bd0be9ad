import { describe, expect, test } from '@jest/globals';
import { LINK_HEADER_FORMS, type LinkHeaderForm } from '../../../tools/simulator/faults/link-header.ts';
import type { ListPages } from '../../../tools/simulator/faults/list-pages.ts';
import type { Fault } from '../../../tools/simulator/simulator.ts';
import { call, documentedHeaders, sendRaw, startForTest } from './requests.ts';

const JOBS = '/xplenation/api/jobs';

/** 25 jobs, and a fault of their list. */
async function simulatorWith(fault: Fault) {
  const jobs = Array.from({ length: 25 }, (_, index) => ({
    id: index + 1,
    status: 'running',
    created_at: new Date(Date.parse('2013-03-04T08:00:00Z') + index * 1000).toISOString(),
  }));
  const simulator = await startForTest({ jobs, publicUrl: 'https://api.xplenty.com' });
  simulator.faults.add({ method: 'GET', fault });
  return simulator;
}

/** The IDs of the first so many pages, each asked for as the Link header of the one before says. */
async function followed(pages: ListPages, atMost = 4) {
  const simulator = await simulatorWith({ kind: 'list-pages', pages });
  const seen: number[][] = [];
  for (let query: string | undefined = '?limit=10&status=all'; query !== undefined && seen.length < atMost; ) {
    const { json, headers } = await call(simulator, 'GET', `${JOBS}${query}`);
    seen.push(json.map(({ id }: { id: number }) => id));
    query = /<https:\/\/api\.xplenty\.com[^>]*(\?[^>]*)>; rel="next"/.exec(String(headers.link))?.[1];
  }
  return seen;
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe('pages', () => {
  test('whose next offset is one more than the last, as in the documentation’s example', async () => {
    expect(await followed('next-offset-plus-one', 3)).toEqual([down(25, 16), down(24, 15), down(23, 14)]);
  });

  test('that are the first one over and over', async () => {
    expect(await followed('repeated')).toEqual(Array.from({ length: 4 }, () => down(25, 16)));
  });

  test('that have no end, and jobs of their own', async () => {
    const seen = (await followed('endless')).flat();
    expect([seen.length, new Set(seen).size, seen[0], seen[39]]).toEqual([40, 40, 1_000_000, 1_000_039]);
  });

  test('that promise another behind the last', async () => {
    expect(await followed('always-next', 5)).toEqual([down(25, 16), down(15, 6), down(5, 1), [], []]);
  });

  test('that shift when a job is added meanwhile', async () => {
    expect(await followed('shifted-back')).toEqual([down(25, 16), down(16, 7), down(7, 1)]);
  });

  test('that shift when a job is removed meanwhile', async () => {
    expect(await followed('shifted-forward')).toEqual([down(25, 16), down(14, 5), down(3, 1)]);
  });

  test('of which one is promised and fails', async () => {
    const simulator = await simulatorWith({ kind: 'list-pages', pages: 'always-next' });
    simulator.faults.clear();
    simulator.faults.add({ path: /[?&]offset=10\b/, fault: { kind: 'refusal', status: 500, message: 'No.' } });
    expect((await call(simulator, 'GET', `${JOBS}?limit=10`)).headers.link).toContain('offset=10');
    expect((await call(simulator, 'GET', `${JOBS}?limit=10&offset=10`)).status).toBe(500);
  });
});

describe('the Link header', () => {
  const url = (offset: number) => `https://api.xplenty.com/xplenation/api/jobs?limit=10&offset=${offset}`;
  const [next, prev] = [url(20), url(0)];

  test.each<[LinkHeaderForm, string]>([
    ['relations-together', `Link: <${next}>; rel="last next", <${prev}>; rel="last prev"`],
    ['unquoted', `Link: <${next}>; rel=next,<${prev}>; rel=prev`],
    [
      'quoted-comma',
      `Link: <${next}>; title="a, <b>; rel=\\"prev\\""; rel="next", <${prev}>; title="a, <b>; rel=\\"prev\\""; rel="prev"`,
    ],
    ['several-headers', `Link: <${next}>; rel="next"\r\nLink: <${prev}>; rel="prev"`],
    [
      'other-parameters',
      `Link: <${next}>; type="application/json"; rel="next"; title=page, <${prev}>; type="application/json"; rel="prev"; title=page`,
    ],
    ['upper-case', `Link: <${next}>;REL="NEXT", <${prev}>;REL="PREV"`],
    ['spaces', `Link:  <${next}> ; rel = "next"  ,  <${prev}> ; rel = "prev" `],
    ['relative-path', `Link: </xplenation/api/jobs?limit=10&offset=20>; rel="next"`],
    ['relative-query', 'Link: <?limit=10&offset=20>; rel="next"'],
    ['another-host', 'Link: <https://elsewhere.example/xplenation/api/jobs?limit=10&offset=20>; rel="next"'],
  ])('%s', async (form, expected) => {
    const simulator = await simulatorWith({ kind: 'link-header', form });
    const headers = Object.entries(documentedHeaders(simulator.apiKey)).map(([name, value]) => `${name}: ${value}\r\n`);
    const request = `GET ${JOBS}?limit=10&offset=10 HTTP/1.1\r\nHost: x\r\n${headers.join('')}\r\n`;
    expect((await sendRaw(simulator, request)).head).toContain(`\r\n${expected}`);
  });

  test('has no form that is not tested here', () => {
    expect(LINK_HEADER_FORMS).toHaveLength(10);
  });
});
