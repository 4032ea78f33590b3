/** Seeded bugs: small changes of meaning, found in the syntax tree of a module. Types, imports and words are left alone. */

import { parseAst } from 'vite'
import { childrenOf, isNode, type SyntaxNode } from './syntax-node.ts'

export interface Mutant {
  readonly operator: string
  /** Offsets into the source. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  readonly line: number
  /** The whole line it begins in, trimmed. */
  readonly text: string
  readonly original: string
}

interface Change {
  readonly operator: string
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/** Every mutant of a TypeScript module, in the order of the source. */
export function mutantsOf(source: string): readonly Mutant[] {
  const changes: Change[] = []
  visit(parseAst(source, { lang: 'ts' }) as unknown as SyntaxNode, source, changes)
  return changes
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .filter((change) => parses(source.slice(0, change.start) + change.replacement + source.slice(change.end)))
    .map((change) => {
      const line = source.slice(0, change.start).split('\n').length
      const text = (source.split('\n')[line - 1] ?? '').trim()
      return { ...change, line, text, original: source.slice(change.start, change.end) }
    })
}

/** `a && b ?? c` is no bug anyone could write. */
function parses(source: string): boolean {
  try {
    parseAst(source, { lang: 'ts' })
    return true
  } catch {
    return false
  }
}

function visit(node: SyntaxNode, source: string, changes: Change[]): void {
  if (node.type.startsWith('TS') && !TRANSPARENT.has(node.type)) return
  if (SKIPPED.has(node.type) || isWords(node)) return
  for (const operator of OPERATORS) changes.push(...operator(node, source))
  for (const child of childrenOf(node)) visit(child, source, changes)
}

const SKIPPED: ReadonlySet<string> = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'TemplateLiteral'])

/** Wrappers of TypeScript around an expression. */
const TRANSPARENT: ReadonlySet<string> = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression'])

/** What a person reads: another wording is no bug a verdict could show. */
function isWords(node: SyntaxNode): boolean {
  if (node.type !== 'Property' || !isNode(node['key'])) return false
  return ['detail', 'why', 'words', 'excerpt', 'message'].includes(String(node['key']['name']))
}

type Operator = (node: SyntaxNode, source: string) => readonly Change[]

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '??': ['&&'],
}

const swapOperator: Operator = (node, source) => {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return []
  const { left, right } = node
  if (!isNode(left) || !isNode(right)) return []
  const between = source.slice(left.end, right.start)
  const text = String(node['operator'])
  const at = left.end + between.indexOf(text)
  return (SWAPS[text] ?? []).map((replacement) => ({
    operator: `${text} → ${replacement}`,
    start: at,
    end: at + text.length,
    replacement,
  }))
}

const dropNot: Operator = (node) => {
  if (node.type !== 'UnaryExpression' || node['operator'] !== '!') return []
  return [{ operator: '!x → x', start: node.start, end: node.start + 1, replacement: '' }]
}

/** IPv4 for IPv6 and back. */
const FAMILIES: ReadonlyMap<number, number> = new Map([
  [4, 6],
  [6, 4],
])

const numberChange = (value: number) => (FAMILIES.has(value) ? '4 ↔ 6' : 'n → n + 1')

/** Words the engine reads or answers with, each with the one it must not be taken for. */
const OPPOSITES: Readonly<Record<string, string>> = {
  ingress: 'egress',
  egress: 'ingress',
  in: 'out',
  out: 'in',
  request: 'reply',
  reply: 'request',
  reachable: 'unknown',
  unknown: 'blocked',
  blocked: 'reachable',
  allow: 'deny',
  deny: 'allow',
  active: 'blackhole',
  blackhole: 'active',
  yes: 'no',
  no: 'yes',
  internet: 'in-vpc',
  'on-premises': 'internet',
}

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/

function swapWord(word: string): readonly string[] {
  if (CODE.test(word)) return [word === 'NO_PATH' ? 'BAD_STATE' : 'NO_PATH']
  const opposite = OPPOSITES[word]
  return opposite === undefined ? [] : [opposite]
}

const flipLiteral: Operator = (node) => {
  if (node.type !== 'Literal') return []
  const { value } = node
  const change = (replacement: string, operator: string) => [
    { operator, start: node.start, end: node.end, replacement },
  ]
  if (typeof value === 'boolean') return change(String(!value), `${value} → ${!value}`)
  if (typeof value === 'number') return change(String(FAMILIES.get(value) ?? value + 1), numberChange(value))
  if (typeof value === 'string') return swapWord(value).flatMap((other) => change(`'${other}'`, `${value} → ${other}`))
  return []
}

const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  flatMap: 'map',
  find: 'findLast',
  reverse: 'slice',
  toReversed: 'slice',
  toSorted: 'slice',
}

/** Another method of the same shape; a filter that lets everything pass. */
const changeMethod: Operator = (node) => {
  if (node.type !== 'CallExpression' || !isNode(node['callee'])) return []
  const callee = node['callee']
  if (callee.type !== 'MemberExpression' || !isNode(callee['property']) || !isNode(callee['object'])) return []
  const { property, object } = callee
  const name = String(property['name'])
  if (name === 'filter') return [{ operator: 'drop .filter', start: object.end, end: node.end, replacement: '' }]
  const other = METHODS[name]
  if (!other) return []
  return [{ operator: `${name} → ${other}`, start: property.start, end: property.end, replacement: other }]
}

/** A branch that is never, or always, taken. */
const fixCondition: Operator = (node) => {
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return []
  const test = node['test']
  if (!isNode(test)) return []
  return ['true', 'false'].map((replacement) => ({
    operator: `condition → ${replacement}`,
    start: test.start,
    end: test.end,
    replacement,
  }))
}

const ENDS: Readonly<Record<string, string>> = {
  source: 'destination',
  destination: 'source',
  sourcePorts: 'destinationPorts',
  destinationPorts: 'sourcePorts',
  sourceAddresses: 'destinationAddresses',
  destinationAddresses: 'sourceAddresses',
}

/** The source of a packet for its destination. */
const swapEnds: Operator = (node) => {
  const { property } = node
  if (node.type !== 'MemberExpression' || node['computed'] || !isNode(property)) return []
  const name = String(property['name'])
  const other = Object.hasOwn(ENDS, name) ? ENDS[name] : undefined
  if (other === undefined) return []
  return [{ operator: `.${name} → .${other}`, start: property.start, end: property.end, replacement: other }]
}

/** One thing missing from a list. */
const dropElement: Operator = (node) => {
  const { elements } = node
  if (node.type !== 'ArrayExpression' || !Array.isArray(elements)) return []
  const present = elements.filter(isNode)
  return present.map((element, index) => {
    const next = present[index + 1]
    return { operator: 'drop element', start: element.start, end: next ? next.start : element.end, replacement: '' }
  })
}

const OPERATORS: readonly Operator[] = [
  swapOperator,
  dropNot,
  flipLiteral,
  changeMethod,
  fixCondition,
  swapEnds,
  dropElement,
]
