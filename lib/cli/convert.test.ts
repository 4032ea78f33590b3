import { describe, expect, it } from 'vitest'
import { toDescribeJson } from '../describe/describe-json.ts'
import type { DescribeDocument } from '../describe/document.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { documentOf } from '../testing/describe-document.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { documentChunks } from './convert.ts'

/** How many documents the text has begun. */
const chunksOpened = (text: string) => text.split('"Account"').length - 1

const late = (documents: readonly DescribeDocument[]) => documents.map((document) => () => document)

describe('documents in pieces', () => {
  it.each([
    ['none', []],
    ['an empty one', [documentOf({})]],
    [
      'one with odd texts',
      [documentOf({ elements: { Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: '\n', Value: '[\u2028"' }] }] } })],
    ],
    [
      'one that lacks calls',
      [
        documentOf({
          elements: { Vpcs: [] },
          partial: { Vpcs: { reason: 'next-token', detail: '' } },
          errors: [{ operation: 'DescribeVpcs', code: 'X', message: 'y' }],
        }),
      ],
    ],
    ['the sample', sampleDocuments()],
  ])('%s: are what JSON.stringify prints', (_what, documents) => {
    const whole = `${JSON.stringify(documents.map(toDescribeJson), null, 2)}\n`
    expect([...documentChunks(late(documents))].join('')).toBe(whole)
  })

  it('are never long, and one document is asked for at a time', () => {
    const documents = estateOfSize({ vpcs: 4, subnetsPerVpc: 12, instancesPerSubnet: 20, accounts: 2 })
    let asked = 0
    const chunks = documentChunks(
      documents.map((document) => () => {
        asked += 1
        return document
      }),
    )
    let longest = 0
    let text = ''
    for (const chunk of chunks) {
      longest = Math.max(longest, chunk.length)
      text += chunk
      expect(asked - chunksOpened(text)).toBeLessThanOrEqual(1)
    }
    expect(longest).toBeLessThan(80_000)
    expect(text).toBe(`${JSON.stringify(documents.map(toDescribeJson), null, 2)}\n`)
  })
})
