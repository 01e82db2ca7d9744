import { DISTRICTS } from '@jiedui/registry-contract';

/** How many of 1,000 villages each district has. */
const SHARES = [12, 38, 26, 47, 172, 164, 58, 71, 97, 315];

/** `count` made-up village codes, spread over the districts as the programme's 1,000 are. */
export function villageCodes(count: number): string[] {
  const codes: string[] = [];
  let shares = 0;
  for (const [n, { code }] of DISTRICTS.entries()) {
    shares += SHARES[n]!;
    for (let i = 0; codes.length < Math.round((shares * count) / 1_000); i++)
      codes.push(`${code}${String(100_001 + i)}`);
  }
  return codes;
}
