import { expect, it } from 'vitest'
import { parsePrefix } from '../net/prefix.ts'
import { isOvertaken } from './overtaken-route.ts'
import type { Route } from './routing.ts'

function route(text: string): Route {
  const [block = '', state = 'active'] = text.split(' ')
  const prefix = parsePrefix(block)
  if (!prefix || (state !== 'active' && state !== 'blackhole' && state !== 'filtered')) throw new Error(text)
  return {
    destination: { kind: 'prefix', prefix },
    target: { kind: 'internet-gateway', id: 'igw-1' },
    ...{ state, origin: 'create-route', pointer: '' },
  }
}

// Source: VPC guide, "Route priority": the most specific route that matches decides.
it.each([
  ['0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1'], true],
  ['0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/2 blackhole'], true],
  ['0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/2'], false],
  ['0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1 filtered'], false],
  ['0.0.0.0/0', ['::/1', '8000::/1'], false],
  ['::/0', ['::/1', '8000::/1'], true],
  ['10.0.0.0/8', ['0.0.0.0/0', '10.0.0.0/9'], false],
  ['10.0.0.0/8', ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9'], true],
])('%s beside %j is overtaken: %s', (own, others, expected) => {
  expect(isOvertaken({ routes: [route(own), ...others.map(route)] }, route(own))).toBe(expected)
})
