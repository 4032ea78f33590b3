import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import { charter } from './charter.ts'
import type { Finding } from './finding.ts'
import { searchFindings } from './search-findings.ts'
import { parseSearch } from './search-query.ts'
import { searchFacts, searchSuggestions } from './search-suggestions.ts'

const { resource } = findingOf()

const ssh = findingOf({
  id: 'ssh',
  alsoMatches: ['MGMT-001'],
  related: [{ role: 'exposed', id: 'i-bastion' }],
  rootCauseId: 'cause-1',
})
const database = findingOf({
  id: 'db',
  ruleId: 'TIER-007',
  title: 'The database admits the whole VPC',
  severity: { base: 'high', effective: 'high', why: [] },
  exposure: { level: 'internal', path: [] },
  ports: ['tcp/5400-5499,6379'],
  resource: { ...resource, id: 'sg-2', name: 'db', vpcId: 'vpc-2', account: '444455556666', region: 'us-east-1' },
  charter: charter('C.subnets-per-tier'),
})
const routes = findingOf({
  id: 'routes',
  ruleId: 'RT-001',
  title: 'More routes than needed',
  severity: { base: 'low', effective: 'low', why: [] },
  exposure: { level: 'none', path: [] },
  ports: ['all traffic'],
  resource: { ...resource, id: 'rtb-1', type: 'route-table', name: null, vpcId: null },
  charter: charter('H.minimum-routes'),
  mute: { by: null, reason: 'Agreed', until: '2027-01-31', scope: 'RT-001' },
})
const unknown = findingOf({
  id: 'unknown',
  ruleId: 'LOG-001',
  status: 'NOT_EVALUATED',
  reasonNotEvaluated: 'FlowLogs were denied.',
})
const passed = findingOf({ id: 'passed', status: 'PASS' })
const all = [ssh, database, routes, unknown, passed]
const names = { vpcs: new Map([['vpc-2', 'shop prod']]) }

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id)
const found = (text: string) => ids(searchFindings(all, parseSearch(text), { names }))

describe('searchFindings', () => {
  it.each([
    ['what failed, when nothing is asked', '', ['ssh', 'db', 'routes']],
    ['what was not evaluated, only when asked for', 'status:not-evaluated', ['unknown']],
    ['both, when both are asked for', 'status:failing,not-evaluated', ['ssh', 'db', 'routes', 'unknown']],
    ['by every word', 'admits VPC', ['db']],
    ['by two words together', '"whole vpc"', ['db']],
    ['by the reason nothing was judged', 'status:not-evaluated denied', ['unknown']],
    ['by what a word excludes', '-ssh', ['db', 'routes']],
    ['by severity', 'severity:high', ['db']],
    ['by either of two severities', 'severity:high severity:low', ['db', 'routes']],
    ['by a severity and worse', 'severity:>=high', ['ssh', 'db']],
    ['by a rule', 'rule:rt-001', ['routes']],
    ['by a family of rules', 'rule:SG', ['ssh']],
    ['by a rule it also breaks', 'rule:MGMT-001', ['ssh']],
    ['by the id of a VPC', 'vpc:vpc-1', ['ssh']],
    ['by the name of a VPC', 'vpc:"Shop prod"', ['db']],
    ['by exposure', 'exposure:internet', ['ssh']],
    ['by a letter of the charter', 'charter:H', ['routes']],
    ['by a sentence of the charter', 'charter:C.subnets-per-tier', ['db']],
    ['by account and region', 'account:444455556666 region:us-east-1', ['db']],
    ['by a resource it touches', 'id:i-bastion', ['ssh']],
    ['by kind of resource', 'type:route-table', ['routes']],
    ['by root cause', 'cause:cause-1', ['ssh']],
    ['by what people live with', 'waived:yes', ['routes']],
    ['by what nobody decided on', 'waived:no', ['ssh', 'db']],
    ['by what is not waived', '-waived:y', ['ssh', 'db']],
    ['by what a key excludes', '-severity:low -rule:SG', ['db']],
    ['nothing, when keys contradict', 'severity:low exposure:internet', []],
  ])('finds %s', (_name, text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    ['22', ['ssh', 'routes']],
    ['tcp/22', ['ssh', 'routes']],
    ['udp/22', ['routes']],
    ['5432', ['db', 'routes']],
    ['6379', ['db', 'routes']],
    ['20-30', ['ssh', 'routes']],
    ['2', ['routes']],
  ])('finds port %s in ranges and lists by number, and in all traffic', (port, expected) => {
    expect(found(`port:${port}`)).toEqual(expected)
  })

  it('filters by nothing it could not understand, so that a slip of the finger hides no finding', () => {
    expect(found('severity:hgih')).toEqual(['ssh', 'db', 'routes'])
  })

  it('never lists what passed', () => {
    expect(ids(searchFindings(all, parseSearch(''), { failingOnly: false }))).not.toContain('passed')
  })
})

describe('searchSuggestions', () => {
  const facts = searchFacts([ssh, database, routes])
  const labels = (text: string) => searchSuggestions(text, text.length, facts).map(({ label }) => label)

  it.each([
    ['keys that begin so', 'se', ['severity:']],
    ['values that are there', 'severity:', ['severity:critical', 'severity:high', 'severity:low']],
    ['rules that are there', 'rule:', ['rule:RT-001', 'rule:SG-003', 'rule:TIER-007']],
    ['one more value of a list', 'severity:high,c', ['severity:high,critical']],
    ['what is not wanted', '-severity:l', ['-severity:low']],
    ['nothing for a word that begins no key', 'bastion', []],
    ['nothing for a key that is none', 'foo:b', []],
  ])('offers %s', (_name, text, expected) => {
    expect(labels(text)).toEqual(expected)
  })

  it('offers keys in an empty box', () => {
    expect(labels('')).toContain('severity:')
  })

  it('replaces the piece the caret stands in, and leaves the rest', () => {
    const [taken] = searchSuggestions('web severity:hi prod', 'web severity:hi'.length, facts)
    expect(taken).toMatchObject({ text: 'web severity:high prod', caret: 'web severity:high '.length })
  })

  it('says how many findings hold a value', () => {
    expect(searchSuggestions('rule:S', 6, facts)[0]).toMatchObject({ label: 'rule:SG-003', detail: '1' })
  })
})
