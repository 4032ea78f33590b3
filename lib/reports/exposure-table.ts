/** What the internet reaches, class by class, for a terminal and as Markdown. */

import type { Inventory } from '../inventory/inventory.ts'
import { internetBlocks } from '../net/address-blocks.ts'
import { awsProtocol, hasPorts } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import { icmpWords } from './exposure-json.ts'
import { code, escapeMarkdown, table } from './markdown.ts'
import { someOf, textTable } from './text-table.ts'

const HEAD = ['', 'Interfaces', 'Family', 'Traffic', 'From', 'Through']

export function exposureTable(inventory: Inventory, rows: readonly ExposureRow[]): string {
  const body = rows.length === 0 ? ['Nothing here is reached from the internet.'] : textTable(HEAD, rows.map(rowCells))
  return `${[summaryLine(rows), '', ...body, '', gapLine(inventory)].join('\n')}\n`
}

export function exposureMarkdown(inventory: Inventory, rows: readonly ExposureRow[]): string {
  const written = table(HEAD, rows.map(rowCells)) ?? 'Nothing here is reached from the internet.'
  const unknowns = [...new Set(rows.flatMap((row) => row.unknowns))].map((text) => `- ${escapeMarkdown(text)}`)
  const gaps = inventory.gaps.map(
    ({ message, remedy }) => `- ${escapeMarkdown(message)}${remedy === null ? '' : ` ${code(remedy)}`}`,
  )
  const sections = [
    `# Exposure\n\n${escapeMarkdown(summaryLine(rows))}`,
    written,
    unknowns.length === 0 ? '' : `## What would decide\n\n${unknowns.join('\n')}`,
    gaps.length === 0 ? '' : `## What is not known\n\n${gaps.join('\n')}`,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function rowCells({ certainty, members, family, via, ...row }: ExposureRow): string[] {
  const { blocks, except } = internetBlocks(row.sources, family)
  const from = `${someOf(blocks)}${except.length === 0 ? '' : ` except ${someOf(except)}`}`
  return [
    certainty === 'reachable' ? '✓' : '?',
    someOf(members),
    `IPv${family}`,
    trafficText(row),
    from,
    via ?? 'directly',
  ]
}

function trafficText({
  protocol,
  ports,
  icmp,
  otherThan,
}: Pick<ExposureRow, 'protocol' | 'ports' | 'icmp' | 'otherThan'>) {
  if (protocol === 'any') return otherThan.length === 0 ? 'all traffic' : 'all other protocols'
  const word = awsProtocol(protocol)
  if (hasPorts(protocol)) return `${word}/${formatPorts(ports)}`
  const messages = icmp === null ? null : icmpWords(icmp)
  return messages === null ? word : `${word} ${someOf(messages)}`
}

function summaryLine(rows: readonly ExposureRow[]): string {
  const sure = new Set(rows.flatMap(({ certainty, members }) => (certainty === 'reachable' ? members : [])))
  const maybe = new Set(rows.flatMap(({ members }) => members.filter((id) => !sure.has(id))))
  return `${sure.size} interfaces reachable from the internet, ${maybe.size} more may be`
}

function gapLine({ gaps }: Inventory): string {
  return gaps.length === 0 ? 'Gaps: none' : `Gaps: ${gaps.length}; analyze lists what is not known and what would tell`
}
