import { describe, expect, it } from 'vitest'
import { type DroppedField, projectObject } from './project-value.ts'
import { shape } from './shape.ts'

function keep(text: string, raw: Record<string, unknown>) {
  const dropped: DroppedField[] = []
  const kept = projectObject(raw, shape(text), { path: [], dropped, anyCase: false })
  return { kept, dropped: dropped.map(({ pointer, expected }) => `${pointer} ${expected}`) }
}

describe('the language of the allow-list', () => {
  it.each([
    ['text', 'A', { A: 'x', B: 'y' }, { A: 'x' }],
    ['digits as text', 'A', { A: 50 }, { A: '50' }],
    ['a number', 'A:number', { A: -1 }, { A: -1 }],
    ['a number in quotes', 'A:number', { A: '443' }, { A: 443 }],
    ['a flag', 'A:flag', { A: false }, { A: false }],
    ['a flag in quotes', 'A:flag', { A: 'true' }, { A: true }],
    ['an object', 'A{B}', { A: { B: 'x', C: 'y' } }, { A: { B: 'x' } }],
    ['a set, sorted and without repeats', 'A[]', { A: ['b', 'a', 'b'] }, { A: ['a', 'b'] }],
    ['a list, in its order', 'A<>', { A: ['b', 'a'] }, { A: ['b', 'a'] }],
    ['a set of objects', 'A[B]', { A: [{ B: '2', C: 1 }, { B: '1' }] }, { A: [{ B: '1' }, { B: '2' }] }],
    ['a set of numbers', 'A[:number]', { A: [17, 6] }, { A: [17, 6] }],
    ['nothing for null', 'A B{C}', { A: null, B: null }, {}],
  ])('reads %s', (...[, text, raw, kept]) => {
    expect(keep(text, raw)).toEqual({ kept, dropped: [] })
  })

  it.each([
    ['A', { A: {} }, '/A text'],
    ['A', { A: 1.5 }, '/A text'],
    ['A', { A: 'x'.repeat(2_000_001) }, '/A text'],
    ['A:number', { A: 'x' }, '/A number'],
    ['A:number', { A: Number.POSITIVE_INFINITY }, '/A number'],
    ['A:flag', { A: 1 }, '/A flag'],
    ['A{B}', { A: [] }, '/A object'],
    ['A[B]', { A: {} }, '/A list'],
    ['A{B[C]}', { A: { B: [{ C: 'x' }, 'y'] } }, '/A/B/1 object'],
  ])('drops what is not %s and says where', (text, raw, dropped) => {
    expect(keep(text, raw).dropped).toEqual([dropped])
  })

  it.each(['A:date', 'A{B', 'A]', 'A A', '__proto__', 'constructor'])('refuses the mistake in %j', (text) => {
    expect(() => shape(text)).toThrow(TypeError)
  })
})
