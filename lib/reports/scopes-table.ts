/** The paths of scopes for a terminal and as Markdown: one line for each product of ends, addresses and ports. */

import { awsProtocol } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import type { ScopeEnd, ScopePath } from '../reachability/scopes/reachable.ts'
import { escapeMarkdown, table } from './markdown.ts'
import { addressesJson, type ScopeAnswer } from './scopes-json.ts'
import { someOf, textTable } from './text-table.ts'
import { visibleText } from './visible-text.ts'

const HEAD = ['', 'From', 'To', 'Traffic', 'By way of']

export function scopesTable(answers: readonly ScopeAnswer[]): string {
  return answers
    .map((answer) => {
      const body = answer.paths.length === 0 ? [] : textTable(HEAD, answer.paths.map(cells))
      return `${[summary(answer), ...body, ...unknownLines(answer).map((line) => `  ? ${line}`)].join('\n')}\n`
    })
    .join('\n')
}

export function scopesMarkdown(answers: readonly ScopeAnswer[]): string {
  const sections = answers.map((answer) => {
    const unknowns = unknownLines(answer).map((line) => `- ${escapeMarkdown(line)}`)
    return [`## ${escapeMarkdown(summary(answer))}`, table(HEAD, answer.paths.map(cells)) ?? '', unknowns.join('\n')]
      .filter((part) => part !== '')
      .join('\n\n')
  })
  return `# Network access scopes\n\n${sections.join('\n\n')}\n`
}

function summary({ scope, paths }: ScopeAnswer): string {
  const unsure = paths.filter(({ verdict }) => verdict === 'unknown').length
  const found = `${paths.length} paths found${unsure === 0 ? '' : `, ${unsure} of them not known for sure`}`
  return visibleText(`${scope ?? 'Scope'}: ${found}`)
}

function unknownLines({ unknowns }: ScopeAnswer): readonly string[] {
  return unknowns.map(({ pointer, message }) => visibleText(`${pointer}: ${message}`))
}

function cells(path: ScopePath): string[] {
  const { verdict, source, destination, protocol, family, hops } = path
  const ends = new Set([...source.interfaces, ...destination.interfaces, source.component, destination.component])
  const between = hops.flatMap(({ component, kind }) => (ends.has(component) || FILTERS.has(kind) ? [] : [component]))
  return [
    verdict === 'reachable' ? '✓' : '?',
    endText(source, family),
    endText(destination, family),
    `${awsProtocol(protocol)}/${formatPorts(destination.ports)}`,
    [...new Set(between)].join(' → '),
  ]
}

/** What every path passes and says little about where it goes. */
const FILTERS: ReadonlySet<string> = new Set([
  'security-group',
  'network-acl',
  'route-table',
  'internet',
  'block-public-access',
])

function endText(end: ScopeEnd, family: 4 | 6): string {
  const { interfaces, component } = end
  if (interfaces.length > 0) return `${component === null ? '' : `${component} for `}${someOf(interfaces)}`
  const { addresses, exceptAddresses } = addressesJson(end.addresses, family)
  const except = exceptAddresses.length === 0 ? '' : ` except ${someOf(exceptAddresses)}`
  return `${component === null ? '' : `${component} `}${someOf(addresses)}${except}`.trim()
}
