import { describe, expect, it } from 'vitest'
import { commandOf } from './map-keys.ts'

const press = (key: string, held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) =>
  commandOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held })

describe('commandOf', () => {
  it.each([
    ['ArrowLeft', {}, { kind: 'focus', direction: 'left' }],
    ['ArrowDown', { shiftKey: true }, { kind: 'pan', direction: 'down' }],
    ['ArrowUp', { altKey: true }, { kind: 'parent' }],
    ['ArrowDown', { altKey: true }, { kind: 'child' }],
    ['Backspace', {}, { kind: 'parent' }],
    ['Enter', {}, { kind: 'activate' }],
    ['Escape', {}, { kind: 'clear' }],
    ['e', {}, { kind: 'follow', towards: 'out' }],
    ['E', { shiftKey: true }, { kind: 'follow', towards: 'in' }],
    ['f', {}, { kind: 'frame' }],
    ['0', {}, { kind: 'fit' }],
    ['+', { shiftKey: true }, { kind: 'zoom', factor: 1.2 }],
    [']', {}, { kind: 'level', change: 'more' }],
    ['[', {}, { kind: 'level', change: 'less' }],
  ])('%s %j', (key, held, command) => {
    expect(press(key, held)).toEqual(command)
  })

  it.each([
    ['ArrowLeft', { altKey: true }],
    ['f', { ctrlKey: true }],
    ['0', { metaKey: true }],
    ['Tab', {}],
    ['/', {}],
    ['t', {}],
  ])('leaves %s %j to the browser and the page', (key, held) => {
    expect(press(key, held)).toBeNull()
  })
})
