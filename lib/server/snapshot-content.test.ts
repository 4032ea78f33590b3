import { describe, expect, it } from 'vitest'
import { DocumentBuilder } from '../describe/document-builder.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { documentOf as sketch } from '../testing/describe-document.ts'
import { compressShard, contentOf, contentOfShards, documentOf, isEmpty } from './snapshot-content.ts'

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

describe('content compressed piece by piece', () => {
  /** Enough elements that texts and origins come in several pieces. */
  function builderOf(count: number): DocumentBuilder {
    const builder = new DocumentBuilder()
    for (let index = 0; index < count; index++) {
      const element = { VpcId: `vpc-${index}`, OwnerId: '111122223333', Tags: [{ Key: 'Name', Value: 'é\u2028"\\' }] }
      const origin = { file: index % 2 === 0 ? 'a.json' : 'b.json', pointer: `/Vpcs/${index}` }
      builder.add({ key: 'Vpcs', element, origin, account: '111122223333', region: 'eu-west-1' })
    }
    return builder
  }

  it.each([0, 1, 4096, 4097, 10_000])('is the content of %i elements made whole', async (count) => {
    const shards = []
    for (const shard of builderOf(count).finishShards()) shards.push(await compressShard(shard))
    const whole = contentOf(imported(builderOf(count).finish()), 'files')
    expect(contentOfShards(shards, 'files')).toMatchObject({
      contentHash: whole.contentHash,
      resourceCount: count,
      source: 'files',
    })
    expect(shards.map(({ ref }) => ref)).toEqual(whole.shards.map(({ ref }) => ref))
    expect(shards.map(documentOf)).toEqual(builderOf(count).finish())
  })

  it('refuses a document that could not be read back, and says which', async () => {
    const [shard] = builderOf(3).finishShards()
    if (!shard) expect.unreachable()
    const refused = compressShard(shard, shard.byteLength - 1)
    await expect(refused).rejects.toMatchObject({
      code: 'import-too-large',
      message: expect.stringContaining('account 111122223333 in eu-west-1'),
    })
    await expect(compressShard(shard, shard.byteLength)).resolves.toMatchObject({ ref: { elementCount: 3 } })
  })
})
