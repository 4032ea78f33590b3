import { describe, expect, it } from 'vitest'
import { evaluate } from '../findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { findingOf } from '../testing/finding-of.ts'
import { blastRadiusOf } from './blast-radius.ts'

const { inventory } = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24')
  .host('eni-jump', 'subnet-pub', ['tcp/22 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
  .host('eni-app', 'subnet-app', ['tcp/8080 from 10.0.1.0/24'], { privateIp: '10.0.2.10' })

const failures = evaluate(inventory, DEFAULT_SETTINGS).findings.filter(({ status }) => status === 'FAIL')
const [ssh, reached] = ['SG-003', 'EXP-001'].map((rule) => failures.find(({ ruleId }) => ruleId === rule))

describe('blastRadiusOf', () => {
  it('tells what closes, and who inside came by the same rule', () => {
    if (!ssh) throw new Error('SSH is not found open.')
    const radius = blastRadiusOf(inventory, ssh, DEFAULT_SETTINGS)
    expect(radius?.ruleIds).toHaveLength(1)
    expect(radius?.closes.join()).toContain('tcp/22')
    expect(radius?.breaks).toHaveLength(1)
    expect(radius?.breaks[0]).toContain('tcp/22')
    expect([radius?.opens, radius?.complete]).toEqual([[], true])
  })

  it('takes away what the commands take away, not every rule of the group that a path passes', () => {
    if (!ssh) throw new Error('SSH is not found open.')
    const group = inventory.securityGroups.get('sg-jump')
    const other = group?.rules.find(({ direction }) => direction === 'egress')
    const evidence = [...ssh.evidence, { ...ssh.evidence[0], networkRuleId: `sg-jump/${other?.key}` }]
    const radius = blastRadiusOf(inventory, { ...ssh, evidence: evidence as typeof ssh.evidence }, DEFAULT_SETTINGS)
    expect(radius?.ruleIds).toHaveLength(1)
  })

  it('tells of a reached interface what its group would close, as the finding on that group does', () => {
    if (!ssh || !reached) throw new Error('SSH is not found open.')
    expect(reached.resource.type).toBe('network-interface')
    const [ofInterface, ofGroup] = [reached, ssh].map((each) => blastRadiusOf(inventory, each, DEFAULT_SETTINGS))
    expect(ofInterface).toEqual(ofGroup)
  })

  it('leaves a rule of another group that reads the same', () => {
    if (!ssh) throw new Error('SSH is not found open.')
    const cli = ssh.remediation.cli.map((command) => command.replace('sg-jump', 'sg-app'))
    expect(blastRadiusOf(inventory, { ...ssh, remediation: { ...ssh.remediation, cli } }, DEFAULT_SETTINGS)).toBeNull()
  })

  it.each([
    ['a finding that names no rule', findingOf()],
    ['a pass', findingOf({ status: 'PASS' })],
  ])('says nothing of %s', (_, finding) => {
    expect(blastRadiusOf(inventory, finding, DEFAULT_SETTINGS)).toBeNull()
  })
})
