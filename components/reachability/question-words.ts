/** A question in few words, and as the engine reads it. */

import type { AskedQuestion } from '../../lib/view-state/asked-question.ts'

/** `tcp/22`, `icmp`, `udp` where no port is named. */
export function trafficWords({ protocol, port, icmpType }: AskedQuestion): string {
  if (icmpType !== null) return `${protocol} type ${icmpType}`
  return port === null ? protocol : `${protocol}/${port}`
}

/** One key for one question: asked again, it is the same. */
export function questionKey(question: AskedQuestion): string {
  return JSON.stringify(Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** How many of the details beside ends, protocol and port are set. */
export function detailCount(question: AskedQuestion): number {
  const { family, sourceIp, destinationIp, sourcePort, icmpType, icmpCode, via } = question
  return [family, sourceIp, destinationIp, sourcePort, icmpType, icmpCode, via].filter((each) => each !== null).length
}

/** As a query file spells it; what is not told is left out. */
export function questionRecord(question: AskedQuestion): Readonly<Record<string, string | number>> {
  const fields = {
    from: question.from,
    to: question.to,
    protocol: question.protocol,
    port: question.port,
    family: question.family,
    src_ip: question.sourceIp,
    dst_ip: question.destinationIp,
    src_port: question.sourcePort,
    icmp_type: question.icmpType,
    icmp_code: question.icmpCode,
    via: question.via,
  }
  const told = Object.entries(fields).flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value]]))
  return Object.fromEntries(told)
}

/** Digits alone; what is no port stays out of the field. */
export function portOf(text: string): number | null {
  const digits = text.replaceAll(/\D/g, '').slice(0, 5)
  return digits === '' ? null : Math.min(65_535, Number(digits))
}
