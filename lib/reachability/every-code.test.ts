/** Every code an answer may carry is carried by one, in a world made for it; every other one says why it cannot be. */

import { describe, expect, it } from 'vitest'
import { BETWEEN_NETWORKS } from '../testing/codes/between-networks.ts'
import type { CodeCase } from '../testing/codes/case.ts'
import { ENDPOINTS } from '../testing/codes/endpoints.ts'
import { INSIDE_VPC } from '../testing/codes/inside-vpc.ts'
import { INTERNET_EDGE } from '../testing/codes/internet-edge.ts'
import { LOAD_BALANCERS } from '../testing/codes/load-balancers.ts'
import { ask } from '../testing/format-trace.ts'
import { CAVEATS, EXPLANATIONS } from './codes.ts'
import { CODES_NOT_PRODUCED } from './codes-not-produced.ts'
import type { Trace } from './trace-result.ts'

const TABLES = [INSIDE_VPC, INTERNET_EDGE, BETWEEN_NETWORKS, ENDPOINTS, LOAD_BALANCERS]
const CASES: readonly (readonly [string, CodeCase])[] = TABLES.flatMap((table) => Object.entries(table))

/** What a reader of the answer is told: the blockers and caveats of the whole, or what is not known. */
function toldBy({ blockers, unknowns, caveats }: Trace): readonly string[] {
  return [...blockers, ...unknowns, ...caveats].map(({ code }) => code)
}

// Source: Reachability Analyzer guide, "Explanation codes", "Additional detail codes".
describe('the codes of an answer', () => {
  it.each(CASES)('%s', (code, { world, question, more }) => {
    const answer = ask(world(), question, more)

    expect(toldBy(answer), `${answer.verdict}: ${question}`).toContain(code)
    const isCaveat = Object.hasOwn(CAVEATS, code)
    if (!isCaveat) expect(answer.verdict).not.toBe('reachable')
  })

  it('are each carried by one of these answers, or say why none can carry them', () => {
    const all = [...Object.keys(EXPLANATIONS), ...Object.keys(CAVEATS)]
    const carried = CASES.map(([code]) => code)

    expect(all.filter((code) => !carried.includes(code) && !Object.hasOwn(CODES_NOT_PRODUCED, code))).toEqual([])
    expect(carried.filter((code) => Object.hasOwn(CODES_NOT_PRODUCED, code))).toEqual([])
    expect(new Set(carried).size).toBe(carried.length)
  })

  it('are in none of these answers where they say so', () => {
    const told = new Set(CASES.flatMap(([, { world, question, more }]) => toldBy(ask(world(), question, more))))

    expect([...told].filter((code) => Object.hasOwn(CODES_NOT_PRODUCED, code))).toEqual([])
  })

  it('tell a code, a component and a sentence each', () => {
    for (const [code, { world, question, more }] of CASES) {
      const { blockers, unknowns, caveats } = ask(world(), question, more)
      for (const each of [...blockers, ...unknowns, ...caveats]) {
        expect(each.component, code).not.toBe('')
        expect(each.detail, `${code}: ${each.code}`).not.toBe('')
      }
    }
  })
})
