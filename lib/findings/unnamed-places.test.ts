import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sketchDocument } from '../testing/sketch-network.ts'
import { evaluate } from './evaluate.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const NAMED = sketchDocument({})
/** An answer such as `describe-addresses`, in which nothing says of which account or region it is. */
const part = (more: Partial<DescribeDocument>): DescribeDocument => ({
  ...NAMED,
  elements: new Map([['Vpcs', []]]),
  ...more,
})

function placesOf(...documents: readonly DescribeDocument[]): readonly string[] {
  const { findings } = evaluate(readDescribe(documents), DEFAULT_SETTINGS)
  const undecided = findings.filter(({ status, resource }) => status === 'NOT_EVALUATED' && resource.type === 'region')
  return [...new Set(undecided.map(({ resource }) => resource.id))].toSorted()
}

const HERE = '111122223333/eu-west-1'

describe('a place without a name', () => {
  it.each([
    ['region', part({ region: 'unknown' })],
    ['account', part({ account: 'unknown' })],
    ['account and no region', part({ account: 'unknown', region: 'unknown' })],
  ])('says nothing of its own where a document with a name stands beside: no %s', (_, unnamed) => {
    expect(placesOf(NAMED, unnamed)).toEqual([HERE])
  })

  it('speaks for itself where nothing else was collected of the account or region', () => {
    expect(placesOf(part({ region: 'unknown' }))).toEqual(['111122223333/unknown'])
    expect(placesOf(NAMED, part({ account: '444455556666', region: 'unknown' }))).toEqual([
      HERE,
      '444455556666/unknown',
    ])
  })

  it('still tells that a call was cut off there', () => {
    const partial = new Map([['Vpcs', { reason: 'next-token', detail: '' }]] as const)
    expect(placesOf(NAMED, part({ region: 'unknown', partial }))).toEqual([HERE, '111122223333/unknown'])
  })

  it('keeps what fails there', () => {
    const address = { AllocationId: 'eipalloc-1', PublicIp: '198.51.100.9' }
    const idle = part({ region: 'unknown', elements: new Map([['Addresses', [address]]]) })
    const { findings } = evaluate(readDescribe([NAMED, idle]), DEFAULT_SETTINGS)
    expect(findings.filter(({ ruleId, status }) => ruleId === 'PRIV-007' && status === 'FAIL')).toHaveLength(1)
  })
})
