import { describe, expect, it } from 'vitest'
import { GET as events } from '../../app/api/imports/[id]/events/route.ts'
import { testServices } from '../testing/services.ts'
import { streamSlots } from './stream-slots.ts'

const taken = (slots: ReturnType<typeof streamSlots>, subject: string, count: number) =>
  Array.from({ length: count }, () => slots.take(subject))

describe('places for event streams', () => {
  it('are eight for one import, and a place given back is free again', () => {
    const slots = streamSlots()
    const [first] = taken(slots, 'a', 8)
    expect(() => slots.take('a')).toThrow(expect.objectContaining({ code: 'rate-limited' }))
    expect(() => slots.take('b')).not.toThrow()
    first?.()
    first?.()
    expect(() => slots.take('a')).not.toThrow()
    expect(() => slots.take('a')).toThrow(expect.objectContaining({ code: 'rate-limited' }))
  })

  it('are sixty-four in all', () => {
    const slots = streamSlots()
    const places = Array.from({ length: 8 }, (_, index) => taken(slots, String(index), 8)).flat()
    expect(() => slots.take('another')).toThrow(expect.objectContaining({ code: 'rate-limited' }))
    for (const free of places) free()
    expect(taken(slots, 'another', 8)).toHaveLength(8)
  })
})

it('the ninth page that follows an import is told so, until one of the others leaves', async () => {
  const test = await testServices()
  const id = await test.services.imports.create([{ path: 'vpcs.json', bytes: 1 }], null)
  const follow = (signal: AbortSignal, method = 'GET') =>
    events(
      new Request(`http://127.0.0.1:3000/api/imports/${id}/events`, {
        headers: { host: '127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
        method,
        signal,
      }),
      { params: Promise.resolve({ id }) },
    )
  for (let index = 0; index < 20; index++) {
    expect((await follow(new AbortController().signal, 'HEAD')).body).toBeNull()
  }
  const readers = Array.from({ length: 8 }, () => new AbortController())
  for (const { signal } of readers) expect((await follow(signal)).status).toBe(200)
  const refused = await follow(new AbortController().signal)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  readers[0]?.abort()
  expect((await follow(new AbortController().signal)).status).toBe(200)
  await test.dispose()
})
