/** What the screen is answered: questions in words, the exposure lens, what if, the matrix. */
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { parseAddress } from '../net/prefix.ts'
import { networkOf } from '../reachability/network.ts'
import type { Packet } from '../reachability/packet.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import { trace } from '../reachability/trace.ts'
import {
  BASTION,
  MAIN_TABLE,
  type NetworkSketch,
  OPEN_ACL,
  PUBLIC_TABLE,
  sketchNetwork,
} from '../testing/sketch-network.ts'
import { exposureOf } from './answer-exposure.ts'
import { answerMatrix } from './answer-matrix.ts'
import { answerTrace, rewritesOf } from './answer-trace.ts'
import { answerWhatIf } from './answer-what-if.ts'
import { exposureByInterface, exposureByResource } from './exposure-lens.ts'

const OPEN_SSH = { 'sg-1': ['in tcp 22 0.0.0.0/0', 'out all 0.0.0.0/0'] }
const RULE = 'sg-1/ingress tcp 22 0.0.0.0/0'

function networkWith(sketch: NetworkSketch = {}): Inventory {
  return sketchNetwork({
    groups: OPEN_SSH,
    interfaces: { 'eni-1': BASTION },
    tables: { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE },
    acls: { 'acl-1': OPEN_ACL },
    ...sketch,
  })
}

function queryOf(port: number) {
  const { query } = parseQuery({ from: 'internet', to: 'eni-1', protocol: 'tcp', port })
  if (!query) throw new Error('The question of the test is none.')
  return query
}

const ask = (inventory: Inventory, port = 22) => answerTrace(inventory, trace(networkOf(inventory), queryOf(port)))
const lensOf = (inventory: Inventory) => exposureOf(inventory, DEFAULT_SETTINGS)

describe('the answer to a question', () => {
  it('notes a way as a pilot does: every component, each with the rule that let it pass', () => {
    const answer = ask(networkWith())
    expect(answer.verdict).toBe('reachable')
    expect(answer.note).toMatch(/^Reachable from the internet on tcp\/22: .*igw-1.* → .*\(entry 100\).* → .*\.$/)
    expect(answer.request.map(({ number }) => number)).toEqual(answer.request.map((_, place) => place + 1))
    expect(answer.request.flatMap(({ rules }) => rules).map(({ ruleId }) => ruleId)).toContain(RULE)
  })

  it('offers no what-if on a route that leads replies elsewhere, and one on the entry that denies', () => {
    // Source: VPC guide, "NAT gateways": what came in by an internet gateway is answered by one.
    const leavesByNat = { ...PUBLIC_TABLE, routes: ['0.0.0.0/0 nat-1'] }
    const answer = ask(networkWith({ tables: { 'rtb-1': leavesByNat, 'rtb-main': MAIN_TABLE } }))
    const blocker = answer.blockers.find(({ code }) => code === 'NO_ROUTE_TO_DESTINATION')
    expect(blocker).toMatchObject({ leg: 'reply', rule: { text: '0.0.0.0/0 → nat-1', ruleId: null } })
    expect(blocker?.means).toContain('leads elsewhere')
    expect(blocker?.detail).toBe('replies leave by 0.0.0.0/0 → nat-1, not by an internet gateway')
    const rules = [...answer.request, ...answer.reply].flatMap((hop) => hop.rules)
    const route = rules.filter(({ text }) => text === '0.0.0.0/0 → nat-1')
    expect(route.map(({ ruleId }) => ruleId)).toEqual([null])
    expect(rules.map(({ ruleId }) => ruleId)).toContain(RULE)

    const acls = { 'acl-1': { ...OPEN_ACL, entries: ['100 in deny tcp 22 0.0.0.0/0', '200 out allow all 0.0.0.0/0'] } }
    expect(ask(networkWith({ acls })).blockers[0]?.rule?.ruleId).toBe('acl-1/ingress/100')
  })

  it('names every blocker by its code and what the code means, also where two stand in line', () => {
    const acls = { 'acl-1': { ...OPEN_ACL, entries: ['100 in deny tcp 22 0.0.0.0/0', '200 out allow all 0.0.0.0/0'] } }
    const answer = ask(networkWith({ groups: { 'sg-1': ['out all 0.0.0.0/0'] }, acls }))
    expect(answer.verdict).toBe('blocked')
    expect(answer.blockers.map(({ component }) => component.id)).toEqual(['acl-1', 'sg-1'])
    expect(answer.blockers.every(({ means, code }) => means.endsWith('.') && answer.note.includes(code))).toBe(true)
    expect(answer.text).toContain('SUBNET_ACL_RESTRICTION')
  })

  it('is unknown, with the call that would tell, when a table was not collected', () => {
    const answer = ask(networkWith({ missing: ['RouteTables'] }))
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns.map(({ remedy }) => remedy).join()).toContain('aws ec2 describe-route-tables')
    expect(answer.note).toMatch(/^Unknown from the internet on tcp\/22: .* not known\.$/)
  })

  it('tells what of a header changes, and nothing of what stays', () => {
    const address = (text: string) => parseAddress(text) ?? { family: 4 as const, value: 0 }
    const packet: Packet = {
      family: 4,
      protocol: 6,
      source: address('10.0.0.5'),
      destination: address('198.51.100.1'),
      sourcePorts: [[1024, 65535]],
      destinationPorts: [[443, 443]],
      icmp: null,
    }
    expect(rewritesOf(packet, packet)).toEqual([])
    expect(rewritesOf(packet, { ...packet, source: address('203.0.113.9'), destinationPorts: [[8080, 8080]] })).toEqual(
      ['source 10.0.0.5 becomes 203.0.113.9', 'port 443 becomes 8080'],
    )
  })
})

describe('the exposure lens', () => {
  it('paints what the internet reaches, with its ports, and counts each interface once', () => {
    const lens = lensOf(networkWith())
    expect(exposureByInterface(lens).get('eni-1')).toMatchObject({ state: 'reachable', ports: ['tcp/22'] })
    expect(lens.counts).toEqual({ reachable: 1, limited: 0, unknown: 0, near: 0, none: 0 })
    expect(lens.subnets).toMatchObject([{ subnetId: 'subnet-1', direct: 'reachable', ports: ['tcp/22'] }])
    expect(lens.complete).toBe(true)
    expect(exposureByResource(lens).get('i-1')).toEqual(exposureByInterface(lens).get('eni-1'))
  })

  it('sets a few addresses apart from the internet', () => {
    const lens = lensOf(networkWith({ groups: { 'sg-1': ['in tcp 22 203.0.113.0/24', 'out all 0.0.0.0/0'] } }))
    expect(lens.groups).toMatchObject([{ state: 'limited', sources: '203.0.113.0/24' }])
  })

  it('tells the one change that would open what is closed', () => {
    const lens = lensOf(networkWith({ groups: { 'sg-1': ['out all 0.0.0.0/0'] } }))
    const near = exposureByInterface(lens).get('eni-1')
    expect(near).toMatchObject({ state: 'near', ports: [], change: { short: '+ security group rule' } })
    expect(near?.change?.text).toMatch(/\.$/)
    expect(lens.subnets).toMatchObject([{ direct: null }])
  })

  it('never paints as safe what it does not know', () => {
    const lens = lensOf(networkWith({ missing: ['RouteTables'] }))
    expect(exposureByInterface(lens).get('eni-1')?.state).toBe('unknown')
    expect(lens.counts.none).toBe(0)
  })
})

describe('what if a rule were removed', () => {
  const whatIf = (inventory: Inventory, ruleIds: readonly string[]) =>
    answerWhatIf(inventory, { ruleIds, query: queryOf(22), settings: DEFAULT_SETTINGS })

  it('tells the exposure that goes, and asks the open question again', () => {
    const answer = whatIf(networkWith(), [RULE])
    expect(answer.rules).toMatchObject([{ resourceId: 'sg-1', ruleId: RULE }])
    expect(answer.lost).toMatchObject([{ interface: { id: 'eni-1' }, subnetId: 'subnet-1', ports: ['tcp/22'] }])
    expect(answer.gained).toEqual([])
    expect([answer.question?.before.verdict, answer.question?.after.verdict]).toEqual(['reachable', 'blocked'])
    expect(answer.lens.counts.reachable).toBe(0)
  })

  it('tells the exposure that comes when a rule that refuses goes', () => {
    const entries = ['90 in deny tcp 22 0.0.0.0/0', ...OPEN_ACL.entries]
    const inventory = networkWith({ acls: { 'acl-1': { ...OPEN_ACL, entries } } })
    const answer = whatIf(inventory, ['acl-1/ingress/90'])
    expect(answer.lost).toEqual([])
    expect(answer.gained).toMatchObject([{ interface: { id: 'eni-1' }, ports: ['tcp/22'] }])
  })

  it('loses nothing that another rule lets pass too', () => {
    const inventory = networkWith({ groups: { 'sg-1': ['in tcp 20-30 0.0.0.0/0', ...OPEN_SSH['sg-1']] } })
    expect(whatIf(inventory, [RULE]).lost).toEqual([])
  })

  it('changes nothing for a rule that is not there, and says so', () => {
    const answer = whatIf(networkWith(), ['sgr-9'])
    expect(answer).toMatchObject({ rules: [], missing: ['sgr-9'], lost: [], gained: [] })
  })
})

describe('the matrix', () => {
  it('puts the internet first and gives each cell a question that can be asked', () => {
    const answer = answerMatrix(networkWith(), 'subnet')
    expect(answer.groups.map(({ id }) => id)).toEqual(['internet', 'subnet-1'])
    expect(answer.groupsInAll).toBe(2)
    expect(answer.cells).toMatchObject([
      { from: 0, to: 1, verdict: 'reachable', ports: ['tcp/22'] },
      { from: 1, to: 0, verdict: 'reachable', ports: expect.arrayContaining(['tcp/all']) },
    ])
    for (const { example } of answer.cells) {
      const { query } = parseQuery(example)
      expect(query && trace(networkOf(networkWith()), query).verdict).toBe('reachable')
    }
  })

  it('marks as unknown what only may pass', () => {
    const { cells } = answerMatrix(networkWith({ missing: ['RouteTables'] }), 'subnet')
    expect(cells.filter(({ from }) => from === 0).map(({ verdict }) => verdict)).toEqual(['unknown'])
  })
})
