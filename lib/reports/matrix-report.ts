/** Who can talk to whom on what, as JSON, for a terminal and as Markdown. */

import type { NumberSet } from '../net/interval-set.ts'
import { awsProtocol, hasPorts } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { INTERNET_ROW, type MatrixCell, type MatrixExample, type MatrixGroup } from '../reachability/matrix-cell.ts'
import { escapeMarkdown, table } from './markdown.ts'
import { textTable } from './text-table.ts'

export interface MatrixReport {
  readonly by: string
  readonly groups: readonly MatrixGroup[]
  readonly cells: readonly MatrixCell[]
}

interface CellJson {
  readonly from: string
  readonly to: string
  /** `-1` for every protocol that has no cell of its own. */
  readonly protocol: string
  readonly ports: NumberSet
  readonly verdict: MatrixCell['verdict']
  readonly examples: readonly MatrixExample[]
}

export function matrixJson({ by, groups, cells }: MatrixReport): string {
  const written = cells.map((cell): CellJson => ({ ...cell, protocol: awsProtocol(cell.protocol) }))
  return `${JSON.stringify({ by, groups, cells: written }, null, 2)}\n`
}

const HEAD = ['', 'From', 'To', 'Traffic']

export function matrixTable(report: MatrixReport): string {
  return `${[summary(report), '', ...textTable(HEAD, lines(report))].join('\n')}\n`
}

export function matrixMarkdown(report: MatrixReport): string {
  const written = table(HEAD, lines(report)) ?? 'Nothing reaches anything.'
  return `# ${escapeMarkdown(summary(report))}\n\n${written}\n`
}

function summary({ by, groups, cells }: MatrixReport): string {
  const joined = new Set(cells.map(({ from, to }) => `${from} ${to}`)).size
  return `${groups.length} groups by ${by}, ${joined} pairs of them connected`
}

/** One line for each pair of groups and verdict. */
function lines({ groups, cells }: MatrixReport): readonly (readonly string[])[] {
  const labels = new Map(groups.map(({ id, label }) => [id, label === id ? id : `${label} (${id})`]))
  const label = (id: string) => (id === INTERNET_ROW ? id : (labels.get(id) ?? id))
  const pairs = new Map<string, { readonly head: readonly string[]; readonly traffic: string[] }>()
  for (const cell of cells) {
    const key = `${cell.verdict} ${cell.from} ${cell.to}`
    const mark = cell.verdict === 'reachable' ? '✓' : '?'
    const line = pairs.get(key) ?? { head: [mark, label(cell.from), label(cell.to)], traffic: [] }
    line.traffic.push(trafficText(cell))
    pairs.set(key, line)
  }
  return [...pairs.values()].map(({ head, traffic }) => [...head, traffic.join(', ')])
}

function trafficText({ protocol, ports }: MatrixCell): string {
  if (protocol === 'any') return 'all other protocols'
  const word = awsProtocol(protocol)
  return hasPorts(protocol) ? `${word}/${formatPorts(ports)}` : word
}
