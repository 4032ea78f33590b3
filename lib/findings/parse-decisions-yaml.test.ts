import { describe, expect, it } from 'vitest'
import { AppError } from '../errors/app-error.ts'
import { parseDecisionsYaml } from './parse-decisions-yaml.ts'

describe('YAML that is wrong', () => {
  const twice = 'adminPorts: []\nadminPorts: [22]\n'
  const deep = `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}`
  it.each([
    ['names a key twice', twice, 'team.yaml is not valid YAML: Map keys must be unique at line 2, column 1.'],
    ['is a second document', 'a: 1\n---\nb: 2\n', 'Source contains multiple documents'],
    ['ends in the middle', 'a: [1, 2', 'at line 1, column'],
    ['is nested without end', deep, 'it is nested too deep'],
    ['has an alias', 'a: &a [x]\nb: *a\n', 'it has aliases (*name), which are not read here'],
  ])('is told by line and reason when it %s', (_case, text, words) => {
    const read = () => parseDecisionsYaml(text, 'team.yaml')
    expect(read).toThrow(AppError)
    expect(read).toThrow(words)
  })
})

it('runs no tag: the value stays the text it is, and nothing is written beside the answer', () => {
  expect(parseDecisionsYaml('adminPorts: !!js/function "function(){}"', 'x')).toEqual({ adminPorts: 'function(){}' })
})

it('takes a key of an object prototype for a key like any other', () => {
  const read = parseDecisionsYaml('__proto__:\n  adminPorts: [22]\n', 'x')
  expect(Object.keys(Object(read))).toEqual(['__proto__'])
  expect(Object(read)['adminPorts']).toBeUndefined()
})
