import { setTimeout } from 'node:timers/promises';
import { topicOf } from '@jiedui/programme';
import { httpEventSource, type Message, type Transport } from '@jiedui/transport';
import { random } from '../demo/random';
import { AGGREGATORS, BUREAUS, EMBEDDED, type Cluster } from './cluster';
import type { Disk } from './disk';
import { KINDS, type Fault, type Kind, type Targets } from './plan';
import { KAFKA_NODES, type Ports, type Servers } from './servers';

/** What faults are done to. */
export interface Stage {
  readonly cluster: Cluster;
  readonly servers: Servers;
  readonly disk: Disk;
  /** Ours, straight to Kafka. */
  readonly transport: Transport;
  /** Villages of which there are events. */
  readonly villages: readonly string[];
  readonly seed: number;
  readonly folder: string;
  readonly ports: Ports;
}

export function targetsOf({ isSmall }: Disk): Targets {
  const services = [...BUREAUS, ...AGGREGATORS];
  const links = services.flatMap((name) =>
    name === EMBEDDED ? [`${name}/kafka`] : [`${name}/kafka`, `${name}/mongodb`],
  );
  return {
    ...{ kill: services, pause: services, broker: KAFKA_NODES, cut: links, silence: links },
    ...{ duplicates: BUREAUS, unreadable: BUREAUS, 'disk-full': isSmall ? [EMBEDDED] : [] },
  };
}

/** Does what the plan says, when it says so. */
export class Nemesis {
  /** How often each kind was done, and for how long in all. */
  readonly done = new Map<Kind, { count: number; ms: number }>(
    KINDS.map((kind) => [kind, { count: 0, ms: 0 }]),
  );
  /** Messages on the topics that are no events. */
  readonly unreadable: Message[] = [];
  duplicates = 0;
  private readonly running: Promise<void>[] = [];

  constructor(private readonly stage: Stage) {}

  /** Resolves when everything is healed. */
  async run(plan: readonly Fault[], say: (line: string) => void): Promise<void> {
    const begin = performance.now();
    for (const fault of plan) {
      await setTimeout(Math.max(0, begin + fault.at - performance.now()));
      const { at, kind, target, lastMs } = fault;
      say(
        `${(at / 1_000).toFixed(1).padStart(6)} s  ${kind} ${target}${lastMs ? ` for ${(lastMs / 1_000).toFixed(1)} s` : ''}`,
      );
      const done = this.done.get(kind)!;
      done.count++;
      done.ms += lastMs;
      const inflicted = this.inflict(fault);
      inflicted.catch(() => {}); // told at the end, when all are waited for
      this.running.push(inflicted);
    }
    await Promise.all(this.running);
  }

  private async inflict(fault: Fault): Promise<void> {
    const { kind, target, lastMs } = fault;
    const [name = '', end = ''] = target.split('/');
    const { cluster, servers, disk } = this.stage;
    const service = cluster.services.get(name);
    const links = cluster.links.get(name)?.of(end) ?? [];
    switch (kind) {
      case 'kill':
        await service!.kill();
        await setTimeout(lastMs);
        return service!.start();
      case 'pause':
        service!.pause();
        await setTimeout(lastMs);
        return service!.resume();
      case 'broker':
        await servers.killNode(target);
        await setTimeout(lastMs);
        return servers.startNode(target);
      case 'cut':
        await Promise.all(links.map((link) => link.cut()));
        await setTimeout(lastMs);
        return void (await Promise.all(links.map((link) => link.open())));
      case 'silence':
        links.forEach((link) => link.silence());
        await setTimeout(lastMs);
        return links.forEach((link) => link.speak());
      case 'disk-full':
        disk.fill();
        await setTimeout(lastMs);
        return disk.free();
      case 'duplicates':
        return this.publishAgain(fault);
      case 'unreadable':
        return this.publish([this.unreadableOf(fault)], this.unreadable);
    }
  }

  /** Events that a bureau has published, as a program would that has forgotten how far it had come. */
  private async publishAgain({ at, target }: Fault): Promise<void> {
    const { cluster, seed, villages } = this.stage;
    const r = random(seed, `duplicates/${at}`);
    const source = httpEventSource(cluster.services.get(target)!.address);
    const village = r.pick(villages);
    const events = await source.events(village, 1).catch(() => []); // it is away just now
    const messages = events
      .filter(() => r.chance(0.5))
      .map((value): Message => ({ topic: topicOf(target), key: village, value }))
      .reverse();
    await this.publish(messages);
    this.duplicates += messages.length;
  }

  private unreadableOf({ at, target }: Fault): Message {
    const key = random(this.stage.seed, `unreadable/${at}`).pick(this.stage.villages);
    return { topic: topicOf(target), key, value: `not an event ${at}` };
  }

  private async publish(messages: readonly Message[], noted: Message[] = []): Promise<void> {
    for (;;)
      try {
        await this.stage.transport.publish(messages);
        noted.push(...messages);
        return;
      } catch {
        await setTimeout(500); // a node is away just now
      }
  }
}
