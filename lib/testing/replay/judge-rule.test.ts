import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import type { TraceHop } from '../../reachability/trace-result.ts'
import { buildVpc } from '../build-vpc.ts'
import { ask } from '../format-trace.ts'
import { faultOfRule } from './judge-rule.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24')
  .host('eni-web', 'subnet-pub', ['tcp/443 from 203.0.113.0/24'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .host('eni-app', 'subnet-app', ['tcp/22 from sg-web'], { privateIp: '10.0.2.10' })
  .acl('acl-app', ['subnet-app'], ['100 in allow tcp 22 10.0.1.0/24', '100 out allow tcp 1024-65535 10.0.0.0/16'])

function rulesOf(question: string): readonly TraceHop[] {
  const { forward, return: back } = ask(VPC.inventory, question)
  return [...forward, ...back].filter(({ rules }) => rules.length > 0)
}

type Header = Partial<TraceHop['inbound']>

/** The first fault of the hop of this kind, with its header changed. */
function faultWith(question: string, kind: TraceHop['kind'], header: Header): string | null {
  const hop = rulesOf(question).find((each) => each.kind === kind)
  const [rule] = hop?.rules ?? []
  if (!hop || !rule) throw new Error(`no hop of kind ${kind}`)
  return faultOfRule(VPC.document, { hop: { ...hop, inbound: { ...hop.inbound, ...header } }, rule, before: [] })
}

const at = (text: string) => parseAddress(text) ?? { family: 4 as const, value: 0 }
const IN = 'internet to eni-web tcp/443'
const INSIDE = 'eni-web to eni-app tcp/22'

describe('a rule that a hop names', () => {
  it.each([IN, INSIDE])('matches the header of that hop: %s', (question) => {
    const hops = rulesOf(question)

    expect(hops.length).toBeGreaterThan(3)
    for (const hop of hops) {
      for (const rule of hop.rules) expect(faultOfRule(VPC.document, { hop, rule, before: [] })).toBeNull()
    }
  })

  it.each<[string, string, TraceHop['kind'], Header]>([
    ['another port', IN, 'security-group', { destinationPorts: [[80, 80]] }],
    ['another source', IN, 'security-group', { source: at('192.0.2.9') }],
    ['another protocol', IN, 'security-group', { protocol: 17 }],
    ['another destination', IN, 'route-table', { destination: at('2001:db8::1') }],
  ])('does not match %s: %s', (_what, question, ...[kind, header]) => {
    expect(faultWith(question, kind, header)).toContain('does not match')
  })

  it.each<[string, Header]>([
    ['another port', { destinationPorts: [[23, 23]] }],
    ['another source', { source: at('10.0.3.10') }],
    ['another protocol', { protocol: 17 }],
  ])('of a network ACL does not match %s', (_what, header) => {
    const hop = rulesOf(INSIDE).find(({ component }) => component === 'acl-app')
    const [rule] = hop?.rules ?? []
    if (!hop || !rule) throw new Error('no ACL')

    expect(
      faultOfRule(VPC.document, { hop: { ...hop, inbound: { ...hop.inbound, ...header } }, rule, before: [] }),
    ).toContain('does not match')
    const denied = { ...hop, decision: 'blocks' as const }
    expect(faultOfRule(VPC.document, { hop: denied, rule, before: [] })).toContain('does not match')
  })

  it('that names a group matches its members alone', () => {
    const hop = rulesOf(INSIDE).find(({ component }) => component === 'sg-app')
    const [rule] = hop?.rules ?? []
    if (!hop || !rule) throw new Error('no group')
    const from = (source: string) => ({ ...hop, inbound: { ...hop.inbound, source: at(source) } })

    expect(faultOfRule(VPC.document, { hop: from('10.0.1.10'), rule, before: [] })).toBeNull()
    expect(faultOfRule(VPC.document, { hop: from('10.0.2.10'), rule, before: [] })).toContain('does not match')
  })

  it('leads somewhere in the document', () => {
    const hop = rulesOf(IN)[0]
    const [rule] = hop?.rules ?? []
    if (!hop || !rule) throw new Error('no rule')

    expect(faultOfRule(VPC.document, { hop, rule: { ...rule, pointer: '/NetworkAcls/9/Entries/0' }, before: [] })).toBe(
      '/NetworkAcls/9/Entries/0 leads to nothing',
    )
  })
})
