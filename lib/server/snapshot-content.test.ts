import { describe, expect, it } from 'vitest'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { documentOf as sketch } from '../testing/describe-document.ts'
import { contentOf, documentOf, isEmpty } from './snapshot-content.ts'

const imported = (documents: Parameters<typeof contentOf>[0]['documents']) => ({ documents, files: [], notes: [] })

describe('the content of a snapshot', () => {
  it('gives every document back as it was', () => {
    const documents = sampleDocuments()
    const { shards, resourceCount } = contentOf(imported(documents), 'sample')
    expect(shards.map(documentOf)).toEqual(documents)
    expect(resourceCount).toBe(documents.flatMap(({ elements }) => [...elements.values()]).flat().length)
  })

  it('keeps partial keys and refused calls: a gap survives being stored', () => {
    const document = sketch({
      elements: { Vpcs: [{ VpcId: 'vpc-1' }] },
      partial: { Vpcs: { reason: 'next-token', detail: 'page 1' } },
      errors: [{ operation: 'DescribeSubnets', code: 'UnauthorizedOperation', message: 'no' }],
    })
    const [shard] = contentOf(imported([document]), 'files').shards
    expect(shard && documentOf(shard)).toEqual(document)
  })

  it('keeps where each element came from beside the shard, not in it', () => {
    const plain = sketch({
      elements: { Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }], Subnets: [{ SubnetId: 'subnet-1' }] },
    })
    const origins = new Map([
      [
        'Vpcs' as const,
        [
          { file: 'a.json', pointer: '/Vpcs/0' },
          { file: 'b.json', pointer: '/Vpcs/0' },
        ],
      ],
      ['Subnets' as const, [{ file: 'a.json', pointer: '/Subnets/0' }]],
    ])
    const content = contentOf(imported([{ ...plain, origins }]), 'files')
    const [shard] = content.shards
    expect(shard && documentOf(shard).origins).toEqual(origins)
    expect(content.contentHash).toBe(contentOf(imported([plain]), 'files').contentHash)
  })

  it('has one hash for equal content, in whatever order and whenever collected', () => {
    const one = sketch({
      region: 'eu-west-1',
      collectedAt: '2026-11-01T00:00:00Z',
      elements: { Vpcs: [{ VpcId: 'vpc-1' }] },
    })
    const two = sketch({ region: 'us-east-1', elements: { Vpcs: [] } })
    const hash = (documents: Parameters<typeof imported>[0]) => contentOf(imported(documents), 'files').contentHash
    expect(hash([one, two])).toBe(hash([two, { ...one, collectedAt: null }]))
    expect(hash([one])).not.toBe(hash([one, two]))
    expect(hash([one])).not.toBe(hash([{ ...one, account: '444455556666' }]))
    expect(hash([two])).not.toBe(hash([sketch({ region: 'us-east-1' })]))
  })

  it('is empty when no document holds an element, collected or not', () => {
    expect(isEmpty(contentOf(imported([]), 'files'))).toBe(true)
    expect(isEmpty(contentOf(imported([sketch({ elements: { Vpcs: [] } })]), 'files'))).toBe(true)
    expect(isEmpty(contentOf(imported([sketch({ elements: { Vpcs: [{ VpcId: 'vpc-1' }] } })]), 'files'))).toBe(false)
  })
})
