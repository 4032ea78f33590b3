import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { formatAddresses, formatPorts } from '../net/traffic.ts'
import { firewallRulesOf } from './read-firewall-rules.ts'

const POINTER = '/RuleGroups/0'

function stateless(MatchAttributes: JsonObject, more: JsonObject = {}) {
  const StatelessRules = [{ Priority: 10, RuleDefinition: { Actions: ['aws:drop'], MatchAttributes }, ...more }]
  const rules = firewallRulesOf({ RulesSource: { StatelessRulesAndCustomActions: { StatelessRules } } }, POINTER)
  return rules?.kind === 'stateless' ? rules.rules[0] : undefined
}

function stateful(Header: JsonObject, group: JsonObject = {}, rule: JsonObject = {}) {
  const header = {
    Protocol: 'TCP',
    Source: 'ANY',
    SourcePort: 'ANY',
    Direction: 'FORWARD',
    Destination: 'ANY',
    DestinationPort: 'ANY',
    ...Header,
  }
  const StatefulRules = [{ Action: 'PASS', Header: header, RuleOptions: [{ Keyword: 'sid' }], ...rule }]
  const rules = firewallRulesOf({ ...group, RulesSource: { StatefulRules } }, POINTER)
  return rules?.kind === 'stateful' ? rules.rules[0] : undefined
}

// Source: Network Firewall API, StatelessRule, MatchAttributes.
describe('stateless rules', () => {
  it('are read in the order of their priorities, with the place of each', () => {
    const rule = (Priority: number) => ({ Priority, RuleDefinition: { Actions: ['aws:pass'], MatchAttributes: {} } })
    const read = firewallRulesOf(
      { RulesSource: { StatelessRulesAndCustomActions: { StatelessRules: [rule(20), rule(10)] } } },
      POINTER,
    )

    const where = '/RuleGroups/0/RulesSource/StatelessRulesAndCustomActions/StatelessRules'
    expect(read).toMatchObject({
      kind: 'stateless',
      rules: [
        { priority: 10, pointer: `${where}/1` },
        { priority: 20, pointer: `${where}/0` },
      ],
    })
  })

  it('that name nothing match everything', () => {
    const rule = stateless({})

    expect(rule).toMatchObject({ protocols: 'any', exact: true, actions: ['aws:drop'] })
    expect(formatPorts(rule?.destinationPorts ?? [])).toBe('all')
    expect(rule?.sources && formatAddresses(rule.sources)).toContain('0.0.0.0/0')
    expect(rule?.sources && formatAddresses(rule.sources)).toContain('::/0')
  })

  it('match the protocols, addresses and ports they name', () => {
    const rule = stateless({
      Protocols: [6, 17],
      Sources: [{ AddressDefinition: '10.0.0.0/8' }, { AddressDefinition: '192.0.2.1' }],
      DestinationPorts: [
        { FromPort: 80, ToPort: 80 },
        { FromPort: 443, ToPort: 445 },
      ],
    })

    expect(rule?.protocols).toEqual([6, 17])
    expect(rule?.sources && formatAddresses(rule.sources)).toBe('10.0.0.0/8, 192.0.2.1/32')
    expect(rule?.destinationPorts && formatPorts(rule.destinationPorts)).toBe('80, 443-445')
  })

  it.each<[string, JsonObject, string]>([
    ['an address that is none', { Sources: [{ AddressDefinition: 'somewhere' }] }, 'sources'],
    ['a port range without an end', { SourcePorts: [{ FromPort: 1 }] }, 'sourcePorts'],
  ])('with %s may match or not', (_, attributes, field) => {
    expect(stateless(attributes)).toHaveProperty(field, null)
  })

  it('that look at TCP flags are not only about addresses and ports', () => {
    expect(stateless({ TCPFlags: [{ Flags: ['SYN'], Masks: ['SYN', 'ACK'] }] })?.exact).toBe(false)
  })

  it('without a definition may be anything', () => {
    expect(stateless({}, { RuleDefinition: {} })).toMatchObject({ protocols: null, sources: null, exact: false })
  })
})

// Source: Network Firewall API, StatefulRule, Header; Network Firewall guide, "Standard stateful rule groups".
describe('stateful rules', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['[10.0.0.0/16, 192.0.2.0/24]', '10.0.0.0/16, 192.0.2.0/24'],
    ['[10.0.0.0/15, !10.1.0.0/16]', '10.0.0.0/16'],
    ['$OFFICE', '198.51.100.0/24'],
  ])('from %s match exactly these addresses', (Source, expected) => {
    const RuleVariables = { IPSets: [{ Name: 'OFFICE', Definition: ['198.51.100.0/24'] }] }
    const sources = stateful({ Source }, { RuleVariables })?.sources

    expect(sources && formatAddresses(sources)).toBe(expected)
  })

  it('from all but an address match both families without it', () => {
    const sources = stateful({ Source: '!0.0.0.0/0' })?.sources

    expect(sources && formatAddresses(sources)).toBe('::/0')
    expect(stateful({ Source: '![0.0.0.0/0]' })?.sources).toEqual(sources)
  })

  it.each([
    ['443', '443'],
    ['1024:65535', '1024-65535'],
    [':1023', '0-1023'],
    ['8000:', '8000-65535'],
    ['[80, 443]', '80, 443'],
    ['!22', '0-21, 23-65535'],
    ['ANY', 'all'],
    ['$WEB', '80, 443'],
  ])('to port %s match exactly these ports', (DestinationPort, expected) => {
    const RuleVariables = { PortSets: [{ Name: 'WEB', Definition: ['80', '443'] }] }
    const ports = stateful({ DestinationPort }, { RuleVariables })?.destinationPorts

    expect(ports && formatPorts(ports)).toBe(expected)
  })

  it.each<[string, JsonObject, string]>([
    ['a variable nobody defined', { Source: '$HOME_NET' }, 'sources'],
    ['a reference set', { Destination: '@LIST' }, 'destinations'],
    ['a port that is none', { DestinationPort: 'web' }, 'destinationPorts'],
    ['no source at all', { Source: '' }, 'sources'],
  ])('with %s may match or not', (_, header, field) => {
    expect(stateful(header)).toHaveProperty(field, null)
  })

  it('that name a variable made of variables may match or not', () => {
    const RuleVariables = { IPSets: [{ Name: 'ALL', Definition: ['$OFFICE'] }] }
    expect(stateful({ Source: '$ALL' }, { RuleVariables })?.sources).toBeNull()
  })

  it.each<[string, boolean, readonly number[] | 'any']>([
    ['IP', true, 'any'],
    ['TCP', true, [6]],
    ['ICMP', true, [1, 58]],
    ['HTTP', false, [6]],
    ['DNS', false, [6, 17]],
  ])('for %s: whether the header alone decides is %s', (Protocol, exact, protocols) => {
    expect(stateful({ Protocol })).toMatchObject({ exact, protocols })
  })

  it('for a protocol this version does not know may be for any', () => {
    expect(stateful({ Protocol: 'ENIP' })).toMatchObject({ exact: false, protocols: null })
  })

  it.each<[string, JsonObject]>([
    ['options that look into the flow', { RuleOptions: [{ Keyword: 'sid' }, { Keyword: 'flow' }] }],
    ['an option with its value that looks into the flow', { RuleOptions: [{ Keyword: 'flow:established' }] }],
    ['an option without a name', { RuleOptions: [{}] }],
    ['a direction that is none', { Header: { Protocol: 'TCP', Source: 'ANY', Destination: 'ANY' } }],
  ])('with %s are more than a header', (_, rule) => {
    expect(stateful({}, {}, rule)?.exact).toBe(false)
  })

  it('with options that only name and sort them, values and all, are no more than a header', () => {
    const RuleOptions = [{ Keyword: 'sid:112233' }, { Keyword: 'rev:1' }, { Keyword: 'msg:"flow: kept"' }]
    expect(stateful({}, {}, { RuleOptions })?.exact).toBe(true)
  })

  it('say whether they match both ways', () => {
    expect(stateful({ Direction: 'ANY' })?.bothWays).toBe(true)
    expect(stateful({ Direction: 'FORWARD' })?.bothWays).toBe(false)
  })

  it.each(['PASS', 'DROP', 'REJECT', 'ALERT'])('know the action %s', (Action) => {
    expect(stateful({}, {}, { Action })?.action).toBe(Action.toLowerCase())
    expect(stateful({}, {}, { Action: `${Action}_SOME` })?.action).toBe('other')
  })
})

it.each<[string, JsonObject, string | null]>([
  ['Suricata text', { RulesString: 'pass ip any any -> any any (sid:1;)' }, 'suricata'],
  ['a domain list', { RulesSourceList: { Targets: ['example.com'] } }, 'domain-list'],
  ['a body that was not collected', {}, null],
])('%s is told apart', (_, RulesSource, kind) => {
  expect(firewallRulesOf({ RulesSource }, POINTER)?.kind ?? null).toBe(kind)
})
