/** Addresses and blocks by their bits as text: slow, plain, and with nothing in common with lib/net. */

/** Addresses as strings of bits: an address is inside a block when it begins with the block's bits. */
export function isInside(address: string, cidr: string): boolean {
  const [base = '', length = ''] = cidr.split('/')
  if (base.includes(':') !== address.includes(':')) return false
  return bitsOf(address).startsWith(bitsOf(base).slice(0, Number(length)))
}

export function holdsCidr(whole: string, part: string): boolean {
  return isInside(part.split('/')[0] ?? '', whole) && Number(part.split('/')[1]) >= Number(whole.split('/')[1])
}

function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((octet) => bits(Number(octet), 8))
      .join('')
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].map((group) => bits(Number.parseInt(group, 16), 16)).join('')
}

function bits(value: number, width: number): string {
  return value.toString(2).padStart(width, '0')
}

/** The addresses at, before and after both ends of a block. */
export function beside(cidr: string): readonly string[] {
  const [base = '', length = ''] = cidr.split('/')
  const all = bitsOf(base)
  const kept = all.slice(0, Number(length))
  const first = BigInt(`0b${kept.padEnd(all.length, '0')}`)
  const last = BigInt(`0b${kept.padEnd(all.length, '1')}`)
  const top = (1n << BigInt(all.length)) - 1n
  return [first - 1n, first, last, last + 1n].filter((value) => value >= 0n && value <= top).map(write(all.length))
}

function write(width: number): (value: bigint) => string {
  return (value) => {
    const text = value.toString(2).padStart(width, '0')
    const step = width === 32 ? 8 : 16
    const parts = Array.from({ length: width / step }, (_, index) => text.slice(index * step, (index + 1) * step))
    return width === 32
      ? parts.map((part) => Number.parseInt(part, 2)).join('.')
      : parts.map((part) => Number.parseInt(part, 2).toString(16)).join(':')
  }
}

/** Can a client on the internet have this address? Source: RFC 6890, without the documentation ranges. */
export function isOnInternet(address: string): boolean {
  if (address.includes(':')) return isInside(address, '2000::/3')
  return !RESERVED.some((cidr) => isInside(address, cidr))
}

const RESERVED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
]
