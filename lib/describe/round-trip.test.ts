/** What leaves the product as JSON and comes back is the same network: same bytes, same hash, nothing dropped on the way. */

import { describe, expect, it } from 'vitest'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { toDescribeJson } from './describe-json.ts'
import { DESCRIBE_KEYS, type DescribeDocument } from './document.ts'
import { DocumentBuilder } from './document-builder.ts'
import { SCHEMA } from './schema.ts'
import type { Shape } from './shape.ts'
import { decodeShard, encodeShard, readErrors, readPartial } from './shard.ts'

const PLACE = { account: '111122223333', region: 'eu-west-1', origin: { file: 'a.json', pointer: '' } } as const

/** Reads a document back as a source would: through the door. */
function readBack(document: DescribeDocument): DescribeDocument | undefined {
  const json = JSON.parse(JSON.stringify(toDescribeJson(document)))
  const builder = new DocumentBuilder()
  const place = { account: json.Account, region: json.Region, origin: PLACE.origin }
  for (const key of DESCRIBE_KEYS) {
    if (!Array.isArray(json[key])) continue
    builder.markCollected({ key, ...place })
    for (const element of json[key]) expect(builder.add({ key, element, ...place }).dropped).toEqual([])
  }
  for (const error of readErrors(json.Errors)) builder.addError({ error, ...place })
  for (const [key, partial] of readPartial(json.Partial)) builder.markPartial({ key, partial, ...place })
  return builder.finish()[0]
}

/** Every field a key allows, filled. */
function fill(shape: Shape): unknown {
  if (shape.kind === 'text') return 'text'
  if (shape.kind === 'number') return 7
  if (shape.kind === 'flag') return true
  if (shape.kind === 'list') return [fill(shape.of)]
  return Object.fromEntries(shape.fields.map((field) => [field.name, fill(field.shape)]))
}

describe('out and back again', () => {
  it('the sample is the same to the byte', () => {
    for (const document of sampleDocuments()) {
      const back = readBack(document)
      expect(back && encodeShard(back).sha256).toBe(encodeShard(document).sha256)
    }
  })

  it.each(DESCRIBE_KEYS)('every field of %s survives', (key) => {
    const builder = new DocumentBuilder()
    builder.add({ key, element: { ...Object(fill(SCHEMA[key].shape)), Tags: [{ Key: 'Name', Value: 'x' }] }, ...PLACE })
    builder.markPartial({ key, partial: { reason: 'next-token', detail: 'cut' }, ...PLACE })
    const [document] = builder.finish()
    expect(document?.elements.size).toBe(1)
    const back = document && readBack(document)
    expect(back && encodeShard(back).json).toBe(document && encodeShard(document).json)
  })

  it('a stored shard keeps what was partial and what failed', () => {
    const builder = new DocumentBuilder()
    const error = { operation: 'ec2:DescribeVpcs', code: 'AuthFailure', message: 'no' }
    builder.addError({ error, ...PLACE })
    builder.markPartial({ key: 'Vpcs', partial: { reason: 'trimmed-by-query', detail: 'two fields' }, ...PLACE })
    const [document] = builder.finish()
    const back = document && decodeShard(encodeShard(document).json, { collectedAt: null })
    expect(back?.errors).toEqual([error])
    expect(back?.partial).toEqual(new Map([['Vpcs', { reason: 'trimmed-by-query', detail: 'two fields' }]]))
  })

  it.each([
    [null],
    ['x'],
    [[]],
    [{ Vpcs: 'x' }],
    [{ Vpcs: { reason: 'because' } }],
    [{ constructor: { reason: 'next-token' } }],
  ])('reads %j as nothing partial', (value) => {
    expect(readPartial(value).size).toBe(0)
  })
})
