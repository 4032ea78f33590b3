/**
 * The answer of every code, word by word: each hop with its header and what decided, each blocker with its rule, each
 * thing not known with the key that would tell. `vitest run -u` writes the files anew; what changes in them is to be read.
 */

import { describe, expect, it } from 'vitest'
import { BETWEEN_NETWORKS } from '../testing/codes/between-networks.ts'
import type { CodeCases } from '../testing/codes/case.ts'
import { ENDPOINTS } from '../testing/codes/endpoints.ts'
import { INSIDE_VPC } from '../testing/codes/inside-vpc.ts'
import { INTERNET_EDGE } from '../testing/codes/internet-edge.ts'
import { LOAD_BALANCERS } from '../testing/codes/load-balancers.ts'
import { traceInFull } from '../testing/format-in-full.ts'
import { ask } from '../testing/format-trace.ts'

const told = (cases: CodeCases) =>
  Object.entries(cases)
    .map(
      ([code, { world, question, more }]) => `## ${code}\n${question}\n${traceInFull(ask(world(), question, more))}\n`,
    )
    .join('\n')

// Source: Reachability Analyzer guide, "Explanation codes", "Additional detail codes".
describe('the answers that carry the codes', () => {
  it.each([
    ['inside-vpc', INSIDE_VPC],
    ['internet-edge', INTERNET_EDGE],
    ['between-networks', BETWEEN_NETWORKS],
    ['endpoints', ENDPOINTS],
    ['load-balancers', LOAD_BALANCERS],
  ])('say all that golden/%s.txt says', async (name, cases) => {
    await expect(told(cases)).toMatchFileSnapshot(`golden/${name}.txt`)
  })
})
