/** Which functions of the engine a test file runs: a seeded bug is shown only to the tests that come by it. */

import { globSync } from 'node:fs'
import { parseAst } from 'vite'
import { childrenOf, isNode, type SyntaxNode } from './syntax-node.ts'

/** A function's body in the source of its module, as offsets. */
export interface FunctionBody {
  readonly start: number
  readonly end: number
  /** False for an arrow function that is one expression. */
  readonly isBlock: boolean
}

/** More functions than any module has. */
const PER_MODULE = 1000

/** The modules bugs are seeded into, in one order for all who number their functions. */
export function mutatedModules(root: string): readonly string[] {
  return globSync('lib/reachability/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted()
}

/** Every function of a module, outer before inner. */
export function functionsOf(source: string): readonly FunctionBody[] {
  const bodies: FunctionBody[] = []
  const visit = (node: SyntaxNode) => {
    const { body } = node
    if (FUNCTIONS.has(node.type) && isNode(body)) {
      bodies.push({ start: body.start, end: body.end, isBlock: body.type === 'BlockStatement' })
    }
    for (const child of childrenOf(node)) visit(child)
  }
  visit(parseAst(source, { lang: 'ts' }) as unknown as SyntaxNode)
  return bodies
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** The module with each function marking its number in `globalThis.functionsRun` (`lib/testing/note-functions.ts`). */
export function markFunctions(source: string, module: number): string {
  const insertions = functionsOf(source).flatMap(({ start, end, isBlock }, index) => {
    const mark = `globalThis.functionsRun[${module * PER_MODULE + index}] = 1`
    if (isBlock) return [{ at: start + 1, text: ` ${mark};`, order: index }]
    return [
      { at: start, text: `(${mark}, `, order: index },
      // Where two end together, the inner one ends first.
      { at: end, text: ')', order: -index },
    ]
  })
  let marked = ''
  let from = 0
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at || a.order - b.order)) {
    marked += source.slice(from, at) + text
    from = at
  }
  return marked + source.slice(from)
}

/** The number of the innermost function around a place; null for what runs when the module loads. */
export function functionAt(bodies: readonly FunctionBody[], module: number, offset: number): number | null {
  const index = bodies.findLastIndex(({ start, end }) => start <= offset && offset < end)
  return index < 0 ? null : module * PER_MODULE + index
}
