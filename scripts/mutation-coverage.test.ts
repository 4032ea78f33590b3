import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { functionAt, functionsOf, markFunctions, mutatedModules } from './mutation-coverage.ts'

const ROOT = join(import.meta.dirname, '..')

describe('functions a test comes by', () => {
  it.each([
    ['function a() { return 1 }', 'function a() { globalThis.functionsRun[2000] = 1; return 1 }'],
    ['const a = () => b', 'const a = () => (globalThis.functionsRun[2000] = 1, b)'],
    ['const a = () => ({ b })', 'const a = () => ((globalThis.functionsRun[2000] = 1, { b }))'],
    [
      'const a = () => () => b',
      'const a = () => (globalThis.functionsRun[2000] = 1, () => (globalThis.functionsRun[2001] = 1, b))',
    ],
  ])('marks %s', (source, expected) => {
    expect(markFunctions(source, 2)).toBe(expected)
  })

  it('finds the innermost function around a place, and none around what runs when the module loads', () => {
    const source = 'const a = f(() => [1].map((b) => b + 2), 3)'
    const bodies = functionsOf(source)
    expect(['1', '2', '3'].map((text) => functionAt(bodies, 5, source.indexOf(text)))).toEqual([5000, 5001, null])
  })

  it('leaves every module of the engine a module, with its numbers below those of the next', () => {
    for (const [index, file] of mutatedModules(ROOT).entries()) {
      const source = readFileSync(join(ROOT, file), 'utf8')
      expect(functionsOf(source).length, file).toBeLessThan(1000)
      expect(() => parseAst(markFunctions(source, index), { lang: 'ts' }), file).not.toThrow()
    }
  })
})
