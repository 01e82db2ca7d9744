import type { CatalogueIndicator, LightAnswer } from '@jiedui/web-api';
import { reasonText, responsibleText } from './sentence';
import { cellAt, sheetOf } from './sheet';

describe('a point of the sheet', () => {
  const sheet = sheetOf(1_200, 24, 10);

  it('is in a cell', () => {
    expect(cellAt(sheet, sheet.gutter + sheet.names + 1, 25)).toEqual({ row: 1, column: 0 });
    expect(cellAt(sheet, 1_200 - sheet.tail - 1, 0)).toEqual({ row: 0, column: 9 });
  });

  it('is on the name of a village, or beside everything', () => {
    expect(cellAt(sheet, 5, 50)).toEqual({ row: 2, column: -1 });
    expect(cellAt(sheet, 1_199, 50)).toBeUndefined();
  });

  it('has ten cells beside a district and a name even on a phone', () => {
    const narrow = sheetOf(340, 24, 10);
    expect(narrow.gutter).toBeGreaterThan(0);
    expect(cellAt(narrow, 339, 0)).toEqual({ row: 0, column: 9 });
  });
});

describe('a light in one sentence', () => {
  const indicators = [
    { indicator: 'HO2', zh: 'D级危房清零', en: 'Grade D', kind: 'clearance', formula: {} },
    { indicator: 'HO1', zh: 'C级危房清零', en: 'Grade C', kind: 'clearance', formula: {} },
  ] as unknown as readonly CatalogueIndicator[];
  const deciding = (indicator: string, open: number) => ({
    indicator,
    status: 'off-track' as const,
    value: [open, 1] as const,
    progress: null,
    progressDecimal: null,
    provisional: false,
  });

  it('says which target, how far and since when', () => {
    expect(
      reasonText(
        { light: 'off-track', since: '2019-03-01', deciding: [deciding('HO2', 2)] },
        indicators,
        'zh',
      ),
    ).toBe('，由“D级危房清零”（未销号 2，已销号 1，还差 2 处）决定，自 2019-03-01 起。');
  });

  it('names two of several targets, and how many there are', () => {
    const three = [deciding('HO2', 2), deciding('HO1', 1), deciding('HO2', 1)];
    const said = reasonText({ light: 'off-track', since: null, deciding: three }, indicators, 'zh');
    expect(said).toContain('和“C级危房清零”');
    expect(said).toContain('等 3 项');
    expect(said).toContain('开始以来一直如此');
  });

  it('says who is responsible, as far as anybody is', () => {
    const responsible: LightAnswer['responsible'] = {
      bureau: { zh: '市住房城乡建设委', en: 'Housing' },
      district: { code: '120110', zh: '东丽区', en: 'Dongli' },
      supportingUnit: { name: '区水务局', level: 'district' },
      residentTeam: { members: 2 },
    };
    expect(responsibleText({ responsible }, 'zh')).toBe(
      '市住房城乡建设委（领域）、东丽区（区）、区水务局（帮扶单位）、驻村工作组 2 人',
    );
    expect(
      responsibleText({ responsible: { ...responsible, supportingUnit: null, residentTeam: null } }, 'zh'),
    ).toBe('市住房城乡建设委（领域）、东丽区（区）');
  });
});
