/** Where other catalogues ask for the same, as they number it: a wrong number sends an auditor to the wrong control. */

import { describe, expect, it } from 'vitest'
import { findingsIn } from '../testing/tell-findings.ts'
import { CATALOGUE } from './catalogue.ts'
import type { FindingRule } from './rule.ts'

function rule(id: string): FindingRule {
  const found = CATALOGUE.find((each) => each.id === id)
  if (!found) throw new Error(`${id} is in no catalogue`)
  return found
}

function controls(id: string, framework: string): readonly string[] {
  return rule(id)
    .compliance.filter((mapping) => mapping.framework === framework)
    .map(({ version, control }) => `${version} ${control}`)
}

describe('CIS AWS Foundations, networking section by version', () => {
  it.each([
    ['NACL-001', '1.3 5.1, 1.4 5.1, 1.5 5.1, 2.0 5.1, 3.0 5.1, 4.0.1 5.2, 5.0 5.2, 6.0 6.2, 7.0 6.2'],
    [
      'SG-003',
      '1.2 4.1, 1.2 4.2, 1.3 5.2, 1.4 5.2, 1.5 5.2, 1.5 5.3, 2.0 5.2, 2.0 5.3, 3.0 5.2, 3.0 5.3, 4.0.1 5.3, 4.0.1 5.4, 5.0 5.3, 5.0 5.4, 6.0 6.3, 6.0 6.4, 7.0 6.3, 7.0 6.4',
    ],
    ['SG-020', '1.2 4.3, 1.3 5.3, 1.4 5.3, 1.5 5.4, 2.0 5.4, 3.0 5.4, 4.0.1 5.5, 5.0 5.5, 6.0 6.5, 7.0 6.5'],
    ['SG-004', '4.0.1 5.1.2, 5.0 5.1.2, 6.0 6.1.2, 7.0 6.1.2'],
    ['LOG-001', '1.2 2.9, 1.3 3.9, 1.4 3.9, 1.5 3.9, 2.0 3.9, 3.0 3.7, 4.0.1 3.7, 5.0 3.7, 6.0 4.7, 7.0 4.7'],
    ['SG-018', ''],
    ['RT-002', ''],
  ])('%s: %s', (id, expected) => {
    expect(controls(id, 'CIS AWS Foundations').toSorted()).toEqual(
      expected === '' ? [] : expected.split(', ').toSorted(),
    )
  })
})

describe('Security Hub and AWS Config', () => {
  it.each([
    ['TIER-002', 'AWS FSBP', ['1.0.0 EC2.15']],
    ['SG-002', 'AWS FSBP', ['1.0.0 EC2.18']],
    ['SG-004', 'AWS FSBP', ['1.0.0 EC2.19']],
    ['SG-020', 'AWS FSBP', ['1.0.0 EC2.2']],
    ['LOG-001', 'AWS FSBP', ['1.0.0 EC2.6']],
    ['SG-003', 'AWS FSBP', []],
    ['SG-003', 'AWS Security Hub', ['- EC2.13', '- EC2.14', '- EC2.53', '- EC2.54']],
    ['NACL-001', 'AWS Security Hub', ['- EC2.21']],
    ['TIER-002', 'AWS Config', ['- subnet-auto-assign-public-ip-disabled']],
    ['SG-002', 'AWS Config', ['- vpc-sg-open-only-to-authorized-ports']],
    ['SG-003', 'AWS Config', ['- restricted-ssh', '- restricted-common-ports', '- vpc-sg-port-restriction-check']],
    ['SG-020', 'AWS Config', ['- vpc-default-security-group-closed']],
    ['NACL-001', 'AWS Config', ['- nacl-no-unrestricted-ssh-rdp']],
    ['RT-001', 'AWS Config', ['- no-unrestricted-route-to-igw']],
    ['LOG-001', 'AWS Config', ['- vpc-flow-logs-enabled']],
    ['SG-020', 'PCI DSS', ['3.2.1 1.2.1', '3.2.1 1.3.4', '3.2.1 2.1']],
    ['LOG-001', 'PCI DSS', ['3.2.1 10.3.3', '3.2.1 10.3.4', '3.2.1 10.3.5', '3.2.1 10.3.6']],
    ['TIER-002', 'PCI DSS', ['4.0 1.2.8', '4.0 1.3', '4.0 1.4']],
  ] as const)('%s in %s: %j', (id, framework, expected) => {
    expect(controls(id, framework)).toEqual(expected)
  })

  it.each([
    ['SG-003', 'restricted-ssh', 'exact'],
    ['SG-003', 'restricted-common-ports', 'partial'],
    ['SG-005', 'restricted-common-ports', 'partial'],
    ['RT-001', 'no-unrestricted-route-to-igw', 'exact'],
    ['SG-004', 'EC2.19', 'exact'],
    ['SG-004', '5.1.2', 'partial'],
    ['NACL-001', '5.1', 'exact'],
  ])('%s answers %s as a(n) %s match', (id, control, match) => {
    const found = rule(id).compliance.filter((mapping) => mapping.control === control)
    expect(new Set(found.map((mapping) => mapping.match))).toEqual(new Set([match]))
  })
})

describe('the charter: "Infrastructure security in Amazon VPC", bullet by bullet', () => {
  it.each([
    ['TIER-001', 'C', 'low'],
    ['TIER-002', 'C', 'high'],
    ['SG-001', 'E', 'critical'],
    ['SG-002', 'E', 'high'],
    ['SG-003', 'E', 'high'],
    ['SG-004', 'E', 'critical'],
    ['SG-005', 'E', 'high'],
    ['SG-018', 'E', 'info'],
    ['SG-020', 'E', 'high'],
    ['NACL-001', 'F', 'medium'],
    ['RT-001', 'H', 'medium'],
    ['RT-002', 'H', 'high'],
    ['RT-004', 'H', 'medium'],
    ['RT-007', 'H', 'low'],
    ['LOG-001', 'K', 'medium'],
  ])('%s stands under %s and starts at %s', (id, bullet, severity) => {
    expect([rule(id).charter.bullet, rule(id).severity]).toEqual([bullet, severity])
    expect(rule(id).charter.sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('goes with every finding of the rule, whatever its status', () => {
    const findings = findingsIn({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, missing: ['FlowLogs'] })
    expect(new Set(findings.map(({ status }) => status)).size).toBe(3)
    for (const finding of findings) {
      expect(finding.charter).toEqual(rule(finding.ruleId).charter)
      expect(finding.compliance).toEqual(rule(finding.ruleId).compliance)
    }
  })

  it('has each rule once, and each mapping once', () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length)
    for (const { id, compliance } of CATALOGUE) {
      const texts = compliance.map((mapping) => JSON.stringify(mapping))
      expect(new Set(texts).size, id).toBe(texts.length)
    }
  })
})
