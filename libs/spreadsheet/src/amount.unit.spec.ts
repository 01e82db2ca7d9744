import { MAX_FEN } from '@jiedui/programme';
import fc from 'fast-check';
import { decimalOf, exactCell, fenOf, yuanOf, yuanText } from './amount';

describe('an amount', () => {
  it.each([
    ['1234.5', 123_450],
    ['1234.50', 123_450],
    ['1234', 123_400],
    ['1234.', 123_400],
    ['0.01', 1],
    ['1,234,567.89', 123_456_789],
    ['￥12.30元', 1_230],
    ['12.300', 1_230],
    ['100000000000', MAX_FEN],
  ])('of %s yuan is %d fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen));

  it.each(['0.005', '12.345', '-1', '', '.5', '1,23', '1 234', '12万', '1e3', '100000000000.01', 'NaN'])(
    'is none of “%s”',
    (yuan) => expect(fenOf(yuan)).toBeUndefined(),
  );

  it('always comes back from the number in a cell, to the fen', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.integer({ min: 0, max: MAX_FEN })), (fen) =>
        expect(fenOf(decimalOf(yuanOf(fen)))).toBe(fen),
      ),
    );
  });

  it('is what a formula shows, not what its last binary digit says', () => {
    expect(fenOf(decimalOf(0.1 + 0.2))).toBe(30);
    expect(fenOf(decimalOf(1.15 * 100))).toBe(11_500);
    expect(fenOf(decimalOf(1 / 3))).toBeUndefined();
  });

  it('that is too long for a cell stands there as a text, every digit of it', () => {
    expect(exactCell(yuanText(12_345))).toBe(123.45);
    expect(exactCell(yuanText(9))).toBe(0.09);
    expect(exactCell(yuanText(2n ** 63n))).toBe('92233720368547758.08');
  });
});
