/** The one place that says what is a question: a record as a file or a form holds it becomes a query, or says why not. */

import { pointer as jsonPointer } from '../describe/pointer.ts'
import type { Address, Family } from '../net/prefix.ts'
import { parseAddress, parsePrefix } from '../net/prefix.ts'
import { hasPorts, ICMP, ICMPV6, parseProtocol } from '../net/protocol.ts'
import { whyNobodyHas } from './addresses-nobody-has.ts'
import { echoRequest, type IcmpMessage } from './packet.ts'
import type { TraceQuery } from './trace-result.ts'

/** What is wrong with a question, and where in it: an RFC 6901 pointer, empty for the whole. */
export interface QueryFault {
  readonly pointer: string
  readonly message: string
}

export type QueryReading =
  | { readonly query: TraceQuery; readonly faults: readonly [] }
  | { readonly query: null; readonly faults: readonly QueryFault[] }

/** What a question may hold. The last three are for the one who asks, and are not looked at. */
const FIELDS: readonly string[] = [
  ...['from', 'to', 'protocol', 'port', 'family', 'src_ip', 'dst_ip', 'src_port', 'icmp_type', 'icmp_code', 'via'],
  ...['id', 'name', 'comment'],
]

/**
 * Reads `{ from, to, protocol, port?, family?, src_ip?, dst_ip?, src_port?, icmp_type?, icmp_code?, via? }`. A field
 * that is null or an empty text counts as absent; numbers may be texts. Every fault is told, not the first alone.
 */
export function parseQuery(value: unknown): QueryReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { query: null, faults: [{ pointer: '', message: 'A question is an object with from, to and protocol.' }] }
  }
  const reader = new FieldReader(value)
  const query = readQuery(reader)
  return reader.faults.length > 0 || query === null ? { query: null, faults: reader.faults } : { query, faults: [] }
}

function readQuery(reader: FieldReader): TraceQuery | null {
  reader.refuseUnknown()
  const from = reader.place('from')
  const to = reader.place('to')
  const protocol = readProtocol(reader)
  const sourceIp = reader.address('src_ip')
  const destinationIp = reader.address('dst_ip')
  const family = readFamily(reader, protocol, [from, to])
  const query = {
    ...readPorts(reader, protocol),
    family,
    sourceIp,
    destinationIp,
    icmp: readIcmp(reader, protocol),
    via: reader.text('via'),
  }
  if (from === null || to === null || protocol === null) return null
  if (from === 'internet' && to === 'internet') reader.fault('to', 'Both ends are the internet; nothing here is asked.')
  return { from, to, protocol, ...query }
}

/** AWS's `-1` stands for every protocol; a packet has one. */
function readProtocol(reader: FieldReader): number | null {
  const text = reader.text('protocol')
  if (text === null) {
    reader.fault('protocol', 'Name the protocol: tcp, udp, icmp, icmpv6 or a number.')
    return null
  }
  const protocol = parseProtocol(text)
  if (protocol === 'any') {
    const message = `"${text}" stands for every protocol, and a question is about one packet: name one, such as tcp.`
    reader.fault('protocol', message)
    return null
  }
  if (protocol === null) reader.fault('protocol', `"${text}" is no protocol; give tcp, udp, icmp, icmpv6 or 0 to 255.`)
  return protocol
}

function readPorts(reader: FieldReader, protocol: number | null): Pick<TraceQuery, 'port' | 'sourcePort'> {
  const port = reader.whole('port', 65_535)
  const sourcePort = reader.whole('src_port', 65_535)
  if (protocol === null || hasPorts(protocol)) return { port, sourcePort }
  if (port !== null) reader.fault('port', 'Only TCP and UDP have ports.')
  if (sourcePort !== null) reader.fault('src_port', 'Only TCP and UDP have ports.')
  return { port: null, sourcePort: null }
}

/** Without a type it is the echo request. Source: EC2 API, IpPermission; RFC 792, RFC 4443. */
function readIcmp(reader: FieldReader, protocol: number | null): IcmpMessage | null {
  const type = reader.whole('icmp_type', 255)
  const code = reader.whole('icmp_code', 255)
  const isIcmp = protocol === ICMP || protocol === ICMPV6
  if (!isIcmp && protocol !== null) {
    if (type !== null) reader.fault('icmp_type', 'Only ICMP and ICMPv6 have types.')
    if (code !== null) reader.fault('icmp_code', 'Only ICMP and ICMPv6 have codes.')
  }
  if (!isIcmp) return null
  if (type !== null) return { type, code }
  if (code !== null) reader.fault('icmp_code', 'A code needs its type: give icmp_type too.')
  return echoRequest(protocol)
}

/** The family that is named, or that the addresses and the protocol leave no choice about. */
function readFamily(
  reader: FieldReader,
  protocol: number | null,
  ends: readonly [string | null, string | null],
): Family | null {
  const named = reader.family()
  const told: readonly (readonly [string, Family | null])[] = [
    ['family', named],
    ['protocol', protocol === ICMP ? 4 : protocol === ICMPV6 ? 6 : null],
    ['src_ip', reader.address('src_ip')?.family ?? null],
    ['dst_ip', reader.address('dst_ip')?.family ?? null],
    ['from', familyOf(ends[0])],
    ['to', familyOf(ends[1])],
  ]
  let family: Family | null = null
  let teller = ''
  for (const [field, each] of told) {
    if (each === null) continue
    if (family !== null && each !== family) {
      reader.fault(field, `This is of IPv${each}, while ${teller} is of IPv${family}.`)
      continue
    }
    if (family === null) teller = field
    family = each
  }
  return family
}

function familyOf(end: string | null): Family | null {
  return end === null ? null : (parseAddress(end)?.family ?? null)
}

/** The fields of one record; what is wrong with them is kept once, in the order it is found. */
class FieldReader {
  readonly faults: QueryFault[] = []
  readonly #record: ReadonlyMap<string, unknown>

  constructor(record: object) {
    this.#record = new Map(Object.entries(record))
  }

  /** The first that is wrong with a field is told. */
  fault(field: string, message: string): void {
    if (!this.isFaulty(field)) this.faults.push({ pointer: jsonPointer(field), message })
  }

  isFaulty(field: string): boolean {
    return this.faults.some(({ pointer }) => pointer === jsonPointer(field))
  }

  /** A misspelt field would change the question without a word. */
  refuseUnknown(): void {
    for (const field of this.#record.keys()) {
      if (!FIELDS.includes(field))
        this.fault(field, `"${field}" is no field of a question; there are ${words(FIELDS)}.`)
    }
  }

  text(field: string): string | null {
    const value = this.#record.get(field) ?? null
    if (value === null) return null
    if (typeof value !== 'string' && typeof value !== 'number') {
      this.fault(field, 'This is a text or a number.')
      return null
    }
    const text = String(value).trim()
    if (text.length > LONGEST) this.fault(field, `This is longer than ${LONGEST} characters.`)
    return text === '' ? null : text
  }

  /** An end of the path: `internet`, an id, an ARN or one address. */
  place(field: string): string | null {
    const text = this.text(field)
    if (text === null) {
      this.fault(field, 'Name this end: internet, an AWS id or ARN, or an address.')
      return null
    }
    if (parsePrefix(text)) {
      this.fault(field, `${text} is a block; a packet has one address: name one of the block, or a subnet by its id.`)
      return null
    }
    if (/\s/u.test(text)) {
      this.fault(field, `"${text}" is neither internet, an AWS id or ARN, nor an address.`)
      return null
    }
    this.#refuseNobodys(field, text)
    return text.toLowerCase() === 'internet' ? 'internet' : text
  }

  address(field: string): Address | null {
    const text = this.text(field)
    const address = text === null ? null : parseAddress(text)
    if (text !== null && address === null) this.fault(field, `"${text}" is no IP address.`)
    if (text !== null) this.#refuseNobodys(field, text)
    return address
  }

  #refuseNobodys(field: string, text: string): void {
    const address = parseAddress(text)
    const why = address && whyNobodyHas(address, field === 'from' || field === 'src_ip' ? 'sender' : 'receiver')
    if (why) this.fault(field, `${text} ${why}`)
  }

  whole(field: string, most: number): number | null {
    const text = this.text(field)
    if (text === null) return null
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    if (number <= most) return number
    this.fault(field, `This is a whole number from 0 to ${most}; "${text}" is not one.`)
    return null
  }

  family(): Family | null {
    const text = this.text('family')
    if (text === null) return null
    const family = FAMILIES.get(text.toLowerCase())
    if (family === undefined) this.fault('family', `The family is 4 or 6; "${text}" is neither.`)
    return family ?? null
  }
}

const LONGEST = 2048

const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['4', 4],
  ['6', 6],
  ['ipv4', 4],
  ['ipv6', 6],
])

function words(list: readonly string[]): string {
  return `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
}
