/**
 * Networks of any size as pages, each a describe document of a part of one account and region: a million interfaces
 * never stand in memory as objects. Seeded: the same request is the same estate. The benchmarks read these; what a
 * network of this size means is in `estate-plan.ts`.
 */

import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey, type JsonObject } from '../../describe/document.ts'
import { documentOf } from '../describe-document.ts'
import { interfaceElements } from './estate-interfaces.ts'
import { balancerArn, type Elements, networkElements, targetGroupArn } from './estate-network.ts'
import { awsId, type EstatePlace, type EstatePlan, type EstateRequest, planEstate } from './estate-plan.ts'
import { siteOf, type VpcSite } from './estate-site.ts'

/** One page for each account and region, then two for each VPC: its network, and its interfaces. */
export function* estatePages(request: EstateRequest): Generator<DescribeDocument> {
  const plan = planEstate(request)
  for (const place of plan.places) {
    yield pageOf(place, placeElements(plan, place))
    for (const vpc of place.vpcs) {
      const site = siteOf(plan, place, vpc)
      const { networkInterfaces, instances } = interfaceElements(site)
      yield pageOf(place, { ...networkElements(site), TargetGroups: targetGroups(site, instances) })
      yield pageOf(place, { NetworkInterfaces: networkInterfaces, Instances: instances })
    }
  }
}

/** The same estate whole: one document an account and region, elements sorted by id as a snapshot keeps them. */
export function estateDocuments(request: EstateRequest): readonly DescribeDocument[] {
  const byPlace = new Map<string, Map<DescribeKey, JsonObject[]>>()
  for (const { account, region, elements } of estatePages(request)) {
    const place = `${account} ${region}`
    const whole = byPlace.get(place) ?? new Map<DescribeKey, JsonObject[]>()
    byPlace.set(place, whole)
    for (const [key, list] of elements) whole.set(key, (whole.get(key) ?? []).concat(list))
  }
  return [...byPlace].map(([place, elements]) => {
    const [account = '', region = ''] = place.split(' ')
    for (const [key, list] of elements) list.sort((a, b) => compare(idOf(key, a), idOf(key, b)))
    return documentOf({ account, region, elements: Object.fromEntries(elements) })
  })
}

/** A page as it is written: one line of JSON, its keys as the AWS CLI prints them. */
export function pageJson({ account, region, elements }: DescribeDocument): string {
  return JSON.stringify({ Account: account, Region: region, ...Object.fromEntries(elements) })
}

function pageOf({ account, region }: EstatePlace, elements: Elements): DescribeDocument {
  return documentOf({ account, region, elements })
}

/** What a place has once: its transit gateway with one table, its prefix list, and that everything else was asked for. */
function placeElements(plan: EstatePlan, place: EstatePlace): Elements {
  const nothing = Object.fromEntries(DESCRIBE_KEYS.map((key) => [key, []]))
  const id = awsId('tgw', plan.seed, place.index)
  const members = place.vpcs.map((vpc) => ({
    ResourceId: awsId('vpc', plan.seed, vpc),
    ResourceType: 'vpc',
    TransitGatewayAttachmentId: awsId('tgw-attach', plan.seed, vpc),
  }))
  return {
    ...nothing,
    TransitGateways: [{ OwnerId: place.account, State: 'available', TransitGatewayId: id }],
    TransitGatewayRouteTables: [
      {
        Associations: members.map((member) => ({ ...member, State: 'associated' })),
        Propagations: members.map((member) => ({ ...member, State: 'enabled' })),
        Routes: place.vpcs.slice(0, 256).map((vpc, index) => ({
          DestinationCidrBlock: `10.${vpc % 256}.0.0/16`,
          State: 'active',
          TransitGatewayAttachments: [members[index] ?? {}],
          Type: 'propagated',
        })),
        State: 'available',
        TransitGatewayId: id,
        TransitGatewayRouteTableId: awsId('tgw-rtb', plan.seed, place.index),
      },
    ],
    ManagedPrefixLists: [
      {
        AddressFamily: 'IPv4',
        Entries: Array.from({ length: 8 }, (_, index) => ({ Cidr: `203.0.113.${index * 32}/28` })),
        OwnerId: place.account,
        PrefixListId: awsId('pl', plan.seed, place.index),
        PrefixListName: 'offices',
        State: 'create-complete',
      },
    ],
  }
}

/** The first twenty instances stand behind the public balancer; the inner one sends to addresses. */
function targetGroups(site: VpcSite, instances: readonly JsonObject[]): readonly JsonObject[] {
  const group = (kind: 'application' | 'network', targetType: string, targets: readonly JsonObject[]) => ({
    LoadBalancerArns: [balancerArn(site, kind)],
    Port: kind === 'application' ? 8080 : 8000,
    Protocol: kind === 'application' ? 'HTTP' : 'TCP',
    TargetGroupArn: targetGroupArn(site, kind),
    TargetGroupName: `${site.name}-${kind}`,
    TargetType: targetType,
    Targets: targets.map((Target) => ({ Target, TargetHealth: { State: 'healthy' } })),
    VpcId: site.vpcId,
  })
  const some = instances.slice(0, 20)
  return [
    group(
      'application',
      'instance',
      some.map((each) => ({ Id: each['InstanceId'], Port: 8080 })),
    ),
    group(
      'network',
      'ip',
      some.map((each) => ({ Id: each['PrivateIpAddress'], Port: 8000 })),
    ),
  ]
}

const ID_FIELDS: Readonly<Partial<Record<DescribeKey, string>>> = {
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  RouteTables: 'RouteTableId',
  SecurityGroups: 'GroupId',
  NetworkAcls: 'NetworkAclId',
  NetworkInterfaces: 'NetworkInterfaceId',
  Instances: 'InstanceId',
  NatGateways: 'NatGatewayId',
  InternetGateways: 'InternetGatewayId',
}

function idOf(key: DescribeKey, element: JsonObject): string {
  const field = ID_FIELDS[key]
  return field === undefined ? '' : String(element[field])
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
