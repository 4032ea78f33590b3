/** Answers with all they tell, as text: for files a reader can check line by line, where every word is held. */

import { type Address, formatAddress } from '../net/prefix.ts'
import { formatProtocol } from '../net/protocol.ts'
import { type AddressSet, coversInternet, formatAddresses, formatPorts } from '../net/traffic.ts'
import type { ExposureRow } from '../reachability/exposure-row.ts'
import type { IcmpMessage, Packet } from '../reachability/packet.ts'
import type { InternetPath, RuleRef } from '../reachability/path.ts'
import type { ScopePath } from '../reachability/scopes/reachable.ts'
import type { Trace, TraceBlocker, TraceCaveat, TraceHop, TraceUnknown } from '../reachability/trace-result.ts'

/** Verdict, hops of both ways with their rules and headers, blockers, unknowns and caveats. */
export function traceInFull(trace: Trace): string {
  return [
    `${trace.verdict}${trace.delivered === trace.verdict ? '' : `, delivered: ${trace.delivered}`}`,
    ...trace.forward.flatMap((hop) => hopLines('>', hop)),
    ...trace.return.flatMap((hop) => hopLines('<', hop)),
    ...causesInFull(trace),
  ].join('\n')
}

/** Why it is not simply reachable: blockers, unknowns and caveats, a line each. */
export const causesInFull = ({ blockers, unknowns, caveats }: Trace): readonly string[] => [
  ...blockers.map((each) => `x ${blockerWords(each)}`),
  ...unknowns.map((each) => `? ${unknownWords(each)}`),
  ...caveats.map((each) => `! ${caveatWords(each)}`),
]

function hopLines(way: string, hop: TraceHop): readonly string[] {
  const place = [hop.kind, hop.attachedTo, hop.vpcId].filter((each) => each !== null).join(', ')
  const [inbound, outbound] = [headerWords(hop.inbound), headerWords(hop.outbound)]
  return [
    `${way} ${hop.component} (${place}) ${hop.decision}: ${hop.detail}`,
    `    ${inbound}${inbound === outbound ? '' : ` => ${outbound}`}`,
    ...hop.rules.map((rule) => `    by ${ruleWords(rule)}`),
    ...hop.blockers.map((each) => `    x ${blockerWords(each)}`),
    ...hop.unknowns.map((each) => `    ? ${unknownWords(each)}`),
    ...hop.caveats.map((each) => `    ! ${caveatWords(each)}`),
  ]
}

function headerWords({ source, destination, protocol, sourcePorts, destinationPorts, icmp }: Packet): string {
  const ends = `${formatAddress(source)}:${formatPorts(sourcePorts)} > ${formatAddress(destination)}:${formatPorts(destinationPorts)}`
  return `${ends} ${formatProtocol(protocol)}${icmp === null ? '' : icmpWords(icmp)}`
}

const icmpWords = ({ type, code }: IcmpMessage) => ` type ${type} code ${code ?? 'any'}`

function ruleWords({ kind, resourceId, document, pointer, excerpt, ruleId }: RuleRef): string {
  return `${kind} of ${resourceId} at ${document}${pointer}: ${excerpt}${ruleId === undefined ? '' : ` [${ruleId}]`}`
}

function blockerWords({ code, component, leg, detail, rule, causes }: TraceBlocker): string {
  const because = causes === undefined ? '' : ` because ${causes.join(', ')}`
  return `${code} at ${component} (${leg}): ${detail}${because}${rule === null ? '' : ` by ${ruleWords(rule)}`}`
}

const unknownWords = ({ code, component, detail, key, gapIds }: TraceUnknown) =>
  `${code} at ${component}: ${detail} [${[key ?? 'no key', ...gapIds].join(', ')}]`

const caveatWords = ({ code, component, detail }: TraceCaveat) => `${code} at ${component}: ${detail}`

const addressWords = (set: AddressSet) =>
  coversInternet(set, { ipv4Addresses: null, ipv6Networks: null }) ? 'the whole internet' : formatAddresses(set, 20)

export function internetPathInFull(path: InternetPath): string {
  const to = path.addresses.map((each: Address) => formatAddress(each)).join(', ')
  return [
    `${path.verdict}: ${addressWords(path.sources)} to ${to || 'nothing'} on ${formatPorts(path.ports)}`,
    ...path.hops.flatMap(({ component, kind, decision, detail, rules }) => [
      `> ${component} (${kind}) ${decision}: ${detail}`,
      ...rules.map((rule) => `    by ${ruleWords(rule)}`),
    ]),
    ...path.blockers.map((each) => `x ${blockerWords(each)}`),
    ...path.unknowns.map((each) => `? ${each}`),
    ...path.caveats.map((each) => `! ${each}`),
  ].join('\n')
}

export function exposureInFull(row: ExposureRow): string {
  const { members, family, protocol, otherThan, ports, memberPorts, icmp, sources, certainty, via } = row
  const what = [
    formatProtocol(protocol),
    ...(otherThan.length > 0 ? [`but ${otherThan.map(formatProtocol).join(', ')}`] : []),
    formatPorts(ports),
    ...(memberPorts ? [`as ${formatPorts(memberPorts)}`] : []),
    ...(icmp ? [`messages ${formatPorts(icmp)}`] : []),
  ].join(' ')
  return [
    `${members.join(', ')} IPv${family} ${what} from ${addressWords(sources)}: ${certainty}${via === null ? '' : ` via ${via}`}`,
    `    along ${row.path.map(({ component, kind }) => `${component} (${kind})`).join(' > ')}`,
    ...row.rules.map((rule) => `    by ${ruleWords(rule)}`),
    ...row.unknowns.map((each) => `    ? ${each}`),
  ].join('\n')
}

export function scopePathInFull(path: ScopePath): string {
  const end = ({ interfaces, component, addresses, ports }: ScopePath['source']) =>
    `${interfaces.join(', ') || component} ${addressWords(addresses)}:${formatPorts(ports)}`
  return [
    `${path.matched}: ${end(path.source)} > ${end(path.destination)} ${formatProtocol(path.protocol)} IPv${path.family}: ${path.verdict}`,
    `    along ${path.hops.map(({ component }) => component).join(' > ')}`,
  ].join('\n')
}
