import { faultsOf } from './generator';

const taken = { ids: ['housing', 'bench', 'docs'], prefixes: ['HO'], ports: [8081, 8082] };
const culture = { area: 'culture', zh: '文化', en: 'Culture', prefix: 'CU' };
const faults = (options: Parameters<typeof faultsOf>[0]) =>
  faultsOf({ ...culture, ...options }, taken).join('\n');

describe('what a new area is asked for', () => {
  it('given a free id, two names and a free prefix, nothing stands against it', () => {
    expect(faults({})).toBe('');
    expect(faults({ area: 'rural-roads', en: 'Rural roads', port: 8083 })).toBe('');
    expect(faults({ bureauZh: '市文化和旅游局', bureauEn: 'Municipal Bureau of Culture and Tourism' })).toBe(
      '',
    );
  });

  it.each([
    '',
    'Culture',
    'rural_roads',
    'rural--roads',
    '-roads',
    'g5',
    '文化',
    '../culture',
    'a'.repeat(41),
  ])('given the id "%s", it asks for kebab-case', (area) => expect(faults({ area })).toContain('kebab-case'));

  it.each(taken.ids)('given the id "%s", which another has, it says so', (area) =>
    expect(faults({ area })).toContain(`the id "${area}" is taken`),
  );

  it.each(['class', 'await', 'new'])('given the id "%s", which no variable may have, it says so', (area) =>
    expect(faults({ area })).toContain('is a word of the language'),
  );

  it.each(['', 'Culture', "文化'", '文'.repeat(21)])('given the Chinese name "%s", it refuses it', (zh) =>
    expect(faults({ zh })).toContain('--zh='),
  );

  it.each(['', '文化', "Culture's", 'Culture`', '${x}'])('given the English name "%s", it refuses it', (en) =>
    expect(faults({ en })).toContain('--en='),
  );

  it('given a name with 帮扶, a prefix or a port that is not one or is taken, it says so', () => {
    expect(faults({ zh: '文化帮扶' })).toContain('without 帮扶');
    expect(faults({ prefix: 'Cu' })).toContain('two capital letters');
    expect(faults({ prefix: 'HO' })).toContain('--prefix=HO is taken');
    expect(faults({ port: 80 })).toContain('1024..65535');
    expect(faults({ port: 8082 })).toContain('--port=8082 is taken');
  });

  it('given nothing, it names everything at once', () => {
    expect(faultsOf({}, taken)).toHaveLength(4);
  });
});
