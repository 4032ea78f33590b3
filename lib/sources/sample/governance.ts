/** What watches over the accounts: flow logs, Block Public Access, zones, the organisation's list. */

import { arn, DEV, type Part, PROD, REGION, SHOP_PROD, SHOP_SHARED, type VpcPlan, zoneId, zoneName } from './place.ts'
import { sampleId } from './sample-id.ts'

/** Production is logged whole, development only what is refused, shared services not at all. */
export function prodGovernance(): readonly Part[] {
  return [flowLog(PROD, 'ALL'), blockPublicAccess(SHOP_PROD), ...zones(SHOP_PROD), ...accounts()]
}

export function sharedGovernance(): readonly Part[] {
  return [flowLog(DEV, 'REJECT'), blockPublicAccess(SHOP_SHARED), ...zones(SHOP_SHARED)]
}

function flowLog(vpc: VpcPlan, TrafficType: string): Part {
  const LogGroupName = `/vpc/${vpc.name}`
  return [
    'FlowLogs',
    {
      FlowLogId: sampleId('fl', vpc.name),
      FlowLogStatus: 'ACTIVE',
      ResourceId: vpc.id,
      TrafficType,
      DeliverLogsStatus: 'SUCCESS',
      LogDestination: arn('logs', vpc.account, `log-group:${LogGroupName}`),
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName,
      MaxAggregationInterval: 60,
      Tags: [],
    },
  ]
}

function blockPublicAccess(AwsAccountId: string): Part {
  return [
    'VpcBlockPublicAccessOptions',
    {
      AwsAccountId,
      AwsRegion: REGION,
      State: 'default-state',
      InternetGatewayBlockMode: 'off',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    },
  ]
}

function zones(account: string): readonly Part[] {
  return (['a', 'b', 'c'] as const).map(
    (zone): Part => [
      'AvailabilityZones',
      {
        ZoneName: zoneName(zone),
        ZoneId: zoneId(account, zone),
        ZoneType: 'availability-zone',
        RegionName: REGION,
        State: 'available',
        OptInStatus: 'opt-in-not-required',
        GroupName: REGION,
      },
    ],
  )
}

function accounts(): readonly Part[] {
  return [
    ['Accounts', { Id: SHOP_PROD, Name: 'shop-prod', Status: 'ACTIVE' }],
    ['Accounts', { Id: SHOP_SHARED, Name: 'shop-shared', Status: 'ACTIVE' }],
  ]
}
