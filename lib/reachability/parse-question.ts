/** The short form of a question, as one types it: `a -> b:443`, `a -> b:udp/53`, `internet -> i-1:22`. */

import { parseAddress } from '../net/prefix.ts'
import { hasPorts, parseProtocol, TCP } from '../net/protocol.ts'
import { parseQuery, type QueryFault, type QueryReading } from './parse-query.ts'

const ARROW = /\s*(?:->|=>|→)\s*/u

/** Does the text look like a question at all? Then it is worth an answer, or a word on what is wrong with it. */
export function isQuestion(text: string): boolean {
  return ARROW.test(text)
}

/**
 * Reads `from -> to`, `from -> to:443`, `from -> to:udp/53` or `from -> to:icmp`; without a protocol it is TCP. An
 * IPv6 address that a port follows stands in brackets: `[2001:db8::1]:443`. Pointers are those of the record it means.
 */
export function parseQuestion(text: string): QueryReading {
  const [from, target, ...rest] = text.trim().split(ARROW)
  if (!from || !target || rest.length > 0) return faulty('A question is written as: from -> to:port.')
  const service = splitTarget(target)
  if (service === null) return faulty(`"${target}" is no target such as i-1:443, i-1:udp/53 or [2001:db8::1]:22.`)
  const { to, words } = service
  const means = words === '' ? { protocol: 'tcp', port: null } : readService(words)
  if (means === null) return faulty(`"${words}" is neither a port, a protocol, nor both such as udp/53.`)
  const protocol = means.protocol === 'icmp' && isIpv6(from, to) ? 'icmpv6' : means.protocol
  return parseQuery({ from: unbracketed(from), to, protocol, port: means.port })
}

interface Target {
  readonly to: string
  readonly words: string
}

/** ARNs and IPv6 addresses hold colons themselves: a service follows the last one only where it reads as a service. */
function splitTarget(target: string): Target | null {
  const [, inside, words] = /^\[([^\]]+)\](?::(\S+))?$/u.exec(target) ?? []
  if (inside !== undefined) return parseAddress(inside)?.family === 6 ? { to: inside, words: words ?? '' } : null
  if (target.includes('[') || target.includes(']')) return null
  const colon = target.lastIndexOf(':')
  if (colon < 0 || parseAddress(target) !== null) return { to: target, words: '' }
  const to = target.slice(0, colon)
  const rest = target.slice(colon + 1)
  const isOwn = to.startsWith('arn:') && readService(rest) === null
  return isOwn || to === 'arn' ? { to: target, words: '' } : { to, words: rest }
}

interface Service {
  readonly protocol: string
  readonly port: string | null
}

function readService(words: string): Service | null {
  const [, first, second] = /^([^/]+)(?:\/(\d{1,6}))?$/u.exec(words) ?? []
  if (first === undefined) return null
  if (second === undefined && /^\d{1,6}$/.test(first)) return { protocol: String(TCP), port: first }
  // A number alone is a port, so a protocol without ports goes by its name.
  const protocol = parseProtocol(first)
  if (protocol === null) return null
  return second !== undefined && !hasPorts(protocol) ? null : { protocol: first.toLowerCase(), port: second ?? null }
}

function isIpv6(...ends: readonly string[]): boolean {
  return ends.some((end) => parseAddress(unbracketed(end))?.family === 6)
}

function unbracketed(end: string): string {
  return /^\[(.+)\]$/u.exec(end)?.[1] ?? end
}

function faulty(message: string): QueryReading {
  const fault: QueryFault = { pointer: '', message }
  return { query: null, faults: [fault] }
}
