import { describe, expect, it } from 'vitest'
import { balancerArn, withBalancers } from '../../../testing/sketch-balancers.ts'
import { firewallElements, GROUP_ARN, POLICY_ARN } from '../../../testing/sketch-firewall.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const ARN = balancerArn('shop')
const NO_POLICIES = { missing: ['FirewallPolicies' as const] }

// Source: Network Firewall guide, "Firewall policy settings".
describe('INL-002 stateless defaults', () => {
  const policy = (full: readonly string[], fragments: readonly string[]) => ({
    elements: {
      FirewallPolicies: [
        { FirewallPolicyArn: POLICY_ARN, StatelessDefaultActions: full, StatelessFragmentDefaultActions: fragments },
      ],
    },
  })

  it.each([
    ['both inspected', policy(['aws:forward_to_sfe'], ['aws:drop']), [`PASS ${POLICY_ARN}`]],
    ['packets pass', policy(['aws:pass'], ['aws:drop']), [`FAIL ${POLICY_ARN} medium none`]],
    ['fragments pass, after a metric', policy(['aws:drop'], ['aws:pass', 'count']), [`FAIL ${POLICY_ARN} medium none`]],
    ['fragments not told', policy(['aws:drop'], []), [`NOT_EVALUATED ${POLICY_ARN}`]],
    ['not collected', NO_POLICIES, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-002', sketch)).toEqual(expected)
  })

  it('points at the action', () => {
    const { evidence, remediation } = theFailure('INL-002', policy(['aws:pass'], ['aws:drop']))
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/FirewallPolicies/0/StatelessDefaultActions'])
    expect(remediation.cli[1]).toContain(`--firewall-policy-arn ${POLICY_ARN}`)
  })
})

// Source: Network Firewall guide, "Rule groups".
describe('INL-003 rules of a policy', () => {
  const RULE = 'drop tcp 10.1.0.0/16 10.2.0.0/16 22'

  it.each([
    ['a rule', { elements: firewallElements({ stateful: [[RULE]] }) }, [`PASS ${POLICY_ARN}`]],
    ['no group', { elements: firewallElements({}) }, [`FAIL ${POLICY_ARN} medium none`]],
    [
      'an empty group beside a full one',
      { elements: firewallElements({ stateful: [[RULE], []] }) },
      [`FAIL ${POLICY_ARN} medium none`],
    ],
    [
      'a group that was not collected',
      { elements: firewallElements({ stateful: ['lost'] }) },
      [`NOT_EVALUATED ${POLICY_ARN}`],
    ],
    [
      'a policy without its body',
      { elements: { FirewallPolicies: [{ FirewallPolicyArn: POLICY_ARN }] } },
      [`NOT_EVALUATED ${POLICY_ARN}`],
    ],
    ['not collected', NO_POLICIES, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-003', sketch)).toEqual(expected)
  })

  it('names the group that is empty', () => {
    const { related, evidence } = theFailure('INL-003', { elements: firewallElements({ stateful: [[]] }) })
    expect(related).toEqual([{ role: 'rule-group', id: `${GROUP_ARN}stateful-0` }])
    expect(evidence[0]?.pointer).toBe('/FirewallPolicies/0')
  })
})

// Source: Route 53 guide, "Resolver DNS Firewall", VPC configuration.
describe('INL-008 DNS firewall', () => {
  const filtered = (FirewallFailOpen: string, Status = 'COMPLETE') => ({
    elements: {
      FirewallRuleGroupAssociations: [{ Id: 'rslvr-1', VpcId: 'vpc-1', Status }],
      FirewallConfigs: [{ Id: 'c', ResourceId: 'vpc-1', FirewallFailOpen }],
    },
  })

  it.each([
    ['none', {}, ['FAIL vpc-1 low none']],
    ['one that fails closed', filtered('DISABLED'), ['PASS vpc-1']],
    ['one that fails open', filtered('ENABLED'), ['FAIL vpc-1 low none']],
    ['one that is being deleted', filtered('DISABLED', 'DELETING'), ['FAIL vpc-1 low none']],
    [
      'one whose configuration was not collected',
      { ...filtered('DISABLED'), missing: ['FirewallConfigs' as const] },
      ['NOT_EVALUATED vpc-1'],
    ],
    ['not collected', { missing: ['FirewallRuleGroupAssociations' as const] }, [EVERYWHERE, 'NOT_EVALUATED vpc-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-008', sketch)).toEqual(expected)
  })

  it('closes the one of this VPC', () => {
    const { evidence, remediation } = theFailure('INL-008', filtered('ENABLED'))
    expect(evidence[0]?.pointer).toBe('/FirewallConfigs/0/FirewallFailOpen')
    expect(remediation.cli[0]).toContain('--resource-id vpc-1 --firewall-fail-open DISABLED')
  })
})

// Source: WAF guide, "Associating or disassociating protection with an AWS resource".
describe('INL-009 web ACL', () => {
  const behind = (
    WebACLs: readonly { readonly ARN: string; readonly ResourceArns?: readonly string[] }[],
    more: object = {},
  ) => {
    const sketch = withBalancers({ balancers: { shop: more } })
    return { ...sketch, elements: { ...sketch.elements, WebACLs } }
  }

  it.each([
    ['none', behind([]), [`FAIL ${ARN} medium none`]],
    ['one that names it', behind([{ ARN: 'arn:waf', ResourceArns: [ARN] }]), [`PASS ${ARN}`]],
    ['one that names another', behind([{ ARN: 'arn:waf', ResourceArns: [`${ARN}x`] }]), [`FAIL ${ARN} medium none`]],
    ['one that was not asked', behind([{ ARN: 'arn:waf' }]), [`NOT_EVALUATED ${ARN}`]],
    ['internal', behind([], { scheme: 'internal' }), []],
    ['a network load balancer', behind([], { kind: 'net' }), []],
    ['not collected', { ...behind([]), missing: ['WebACLs' as const] }, [EVERYWHERE, `NOT_EVALUATED ${ARN}`]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('INL-009', sketch)).toEqual(expected)
  })

  it('associates one with this load balancer', () => {
    const { evidence, remediation } = theFailure('INL-009', behind([]))
    expect(evidence.map(({ kind }) => kind)).toEqual(['absence'])
    expect(remediation.cli[1]).toContain(`--resource-arn ${ARN}`)
  })
})
