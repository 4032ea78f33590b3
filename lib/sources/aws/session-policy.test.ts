import { beforeAll, describe, expect, it } from 'vitest'
import { iamAction } from '../../describe/aws-names.ts'
import { ACTIONS, ALL_CALLS, actionOf } from './calls/all-calls.ts'
import { iamPolicy, memberRoleTemplate, memberRoleTerraform, stackSetTemplate } from './member-role-template.ts'
import { operationsOf, SERVICES } from './service-clients.ts'
import { type PolicyDocument, SESSION_ACTIONS, sessionPolicy } from './session-policy.ts'

/** What the cut names admit besides the calls: descriptions of networks, none of them with data or a secret. */
const ADMITTED = [
  'directconnect:DescribeDirectConnectGatewayAssociationProposals',
  'directconnect:DescribeDirectConnectGatewayAttachments',
  'ec2:DescribeClientVpnConnections',
  'ec2:DescribeSecurityGroupReferences',
  'ec2:DescribeTrafficMirrorFilterRules',
  'ec2:DescribeTrafficMirrorFilters',
  'ec2:DescribeTransitGatewayConnectPeers',
  'ec2:DescribeTransitGatewayConnects',
  'ec2:DescribeTransitGatewayMeteringPolicies',
  'ec2:DescribeTransitGatewayMulticastDomains',
  'ec2:DescribeTransitGatewayPolicyTables',
  'ec2:DescribeTransitGatewayRouteTableAnnouncements',
  'ec2:DescribeVpcClassicLink',
  'ec2:DescribeVpcClassicLinkDnsSupport',
  'ec2:DescribeVpcEndpointAssociations',
  'ec2:DescribeVpcEndpointConnectionNotifications',
  'ec2:DescribeVpcEndpointConnections',
  'ec2:DescribeVpcEndpointServices',
  'ec2:DescribeVpnConcentrators',
  'ec2:SearchTransitGatewayMulticastGroups',
  'elasticloadbalancing:DescribeListenerAttributes',
  'elasticloadbalancing:DescribeListenerCertificates',
  'elasticloadbalancing:DescribeLoadBalancerPolicies',
  'elasticloadbalancing:DescribeLoadBalancerPolicyTypes',
  'network-firewall:DescribeFirewallMetadata',
  'route53resolver:ListFirewallDomainLists',
  'route53resolver:ListFirewallDomains',
  'route53resolver:ListFirewallRuleGroups',
  'route53resolver:ListFirewallRules',
  'route53resolver:ListResolverQueryLogConfigs',
]

let known: ReadonlySet<string> = new Set()

beforeAll(async () => {
  const actions = new Set<string>()
  for (const service of SERVICES) {
    for (const operation of (await operationsOf(service)).all) actions.add(iamAction(service, operation))
  }
  known = actions
})

function expand(pattern: string): readonly string[] {
  if (!pattern.endsWith('*')) return known.has(pattern) ? [pattern] : []
  return [...known].filter((action) => action.startsWith(pattern.slice(0, -1)))
}

describe('the session policy', () => {
  it('is within what STS takes, with room for the packing', () => {
    expect(sessionPolicy().length).toBeLessThanOrEqual(1_900)
    expect(JSON.parse(sessionPolicy()).Statement).toEqual([{ Effect: 'Allow', Action: SESSION_ACTIONS, Resource: '*' }])
  })

  it('allows every call that is made', () => {
    const allowed = new Set(SESSION_ACTIONS.flatMap(expand))
    expect(ACTIONS.filter((action) => !allowed.has(action))).toEqual([])
  })

  it('allows besides them only the descriptions listed', () => {
    const made = new Set(ACTIONS)
    const besides = new Set(SESSION_ACTIONS.flatMap(expand).filter((action) => !made.has(action)))
    expect([...besides].sort()).toEqual(ADMITTED)
  })

  it('cuts no name before a verb that reads is told', () => {
    const cut = SESSION_ACTIONS.filter(
      (pattern) => !/^[a-z0-9-]+:(?:Describe|List|Get|Search)[A-Z][A-Za-z]*\*?$/.test(pattern),
    )
    expect(cut).toEqual([])
  })

  it('has no name that no call needs', () => {
    const made = new Set(ACTIONS)
    expect(SESSION_ACTIONS.filter((pattern) => !expand(pattern).some((action) => made.has(action)))).toEqual([])
  })

  it('keeps what holds secrets out of reach', () => {
    const allowed = new Set(SESSION_ACTIONS.flatMap(expand))
    const secrets = [
      'ec2:DescribeInstanceAttribute',
      'ec2:GetPasswordData',
      'ec2:GetConsoleOutput',
      'lambda:GetFunction',
      'ssm:GetParameters',
      'logs:GetLogEvents',
    ]
    for (const action of secrets) {
      expect(known.has(action)).toBe(true)
      expect(allowed.has(action)).toBe(false)
    }
  })
})

describe('the policy of the member role', () => {
  const made = [...new Set([...ALL_CALLS.map(actionOf), 'ec2:DescribeRegions'])].sort()
  const actionsOf = (policy: PolicyDocument) => policy.Statement.flatMap(({ Action }) => Action)
  const roleActions = (template: string) =>
    actionsOf(JSON.parse(template).Resources.PortolanRole.Properties.Policies[0].PolicyDocument)

  it('as IAM policy names exactly the calls made', () => {
    expect(actionsOf(JSON.parse(iamPolicy()))).toEqual(made)
  })

  it('fits a managed policy. Source: IAM guide, "IAM and AWS STS quotas"', () => {
    expect(JSON.stringify(JSON.parse(iamPolicy())).length).toBeLessThanOrEqual(6_144)
  })

  it('in CloudFormation names exactly the calls made', () => {
    expect(roleActions(memberRoleTemplate())).toEqual(made)
  })

  it('in the StackSet names exactly the calls made, and its template fits', () => {
    const { MemberRoles } = JSON.parse(stackSetTemplate()).Resources
    expect(roleActions(MemberRoles.Properties.TemplateBody)).toEqual(made)
    expect(MemberRoles.Properties.TemplateBody.length).toBeLessThan(51_200)
    expect(MemberRoles.Properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true },
    })
  })

  it('in Terraform names exactly the calls made', () => {
    expect(memberRoleTerraform().match(/(?<=^ {10}")[a-z0-9-]+:[A-Za-z]+(?=",$)/gm)).toEqual(made)
  })
})

describe('the trust of the member role', () => {
  it('needs the external id. Source: IAM guide, "The confused deputy problem"', () => {
    const { PortolanRole } = JSON.parse(memberRoleTemplate()).Resources
    expect(PortolanRole.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: { Ref: 'TrustedPrincipalArn' } },
        Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
      },
    ])
    expect(memberRoleTerraform()).toContain('Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }')
  })

  it('has no default for who may assume it, nor for the external id', () => {
    const { Parameters } = JSON.parse(stackSetTemplate())
    expect(Object.keys(Parameters)).toEqual(['TrustedPrincipalArn', 'ExternalId', 'RoleName', 'OrganizationalUnitIds'])
    expect(Parameters.TrustedPrincipalArn.Default).toBeUndefined()
    expect(Parameters.ExternalId.Default).toBeUndefined()
    expect(new RegExp(Parameters.TrustedPrincipalArn.AllowedPattern).test('*')).toBe(false)
  })
})
