/** Questions each named for what its answer shows; the whole answer is held. `vitest run --update` writes the files anew. */

import { describe, expect, it } from 'vitest'
import type { CodeCase } from '../testing/codes/case.ts'
import { traceInFull } from '../testing/format-in-full.ts'
import { ask } from '../testing/format-trace.ts'
import { BETWEEN } from '../testing/questions/between-networks.ts'
import { INSIDE } from '../testing/questions/inside-vpc.ts'
import { BALANCERS } from '../testing/questions/load-balancers.ts'

const told = (cases: Readonly<Record<string, CodeCase>>) =>
  Object.entries(cases)
    .map(
      ([name, { world, question, more }]) => `## ${name}\n${question}\n${traceInFull(ask(world(), question, more))}\n`,
    )
    .join('\n')

// Source: VPC guide, "Route tables", "Gateway route tables"; Transit Gateway guide, "How transit gateways work".
describe('the answers', () => {
  it.each([
    ['questions-inside-vpc', INSIDE],
    ['questions-between-networks', BETWEEN],
    ['questions-load-balancers', BALANCERS],
  ])('say all that golden/%s.txt says', async (name, cases) => {
    await expect(told(cases)).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})
