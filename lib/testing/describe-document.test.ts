import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS } from '../describe/document.ts'
import { completeDocumentOf, documentOf } from './describe-document.ts'

describe('documentOf', () => {
  it('keeps a key that is empty and leaves out one that was not collected', () => {
    const document = documentOf({ elements: { Vpcs: [], Subnets: [{ SubnetId: 'subnet-1' }] } })

    expect([...document.elements.keys()]).toEqual(['Vpcs', 'Subnets'])
    expect(document.account).toBe('111122223333')
  })

  it('throws on a key that is none, so a typo does not make a test pass', () => {
    const typo: Record<string, []> = { Vpc: [] }

    expect(() => documentOf({ elements: typo })).toThrow('Vpc is no key')
  })
})

describe('completeDocumentOf', () => {
  it('collects every key', () => {
    expect(completeDocumentOf({}).elements.size).toBe(DESCRIBE_KEYS.length)
  })
})
