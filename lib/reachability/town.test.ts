/**
 * A network with every kind of way in it: what is told between all its ends, without each call that tells of it, and
 * with each of its elements otherwise. `vitest run --update` writes the files anew; what changes in them is to be read.
 */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { changed, withoutKey } from '../testing/change-documents.ts'
import { causesInFull } from '../testing/format-in-full.ts'
import { ask, formatTrace } from '../testing/format-trace.ts'
import { SHOP, STOCK, townDocuments } from '../testing/town.ts'
import { CHANGES_BETWEEN } from '../testing/town-changes-between.ts'
import { CHANGES_INSIDE } from '../testing/town-changes-inside.ts'
import type { Trace } from './trace-result.ts'

const ENDS = [
  ...['internet', 'eni-web', 'eni-app', 'eni-in', 'eni-b', 'eni-c', 'eni-d', 'nat-1', 'tgw-1', 'tgw-attach-b'],
  ...['tgw-attach-vpn', 'tgw-attach-p', 'vgw-1', 'pcx-c', 'vpce-s3', 'vpce-api', 'cgw-1', SHOP, STOCK],
  ...['172.16.0.9', '172.24.0.9', '52.218.0.5', '10.3.0.99'],
]

const QUESTIONS = [
  ...['internet to eni-web', 'eni-web to internet', 'internet to eni-in', 'eni-in to internet', 'eni-app to internet'],
  ...['eni-web to eni-app', 'eni-app to eni-web', 'eni-app to eni-b', 'eni-b to eni-app', 'eni-b to internet'],
  ...['eni-app to eni-c', 'eni-c to eni-app', 'eni-c to eni-web', '10.3.0.10 to eni-app', 'eni-app to 10.3.0.99'],
  ...['eni-web to eni-d', 'eni-d to eni-web', 'eni-b to eni-d', 'eni-d to eni-b', 'eni-b to 10.9.9.9'],
  ...['eni-app to 172.16.0.9', '172.16.0.9 to eni-app', 'eni-app to 172.20.0.9', '172.20.0.9 to eni-app'],
  ...['eni-app to 172.24.0.9', '172.24.0.9 to eni-app', 'eni-app to 192.168.0.9', 'eni-app to 10.99.0.1'],
  ...['eni-app to 52.218.0.5', 'vpce-s3 to eni-app', 'eni-app to vpce-s3', 'eni-b to vpce-api', 'vpce-api to eni-app'],
  ...[`internet to ${SHOP}`, `eni-b to ${STOCK}`, `eni-app to ${STOCK}`, `tgw-attach-b to ${SHOP}`],
  ...['vgw-1 to eni-app', 'eni-app to vgw-1', 'tgw-attach-vpn to eni-app', 'tgw-attach-b to eni-app', 'tgw-1 to eni-b'],
  ...['eni-app to tgw-attach-vpn', 'eni-app to tgw-1', 'pcx-c to eni-app', 'eni-app to pcx-c', 'vpn-1 to eni-app'],
  ...['cgw-2 to eni-app', 'nat-1 to internet', 'internet to nat-1', '198.51.100.10 to eni-app', 'eni-app to igw-1'],
]

/** The calls that tell something of the town. */
const KEYS = [
  ...new Set(
    townDocuments().flatMap(({ elements }) => [...elements].flatMap(([key, all]) => (all.length > 0 ? [key] : []))),
  ),
]

const way = ([verdict, ...hops]: readonly string[]) => [verdict, ...hops].join(' ')

const told = (trace: Trace) => [way(formatTrace(trace)), ...causesInFull(trace)].join('\n    ')

const answer = (town: Inventory, question: string, family: 4 | 6 | null = null) =>
  told(ask(town, `${question} tcp/443`, family === null ? {} : { family }))

const town = readDescribe(townDocuments())
const before = new Map(QUESTIONS.map((question) => [question, answer(town, question)]))

/** The answers that are others than in the town as it is. */
function differences(documents: readonly DescribeDocument[]): string {
  const other = readDescribe(documents)
  const answers = QUESTIONS.map((question) => [question, answer(other, question)] as const)
  return answers
    .flatMap(([question, text]) => (text === before.get(question) ? [] : [`${question}: ${text}`]))
    .join('\n')
}

describe('the town', () => {
  it('is told between all its ends as golden/town.txt says', async () => {
    const pairs = ENDS.flatMap((from) => ENDS.filter((to) => to !== from).map((to) => `${from} to ${to}`))
    const lines = pairs.map((question) => `${question}: ${answer(town, question)}`)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/town.txt')
  })

  it('is told over IPv6 as golden/town-ipv6.txt says', async () => {
    const ends = ['internet', 'eni-web', 'eni-app', 'eni-b', 'igw-1', 'tgw-1', 'pcx-c', 'vpce-s3', '2001:db8:1::20']
    const pairs = ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => `${from} to ${to}`))
    const asked = pairs.filter((question) => !['internet to igw-1', 'igw-1 to internet'].includes(question))
    const lines = asked.map((question) => `${question}: ${answer(town, question, 6)}`)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/town-ipv6.txt')
  })

  // Missing data never reads as safe: what each call that was not made leaves unknown.
  it('is told without each call as golden/town-without.txt says', async () => {
    const chapters = KEYS.map((key) => `## without ${key}\n${differences(withoutKey(townDocuments(), key))}\n`)
    await expect(chapters.join('\n')).toMatchFileSnapshot('golden/town-without.txt')
  })

  it('is told with each change as golden/town-changed.txt says', async () => {
    const chapters = Object.entries({ ...CHANGES_BETWEEN, ...CHANGES_INSIDE }).map(
      ([name, change]) => `## ${name}\n${differences(changed(townDocuments(), change))}\n`,
    )
    await expect(chapters.join('\n')).toMatchFileSnapshot('golden/town-changed.txt')
  })

  // Unknown is an answer: a verdict that is definite holds whatever the missing data says.
  it('never answers the contrary because a call was not made', () => {
    const pairs = ENDS.flatMap((from) => ENDS.filter((to) => to !== from).map((to) => `${from} to ${to} tcp/443`))
    const verdicts = (documents: readonly DescribeDocument[]) => {
      const inventory = readDescribe(documents)
      return pairs.map((question) => ask(inventory, question).verdict)
    }
    const known = verdicts(townDocuments())
    const contrary = KEYS.flatMap((key) =>
      verdicts(withoutKey(townDocuments(), key)).flatMap((verdict, index) =>
        [verdict, known[index]].includes('unknown') || verdict === known[index] ? [] : [`${key}: ${pairs[index]}`],
      ),
    )
    expect(contrary).toEqual([])
  })
})
