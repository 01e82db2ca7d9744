import { areas } from '@jiedui/catalogue';
import { rights, topics, type Named } from './rights';

const covers = (named: Named, name: string) =>
  typeof named === 'string' ? named === name : name.startsWith(named.prefix);

describe('the rights of the services', () => {
  it('let one service alone write each topic', () => {
    const writers = topics.map((topic) => rights.filter(({ writes }) => covers(writes, topic)).length);
    expect(writers).toEqual(topics.map(() => 1));
  });

  it('let a bureau read the registry’s topic alone, and the aggregator all', () => {
    const readers = (topic: string) =>
      rights.filter(({ reads }) => covers(reads, topic)).map(({ user }) => user);
    expect(readers('jiedui.registry.events')).toEqual(rights.map(({ user }) => user));
    for (const { id } of areas) expect(readers(`jiedui.${id}.events`)).toEqual(['progress']);
  });

  it('give no group and no database to two services', () => {
    const groups = rights.map(({ user }) => (user === 'progress' ? 'progress-1' : `${user}.reference`));
    for (const group of groups) expect(rights.filter((of) => covers(of.groups, group))).toHaveLength(1);
    const databases = rights.flatMap((of) => of.databases);
    expect(new Set(databases).size).toBe(databases.length);
  });
});
