import type { Answer, Command } from './command';
import { decideGroup } from './decide-group';
import { eventWriter } from './event-text';
import { Ledger } from './ledger';
import { People } from './people';
import type { Tools } from './pipeline';
import { repeatedAnswer } from './repeated-answer';
import { reportTask } from './task';

/**
 * Answers commands as the pipeline would, each on what those before it would have left, and records none of
 * them: the same decisions on a ledger that nobody writes. One after another, in the order in which they come.
 */
export function rehearse(tools: Tools): (command: Command) => Promise<Answer> {
  const { def, log, records, clock, makeId } = tools;
  const write = eventWriter(def.area, !def.isRegistry);
  const ledger = new Ledger();
  const people = new People(tools, ledger);
  const nothing = new Set<string>();

  const answer = async (command: Command): Promise<Answer> => {
    const task = reportTask(def, command, makeId);
    const { subject, reads, idempotencyKey } = task;
    const earlier = await log.findByKey(idempotencyKey);
    if (earlier) return repeatedAnswer(tools, task, earlier);
    await ledger.load(records, new Set([subject]), reads!, nothing);
    await ledger.load(records, nothing, await people.load([task]), nothing);
    return new Promise((resolve, reject) => {
      const waiting = { task, resolve, reject, arrived: 0, tries: 0 };
      const { pending, refused } = decideGroup(tools, write, [waiting], ledger, clock.now(), people);
      for (const decided of [...pending, ...refused]) resolve(decided.answer);
    });
  };

  let last: Promise<unknown> = Promise.resolve();
  return (command) => {
    const answered = last.then(() => answer(command));
    last = answered.catch(() => {});
    return answered;
  };
}
