/** The promise under every verdict, on an estate of real shape: what was not collected may be anything, so it decides nothing. */

import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey } from '../../describe/document.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { readDescribe } from '../../inventory/read-describe.ts'
import { internetPath } from '../../reachability/internet-path.ts'
import { sampleDocuments } from './sample-estate.ts'

const documents = sampleDocuments()
const everything = readDescribe(documents)
const WANTED = [
  { family: 4, protocol: 6, ports: [[22, 22]] },
  { family: 4, protocol: 6, ports: [[8080, 8080]] },
  { family: 4, protocol: 6, ports: [[8443, 8443]] },
  { family: 4, protocol: 17, ports: [[51820, 51820]] },
  { family: 6, protocol: 6, ports: [[8443, 8443]] },
] as const

function verdicts(inventory: Inventory): ReadonlyMap<string, string> {
  const answers = new Map<string, string>()
  for (const interfaceId of everything.networkInterfaces.keys()) {
    for (const wanted of WANTED) {
      const name = `${interfaceId} ${wanted.family} ${wanted.protocol} ${wanted.ports.join()}`
      answers.set(name, internetPath(inventory, { interfaceId, ...wanted }).verdict)
    }
  }
  return answers
}

function forget(key: DescribeKey): readonly DescribeDocument[] {
  return documents.map((document) => {
    const elements = new Map(document.elements)
    elements.delete(key)
    return { ...document, elements }
  })
}

const whole = verdicts(everything)

describe('forgetting', () => {
  it('has something to forget: every verdict occurs', () => {
    expect(new Set(whole.values())).toEqual(new Set(['reachable', 'blocked', 'unknown']))
  })

  it.each(DESCRIBE_KEYS)('a call for %s never flips a verdict, it can only make it unknown', (key) => {
    const flipped = [...verdicts(readDescribe(forget(key)))].filter(
      ([name, verdict]) => verdict !== 'unknown' && verdict !== whole.get(name),
    )
    expect(flipped).toEqual([])
  })
})
