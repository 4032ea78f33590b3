import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocumentBuilder, type Entry } from './document-builder.ts'

const account = fc.constantFrom('111122223333', '444455556666', null)
const region = fc.constantFrom('eu-west-1', 'us-east-1', null)
const owner = fc.constantFrom('111122223333', '444455556666', undefined)
const ids = fc.constantFrom('1', '2', '3')

const element = fc.oneof(
  fc.record({
    key: fc.constant('Vpcs'),
    element: fc.record({
      VpcId: ids.map((id) => `vpc-${id}`),
      OwnerId: owner,
      State: fc.constantFrom('pending', 'available'),
    }),
  }),
  fc.record({
    key: fc.constant('Subnets'),
    element: fc.record({
      SubnetId: ids,
      VpcId: ids.map((id) => `vpc-${id}`),
      OwnerId: owner,
      AvailabilityZone: fc.constantFrom('eu-west-1a', 'us-east-1b', undefined),
    }),
  }),
  fc.record({
    key: fc.constant('DBInstances'),
    element: fc.record({ DBInstanceIdentifier: ids, Engine: fc.constantFrom('postgres', undefined) }),
  }),
  fc.record({
    key: fc.constant('Entries'),
    element: fc.record({
      PrefixListId: ids,
      Entries: fc.array(fc.record({ Cidr: fc.constantFrom('192.0.2.0/24', '198.51.100.0/24') })),
    }),
  }),
  fc.record({ key: fc.constant('ManagedPrefixLists'), element: fc.record({ PrefixListId: ids, OwnerId: owner }) }),
  fc.record({ key: fc.constant('Subnets'), element: fc.constant(null) }),
)

const entry = fc.tuple(element, account, region, fc.constantFrom('a/x.json', 'a/y.json', 'b/z.json'), fc.nat(9)).map(
  ([one, ofAccount, ofRegion, file, at]): Entry => ({
    ...one,
    account: ofAccount,
    region: ofRegion,
    origin: { file, pointer: `/${one.key}/${at}` },
  }),
)

function outcome(entries: readonly Entry[]): unknown {
  const builder = new DocumentBuilder()
  for (const one of entries) builder.add(one)
  const shards = [...builder.finishShards()].map(({ chunks, ...rest }) => ({ ...rest, json: [...chunks()].join('') }))
  return { shards, notes: [...builder.notes()].map((note) => JSON.stringify(note)).sort() }
}

describe('the order files come in', () => {
  it('changes neither a byte, nor a hash, nor an origin, nor a note', () => {
    const shuffled = fc
      .array(entry, { maxLength: 14 })
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([entries, other]) => {
        expect(outcome(other)).toEqual(outcome(entries))
      }),
      { numRuns: 300 },
    )
  })

  it('read twice is the same as read once', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 10 }), (entries) => {
        const [once, twice] = [
          outcome(entries.filter(isReadable)),
          outcome([...entries, ...entries].filter(isReadable)),
        ]
        expect(twice).toEqual(once)
      }),
    )
  })
})

function isReadable(one: Entry): boolean {
  return one.element !== null
}
