/** Security groups, and their rules a second time with ids of their own, as AWS prints both. Source: EC2 API reference. */

import { arn, type Part, tags, type VpcPlan } from './place.ts'
import { sampleId } from './sample-id.ts'

export interface RulePlan {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | '-1'
  readonly ports: readonly [number, number] | null
  /** A prefix of either family, `pl-…` or `sg-…`. */
  readonly peer: string
  readonly description: string
}

export function tcp(ports: number | readonly [number, number], peer: string, description: string): RulePlan {
  return { protocol: 'tcp', ports: typeof ports === 'number' ? [ports, ports] : ports, peer, description }
}

export function udp(port: number, peer: string, description: string): RulePlan {
  return { protocol: 'udp', ports: [port, port], peer, description }
}

export function everything(peer: string, description = ''): RulePlan {
  return { protocol: '-1', ports: null, peer, description }
}

/** What AWS gives every new group. */
export const ANYWHERE_OUT: readonly RulePlan[] = [everything('0.0.0.0/0')]

export interface GroupPlan {
  readonly vpc: VpcPlan
  readonly name: string
  readonly description: string
  readonly ingress: readonly RulePlan[]
  readonly egress: readonly RulePlan[]
}

/** Id of a group by its VPC and name, so that rules can name a group before it is written. */
export function groupId(vpc: VpcPlan, name: string): `sg-${string}` {
  return sampleId('sg', `${vpc.name}/${name}`)
}

export function securityGroupParts(plan: GroupPlan): readonly Part[] {
  const { vpc, name } = plan
  const GroupId = groupId(vpc, name)
  const group: Part = [
    'SecurityGroups',
    {
      GroupId,
      GroupName: name,
      SecurityGroupArn: arn('ec2', vpc.account, `security-group/${GroupId}`),
      Description: plan.description,
      VpcId: vpc.id,
      OwnerId: vpc.account,
      IpPermissions: permissions(plan, plan.ingress),
      IpPermissionsEgress: permissions(plan, plan.egress),
      Tags: tags({ Name: name, environment: vpc.environment }),
    },
  ]
  const rules = [
    ...plan.ingress.map((rule) => ruleElement(plan, rule, false)),
    ...plan.egress.map((rule) => ruleElement(plan, rule, true)),
  ]
  return [group, ...rules]
}

/** AWS gathers rules of one protocol and port range into one permission. */
function permissions(plan: GroupPlan, rules: readonly RulePlan[]): readonly object[] {
  const byTraffic = new Map<string, RulePlan[]>()
  for (const rule of rules) {
    const traffic = `${rule.protocol} ${rule.ports?.join('-') ?? ''}`
    byTraffic.set(traffic, [...(byTraffic.get(traffic) ?? []), rule])
  }
  return [...byTraffic.values()].map((group) => permission(plan, group))
}

function permission(plan: GroupPlan, rules: readonly RulePlan[]): object {
  const [first] = rules
  const of = (kind: PeerKind) => rules.filter((rule) => peerKind(rule.peer) === kind)
  const told = ({ description }: RulePlan) => (description === '' ? {} : { Description: description })
  return {
    IpProtocol: first?.protocol,
    ...(first?.ports ? { FromPort: first.ports[0], ToPort: first.ports[1] } : {}),
    IpRanges: of('ipv4').map((rule) => ({ CidrIp: rule.peer, ...told(rule) })),
    Ipv6Ranges: of('ipv6').map((rule) => ({ CidrIpv6: rule.peer, ...told(rule) })),
    PrefixListIds: of('prefix-list').map((rule) => ({ PrefixListId: rule.peer, ...told(rule) })),
    UserIdGroupPairs: of('group').map((rule) => ({ GroupId: rule.peer, UserId: plan.vpc.account, ...told(rule) })),
  }
}

function ruleElement(plan: GroupPlan, rule: RulePlan, isEgress: boolean): Part {
  const { vpc } = plan
  const direction = isEgress ? 'out' : 'in'
  const text = [vpc.name, plan.name, direction, rule.protocol, rule.ports?.join('-') ?? 'all', rule.peer].join(' ')
  return [
    'SecurityGroupRules',
    {
      SecurityGroupRuleId: sampleId('sgr', text),
      GroupId: groupId(vpc, plan.name),
      GroupOwnerId: vpc.account,
      IsEgress: isEgress,
      IpProtocol: rule.protocol,
      FromPort: rule.ports?.[0] ?? -1,
      ToPort: rule.ports?.[1] ?? -1,
      ...peerFields(vpc, rule.peer),
      ...(rule.description === '' ? {} : { Description: rule.description }),
    },
  ]
}

function peerFields(vpc: VpcPlan, peer: string): object {
  switch (peerKind(peer)) {
    case 'ipv4':
      return { CidrIpv4: peer }
    case 'ipv6':
      return { CidrIpv6: peer }
    case 'prefix-list':
      return { PrefixListId: peer }
    case 'group':
      return { ReferencedGroupInfo: { GroupId: peer, UserId: vpc.account } }
  }
}

type PeerKind = 'ipv4' | 'ipv6' | 'prefix-list' | 'group'

function peerKind(peer: string): PeerKind {
  if (peer.startsWith('sg-')) return 'group'
  if (peer.startsWith('pl-')) return 'prefix-list'
  return peer.includes(':') ? 'ipv6' : 'ipv4'
}
