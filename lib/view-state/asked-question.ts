/** The question that is asked, as the address holds it: plain texts and numbers, checked again by whoever answers. */

export interface AskedQuestion {
  /** `internet`, an AWS id or ARN, or an address. */
  readonly from: string
  readonly to: string
  /** `tcp`, `udp`, `icmp`, `icmpv6` or an IANA number. */
  readonly protocol: string
  /** Destination port; null where the protocol has none. */
  readonly port: number | null
  readonly family: 4 | 6 | null
  readonly sourceIp: string | null
  readonly destinationIp: string | null
  readonly sourcePort: number | null
  readonly icmpType: number | null
  readonly icmpCode: number | null
  /** A load balancer or gateway the path must pass. */
  readonly via: string | null
}

export const PLAIN_QUESTION: AskedQuestion = {
  from: '',
  to: '',
  protocol: 'tcp',
  port: null,
  family: null,
  sourceIp: null,
  destinationIp: null,
  sourcePort: null,
  icmpType: null,
  icmpCode: null,
  via: null,
}

const LONGEST = 1024
const PORT_MAX = 65_535
const ICMP_MAX = 255
const PROTOCOL = /^[a-z0-9-]{1,16}$/

function text(value: string | null): string | null {
  return value === null || value === '' || value.length > LONGEST ? null : value
}

function whole(value: string | null, most: number): number | null {
  const number = value !== null && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  return number <= most ? number : null
}

/** Null unless both ends are named; a detail that is not one is left out. */
export function readQuestion(parameters: URLSearchParams): AskedQuestion | null {
  const from = text(parameters.get('from'))
  const to = text(parameters.get('to'))
  if (from === null || to === null) return null
  const protocol = parameters.get('proto') ?? ''
  const family = parameters.get('fam')
  return {
    from,
    to,
    protocol: PROTOCOL.test(protocol) ? protocol : PLAIN_QUESTION.protocol,
    port: whole(parameters.get('port'), PORT_MAX),
    family: family === '4' ? 4 : family === '6' ? 6 : null,
    sourceIp: text(parameters.get('src')),
    destinationIp: text(parameters.get('dst')),
    sourcePort: whole(parameters.get('sport'), PORT_MAX),
    icmpType: whole(parameters.get('type'), ICMP_MAX),
    icmpCode: whole(parameters.get('code'), ICMP_MAX),
    via: text(parameters.get('via')),
  }
}

/** Key and value of all that is not at its default; nothing for a question that is not asked. */
export function questionEntries(question: AskedQuestion | null): readonly (readonly [key: string, value: string])[] {
  if (question === null) return []
  const { protocol } = question
  const entries: readonly (readonly [string, string | number | null])[] = [
    ['from', question.from],
    ['to', question.to],
    ['proto', protocol === PLAIN_QUESTION.protocol ? null : protocol],
    ['port', question.port],
    ['fam', question.family],
    ['src', question.sourceIp],
    ['dst', question.destinationIp],
    ['sport', question.sourcePort],
    ['type', question.icmpType],
    ['code', question.icmpCode],
    ['via', question.via],
  ]
  return entries.flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, String(value)] as const]))
}
