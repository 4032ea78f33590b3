import { describe, expect, it } from 'vitest'
import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import {
  type ElementReader,
  elementsOf,
  type Reading,
  readAll,
  resourceOf,
  sortedById,
  withGroup,
} from './element-reader.ts'
import { GapRecorder } from './gap-recorder.ts'
import type { SecurityGroupId } from './ids.ts'
import type { Resource } from './resource.ts'
import { NOTHING, text } from './wire.ts'

interface Thing extends Resource {
  readonly size: string | null
  readonly colour: string | null
}

const THING: ElementReader<Thing> = {
  key: 'Vpcs',
  idOf: (element) => text(element, 'Id'),
  read: (wire, id) => ({
    ...resourceOf(wire, id, { arn: text(wire.element, 'Arn'), name: text(wire.element, 'OwnName') }),
    size: text(wire.element, 'Size'),
    colour: text(wire.element, 'Colour'),
  }),
}

function readingOf(documents: readonly DescribeDocument[]): Reading {
  return {
    documents,
    gaps: new GapRecorder(),
    dead: new Set(),
    strings: new Map(),
    namedIds: new Map(),
    groupLists: { list: NOTHING, next: new Map() },
  }
}

function seenBy(account: string, element: JsonObject): DescribeDocument {
  return documentOf({ account, elements: { Vpcs: [{ Id: 'thing-1', OwnerId: '444455556666', ...element }] } })
}

describe('readAll', () => {
  it('lets the owner speak before anyone who tells more', () => {
    const documents = [
      seenBy('111122223333', { Size: 'large', Colour: 'red' }),
      seenBy('444455556666', { Size: 'small' }),
    ]

    expect(readAll(readingOf(documents), [THING]).get('thing-1')).toMatchObject({
      size: 'small',
      colour: 'red',
      source: { document: 1 },
    })
  })

  it('lets the fuller of two others speak first', () => {
    const documents = [
      seenBy('111122223333', { Size: 'small' }),
      seenBy('777788889999', { Size: 'large', Colour: 'red' }),
    ]

    expect(readAll(readingOf(documents), [THING]).get('thing-1')).toMatchObject({ size: 'large', colour: 'red' })
  })

  it('fills tags and a name from others only when the best has none', () => {
    const named = { Tags: [{ Key: 'Name', Value: 'theirs' }] }
    const bare = [seenBy('444455556666', {}), seenBy('111122223333', named)]
    const own = [seenBy('444455556666', { Tags: [{ Key: 'env', Value: 'prod' }] }), seenBy('111122223333', named)]

    expect(readAll(readingOf(bare), [THING]).get('thing-1')).toMatchObject({ name: 'theirs', tags: { Name: 'theirs' } })
    expect(readAll(readingOf(own), [THING]).get('thing-1')?.tags).toEqual({ env: 'prod' })
  })

  it('records an element without an id once, and goes on', () => {
    const reading = readingOf([documentOf({ elements: { Vpcs: [{ Size: 'x' }, { Size: 'x' }, { Id: 'thing-1' }] } })])

    expect([...readAll(reading, [THING]).keys()]).toEqual(['thing-1'])
    expect(reading.gaps.list()).toMatchObject([{ kind: 'unreadable', key: 'Vpcs', resourceId: null }])
  })
})

describe('what every resource has', () => {
  function read(element: JsonObject, region = 'eu-west-1') {
    const document = documentOf({ region, elements: { Vpcs: [{ Id: 'thing-1', ...element }] } })
    return readAll(readingOf([document]), [THING]).get('thing-1')
  }

  it.each<[string, JsonObject, string]>([
    ['the Name tag', { Tags: [{ Key: 'Name', Value: 'tagged' }], OwnName: 'own' }, 'tagged'],
    ['its own name when the tag is empty', { Tags: [{ Key: 'Name', Value: '' }], OwnName: 'own' }, 'own'],
  ])('is named by %s', (_, element, name) => {
    expect(read(element)?.name).toBe(name)
  })

  it.each<[string, JsonObject, string]>([
    ['the document', {}, '111122223333'],
    ['its owner', { OwnerId: '444455556666' }, '444455556666'],
    ['its ARN', { Arn: 'arn:aws:x:eu-west-1:777788889999:thing/1' }, '777788889999'],
    ['the document, when the owner is a service', { OwnerId: 'AWS' }, '111122223333'],
  ])('belongs to the account of %s', (_, element, account) => {
    expect(read(element)?.account).toBe(account)
  })

  it.each<[string, JsonObject, string]>([
    ['its ARN', { Arn: 'arn:aws:x:eu-west-2:777788889999:thing/1' }, 'eu-west-2'],
    ['its zone', { AvailabilityZone: 'eu-west-3b' }, 'eu-west-3'],
    ['the zone it is placed in', { Placement: { AvailabilityZone: 'us-east-1a' } }, 'us-east-1'],
    ['nothing', {}, 'unknown'],
  ])('is, when no file names a region, in that of %s', (_, element, region) => {
    expect(read(element, 'unknown')?.region).toBe(region)
  })
})

it('takes elements of no resource in an order that depends only on what they say', () => {
  const first = documentOf({ elements: { Listeners: [{ Port: 2 }, { Port: 1 }] } })
  const second = documentOf({ account: '000011112222', elements: { Listeners: [{ Port: 3 }] } })
  const ports = (documents: readonly DescribeDocument[]) =>
    elementsOf(readingOf(documents), 'Listeners').map(({ element }) => element['Port'])

  expect(ports([first, second])).toEqual([3, 1, 2])
  expect(ports([second, first])).toEqual([3, 1, 2])
})

it('sorts by id only where it must', () => {
  const sorted = new Map([
    ['a', 1],
    ['b', 2],
  ])

  expect(sortedById(sorted)).toBe(sorted)
  expect([...sortedById(new Map([...sorted].toReversed())).keys()]).toEqual(['a', 'b'])
})

describe('the gap recorder', () => {
  const gap = {
    kind: 'partial',
    account: '111122223333',
    region: 'eu-west-1',
    key: 'Vpcs',
    resourceId: null,
    message: 'first',
    remedy: null,
  } as const

  it('keeps one of two gaps with the same id, and both with different details', () => {
    const gaps = new GapRecorder()
    gaps.add(gap)
    gaps.add({ ...gap, message: 'second' })
    gaps.add({ ...gap, detail: 'other' })

    expect(gaps.list().map(({ id, message }) => [id, message])).toEqual([
      ['partial/111122223333/eu-west-1/Vpcs', 'first'],
      ['partial/111122223333/eu-west-1/Vpcs/other', 'first'],
    ])
  })
})

describe('lists of group ids', () => {
  it('are one list where they say the same in the same order, and none is mistaken for another', () => {
    const reading = readingOf([])
    const listOf = (...ids: SecurityGroupId[]) => ids.reduce(withGroup, reading.groupLists).list
    const one = listOf('sg-1', 'sg-2')
    expect(listOf('sg-1', 'sg-2')).toBe(one)
    expect(listOf('sg-2', 'sg-1')).toEqual(['sg-2', 'sg-1'])
    expect(listOf('sg-1')).toEqual(['sg-1'])
    expect(listOf('sg-1', 'sg-2', 'sg-3')).toEqual(['sg-1', 'sg-2', 'sg-3'])
    expect(listOf()).toEqual([])
    expect(listOf('sg-1', 'sg-2')).toBe(one)
  })
})
