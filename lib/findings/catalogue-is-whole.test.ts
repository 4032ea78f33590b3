import { expect, it } from 'vitest'
import { CATALOGUE } from './catalogue.ts'

/** The last number of each prefix; numbers begin with 1 and none is left out. */
const LAST: Readonly<Record<string, number>> = {
  API: 7,
  ISO: 16,
  TIER: 12,
  PL: 10,
  SG: 33,
  NACL: 10,
  EXP: 7,
  PRIV: 11,
  RT: 14,
  MGMT: 7,
  HYB: 10,
  LOG: 9,
  HUB: 4,
  INL: 11,
}

const EVERY_ID = Object.entries(LAST).flatMap(([prefix, last]) =>
  Array.from({ length: last }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`),
)

it('asks for 161 rules', () => {
  expect(EVERY_ID).toHaveLength(161)
})

it('has each of them, once, and no other', () => {
  expect(CATALOGUE.map(({ id }) => id).toSorted()).toEqual(EVERY_ID.toSorted())
})
