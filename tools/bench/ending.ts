import { median, quartiles } from './statistics.ts';
import { atMost, between, milliseconds, type Row } from './table.ts';
import { type Contender, Terminations } from './terminations.ts';

const LONGEST_MS = 20;
const RUNS = 25;
/** The first look shows the job stopped. */
const WAIT = { 'wait-for-stopped': 'true', 'poll-interval-seconds': '0.1' };

/** How long a process takes from the last byte of the last answer, as the partner sent it, to its exit. */
export async function ending(): Promise<Row[]> {
  const terminations = await Terminations.begin(RUNS * 3);
  try {
    const measure = async (what: string, contender: Contender, inputs: Record<string, string>) => {
      const samples: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const { endedAt } = await terminations.run(contender, inputs);
        const { requests } = await terminations.partner.take();
        const answeredAt = requests.at(-1)?.answeredAt ?? endedAt;
        samples.push(Number(endedAt - answeredAt) / 1e6);
      }
      return { what: `${what}, median of ${RUNS}`, samples };
    };
    const row = ({ what, samples }: { what: string; samples: number[] }): Row => ({
      what: `From the last answer to the exit: ${what}`,
      measured: milliseconds(median(samples)),
      half: between(quartiles(samples), milliseconds),
    });
    const floor = await measure('the floor', 'floor', {});
    const terminated = await measure('the action', 'action', {});
    const waited = await measure('the action after a wait', 'action', WAIT);
    return [
      row(floor),
      ...[terminated, waited].map((it) => ({ ...row(it), ...atMost(median(it.samples), LONGEST_MS, milliseconds) })),
    ];
  } finally {
    await terminations.end();
  }
}
