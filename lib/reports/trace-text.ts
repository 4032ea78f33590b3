/** An answer for a person at a terminal: the verdict as a sentence, the way there and back, and what stands in it. */

import type { Inventory } from '../inventory/inventory.ts'
import { formatAddress } from '../net/prefix.ts'
import { awsProtocol, hasPorts } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { EXPLANATIONS } from '../reachability/codes.ts'
import type { Packet } from '../reachability/packet.ts'
import type { Verdict } from '../reachability/path.ts'
import type { Trace, TraceBlocker, TraceHop, TraceQuery, TraceUnknown } from '../reachability/trace-result.ts'
import { remedyFor } from './unknown-remedy.ts'
import { visibleText } from './visible-text.ts'

export interface TraceTextOptions {
  readonly color: boolean
}

/** Mark and colour: a verdict never relies on colour alone. */
const MARKS: Readonly<Record<TraceHop['decision'], { readonly mark: string; readonly ansi: string }>> = {
  passes: { mark: '✓', ansi: '32' },
  blocks: { mark: '✗', ansi: '31' },
  unknown: { mark: '?', ansi: '33' },
}

const VERDICT_MARKS: Readonly<Record<Verdict, TraceHop['decision']>> = {
  reachable: 'passes',
  blocked: 'blocks',
  unknown: 'unknown',
}

type Paint = (decision: TraceHop['decision'], text: string) => string

export function traceText(inventory: Inventory, trace: Trace, { color }: TraceTextOptions): string {
  const paint: Paint = (decision, text) => (color ? `\u001b[${MARKS[decision].ansi}m${text}\u001b[0m` : text)
  const sections = [
    [verdictLine(trace, paint)],
    hopLines('There', trace.forward, paint),
    hopLines(wayBackTitle(trace), trace.return, paint),
    section(
      'What blocks',
      trace.blockers.flatMap((blocker) => blockerLines(blocker, paint)),
    ),
    section(
      'What is not known',
      trace.unknowns.flatMap((unknown) => unknownLines(inventory, unknown, paint)),
    ),
    section(
      'What to mind',
      trace.caveats.map(({ component, detail }) => `  ! ${visibleText(component)}: ${visibleText(detail)}`),
    ),
  ]
  const written = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${written.join('\n\n')}\n`
}

/** A request that is stopped has no reply; what it would meet is told where it would be stopped too. */
export function wayBackTitle({ delivered }: Trace): string {
  return delivered === 'blocked' ? 'Back, once the request arrives' : 'Back'
}

/** `internet to i-1 on tcp/22`. */
export function questionText(query: TraceQuery): string {
  const { from, to, protocol, port, family, icmp, via } = query
  const word = awsProtocol(protocol)
  const service = hasPorts(protocol) ? `${word}/${port ?? 'any port'}` : icmp ? `${word} type ${icmp.type}` : word
  const over = family === null ? '' : ` over IPv${family}`
  return visibleText(`${from} to ${to} on ${service}${over}${via === null ? '' : ` by ${via}`}`)
}

function verdictLine(trace: Trace, paint: Paint): string {
  const decision = VERDICT_MARKS[trace.verdict]
  const mark = paint(decision, `${MARKS[decision].mark} ${trace.verdict}`)
  return `${mark}: ${questionText(trace.query)}. ${reason(trace)}`
}

/** One sentence on why, that one can repeat in a meeting. */
function reason({ verdict, delivered, blockers, unknowns, return: reply }: Trace): string {
  const [blocker] = blockers
  if (verdict === 'blocked') {
    const rest = blockers.length > 1 ? ` and ${blockers.length - 1} more` : ''
    const first = blocker ? `${visibleText(blocker.component)} blocks${rest}.` : 'Nothing takes the packet there.'
    return delivered === 'reachable' ? `The request arrives and its reply does not: ${first}` : first
  }
  if (verdict === 'unknown')
    return `What would decide is not known: ${visibleText(unknowns[0]?.component ?? 'the way')}.`
  return reply.length === 0 ? 'The request arrives; nothing answers it.' : 'Request and reply both pass.'
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines]
}

function hopLines(title: string, hops: readonly TraceHop[], paint: Paint): readonly string[] {
  const first = hops[0]
  if (!first) return []
  const width = Math.max(...hops.map(({ component }) => [...visibleText(component)].length))
  return [
    `${title}: ${headerText(first.inbound)}`,
    ...hops.flatMap((hop, index) => hopLine(hop, paint, { number: index + 1, width: Math.min(width, 44) })),
  ]
}

function hopLine(hop: TraceHop, paint: Paint, { number, width }: { number: number; width: number }): readonly string[] {
  const { mark } = MARKS[hop.decision]
  const name = visibleText(hop.component).padEnd(width)
  const rules = hop.rules.map((rule) => `        by ${visibleText(`${rule.resourceId}: ${rule.excerpt}`)}`)
  const unchanged = hop.outbound === hop.inbound || headerText(hop.outbound) === headerText(hop.inbound)
  return [
    `  ${String(number).padStart(2)} ${paint(hop.decision, mark)} ${name}  ${visibleText(hop.detail)}`,
    ...rules,
    ...(unchanged ? [] : [`        goes on as ${headerText(hop.outbound)}`]),
  ]
}

/** `10.0.0.5:1024-65535 → 10.0.1.7:443 tcp`. */
function headerText(packet: Packet): string {
  const { family, protocol, source, destination } = packet
  const word = awsProtocol(protocol)
  if (!hasPorts(protocol)) return `${formatAddress(source)} → ${formatAddress(destination)} ${word}`
  const end = (address: Packet['source'], ports: Packet['sourcePorts']) =>
    `${family === 6 ? `[${formatAddress(address)}]` : formatAddress(address)}:${formatPorts(ports)}`
  return `${end(source, packet.sourcePorts)} → ${end(destination, packet.destinationPorts)} ${word}`
}

function blockerLines(blocker: TraceBlocker, paint: Paint): readonly string[] {
  const { code, component, leg, detail, rule, causes = [] } = blocker
  const on = leg === 'reply' ? ', on the way back' : ''
  const why = causes.length === 0 ? '' : ` (${causes.join(', ')})`
  return [
    `  ${paint('blocks', MARKS.blocks.mark)} ${code} at ${visibleText(component)}${on}${why}`,
    `      ${EXPLANATIONS[code]} ${visibleText(detail)}`,
    ...(rule === null ? [] : [`      by ${visibleText(`${rule.resourceId}: ${rule.excerpt}`)}`]),
  ]
}

function unknownLines(inventory: Inventory, unknown: TraceUnknown, paint: Paint): readonly string[] {
  const remedy = remedyFor(inventory, unknown)
  return [
    `  ${paint('unknown', MARKS.unknown.mark)} ${visibleText(unknown.component)}: ${visibleText(unknown.detail)}`,
    ...(remedy === null ? [] : [`      ${visibleText(remedy)}`]),
  ]
}
