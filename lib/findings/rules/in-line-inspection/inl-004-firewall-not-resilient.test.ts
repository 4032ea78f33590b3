import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const ARN = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/edge'
const SUBNETS = {
  'subnet-1': { cidr: '10.0.0.0/24', zone: 'eu-west-1a' },
  'subnet-2': { cidr: '10.0.1.0/24', zone: 'eu-west-1b' },
}

/** A firewall in both zones, logged and protected, beside one instance in zone a. */
function firewall(changes: JsonObject = {}, more: NetworkSketch = {}): NetworkSketch {
  const one = {
    FirewallArn: ARN,
    FirewallName: 'edge',
    VpcId: 'vpc-1',
    SubnetMappings: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
    DeleteProtection: true,
    SubnetChangeProtection: true,
    LoggingConfiguration: { LogDestinationConfigs: [{ LogType: 'ALERT' }, { LogType: 'FLOW' }] },
    ...changes,
  }
  return { subnets: SUBNETS, elements: { Firewalls: [one] }, ...more }
}
const FAIL = [`FAIL ${ARN} medium none`]
const UNTOLD = [`NOT_EVALUATED ${ARN}`]
const ONE_ZONE = { SubnetMappings: [{ SubnetId: 'subnet-1' }] }
const HOSTS = { interfaces: { 'eni-1': {}, 'eni-2': { subnet: 'subnet-2', privateIp: '10.0.1.10' } } }

// Source: Network Firewall guide, "Firewall settings" and "Logging network traffic".
describe('INL-004 zones, logs and protection', () => {
  it.each([
    ['all is well', firewall(), [`PASS ${ARN}`]],
    ['one zone only', firewall(ONE_ZONE), FAIL],
    ['a zone with instances is left out', firewall(ONE_ZONE, HOSTS), FAIL],
    ['no flow log', firewall({ LoggingConfiguration: { LogDestinationConfigs: [{ LogType: 'ALERT' }] } }), FAIL],
    ['no log at all', firewall({ LoggingConfiguration: {} }), FAIL],
    ['deletion not protected', firewall({ DeleteProtection: false }), FAIL],
    ['change of subnets not protected', firewall({ SubnetChangeProtection: false }), FAIL],
    ['there is none', {}, []],
    ['logging was not asked', firewall({ LoggingConfiguration: null }), UNTOLD],
    ['protection was not told', firewall({ DeleteProtection: null }), UNTOLD],
    ['interfaces were not collected', firewall({}, { missing: ['NetworkInterfaces'] }), UNTOLD],
    ['firewalls were not collected', { missing: ['Firewalls' as const] }, ['NOT_EVALUATED 111122223333/eu-west-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-004', sketch)).toEqual(expected)
  })

  it('asks no zones of a firewall at a transit gateway, whose endpoints AWS keeps', () => {
    expect(tell('INL-004', firewall({ VpcId: null, SubnetMappings: [] }))).toEqual([`PASS ${ARN}`])
  })

  it('is one finding for all faults, each with its field and its command', () => {
    const finding = theFailure(
      'INL-004',
      firewall({ ...ONE_ZONE, DeleteProtection: false, LoggingConfiguration: null }, HOSTS),
    )
    expect(finding.title).toBe('edge: no endpoint in eu-west-1b and deletion not protected')
    expect(finding.description).toContain('Not told: its logging.')
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/Firewalls/0/SubnetMappings',
      '/Firewalls/0/DeleteProtection',
    ])
    expect(finding.remediation.cli[1]).toContain(`--firewall-arn ${ARN} --delete-protection`)
  })

  it('says what each command does to the traffic, and protects in Terraform what it protects by command', () => {
    const { remediation, severity, related } = theFailure('INL-004', firewall({ SubnetChangeProtection: false }))
    expect(remediation.summary).toBe(
      'Each command mends one point and stops no traffic. Another zone and logs are billed.',
    )
    expect(remediation.cli).toEqual([expect.stringContaining('--subnet-change-protection')])
    expect(remediation.terraform).toMatch(/delete_protection += true\n +subnet_change_protection = true/)
    expect(severity.why.join()).toContain('the firewall may be missing, or blind, when it is needed')
    expect(related).toEqual([{ role: 'vpc', id: 'vpc-1' }])
  })

  it('names both calls that tell what is missing', () => {
    const [finding] = findingsOf('INL-004', firewall({ LoggingConfiguration: null }))
    expect(finding?.reasonNotEvaluated).toContain(
      `describe-logging-configuration --region eu-west-1 --firewall-arn ${ARN}`,
    )
  })
})
