import { expect, test } from 'vitest'
import { MetInterfaces } from './met-interfaces.ts'

test('an interface is new until its own telling was met, whatever an instance told of it', () => {
  const met = new MetInterfaces()
  expect(met.isNew(met.numberOf('eni-1'))).toBe(true)
  met.embed('eni-1', 0b01)
  expect(met.isNew(met.numberOf('eni-1'))).toBe(true)
  met.read(met.numberOf('eni-1'), 0)
  expect(met.isNew(met.numberOf('eni-1'))).toBe(false)
})

test.each([
  { what: 'the instance tells a field it lacks', missing: 0b01, told: 0b11, fits: false },
  { what: 'the instance tells only what it has', missing: 0b01, told: 0b10, fits: true },
  { what: 'it lacks nothing', missing: 0, told: 0b11, fits: true },
])('where $what, both orders of pages say the same', ({ missing, told, fits }) => {
  const ownFirst = new MetInterfaces()
  const first = ownFirst.numberOf('eni-1')
  expect([ownFirst.read(first, missing), ownFirst.embed('eni-1', told)]).toEqual([true, fits])
  const instanceFirst = new MetInterfaces()
  const second = instanceFirst.numberOf('eni-1')
  expect([instanceFirst.embed('eni-1', told), instanceFirst.read(second, missing)]).toEqual([true, fits])
})

test('a second instance that embeds it does not fit', () => {
  const met = new MetInterfaces()
  met.read(met.numberOf('eni-1'), 0)
  expect([met.embed('eni-1', 0), met.embed('eni-1', 0)]).toEqual([true, false])
})

test('what only an instance told is named, among thousands that are settled', () => {
  const met = new MetInterfaces()
  for (let number = 0; number < 5000; number++) {
    met.embed(`eni-${number}`, 0)
    if (number !== 4321) met.read(met.numberOf(`eni-${number}`), 0)
  }
  met.numberOf('eni-never-read')
  expect(met.notRead()).toEqual(['eni-4321'])
  expect([met.has('eni-17'), met.has('eni-none')]).toEqual([true, false])
})
