/** What a random estate is made of, as numbers, names and texts that shrink well; `random-estate.ts` makes AWS's own words of it. */

import fc from 'fast-check'
import type { DescribeKey } from '../describe/document.ts'
import { aclTexts, groupIds, groupTexts, POOL4, seldom } from './random-filters.ts'
import { routesFor, SUBNETS } from './random-routes.ts'
import { mostlyOpen, often, rarely, sometimes } from './random-rules.ts'

const host = fc.record({
  subnet: fc.constantFrom(...SUBNETS),
  groups: groupIds,
  isPublic: often,
  hasIpv6: often,
  forwards: rarely,
  isLoose: seldom,
  denies: seldom,
  isStopped: seldom,
})

const edge = fc.record({
  block: fc.constantFrom('10.0.1.0/24', '10.0.2.0/24', '10.0.0.0/16'),
  target: fc.constantFrom('eni-1', 'eni-2', 'vpce-2'),
})

const missing = fc
  .tuple(
    fc.integer({ min: 0, max: 11 }),
    fc.constantFrom<DescribeKey>(
      ...(['RouteTables', 'NetworkAcls', 'InternetGateways', 'SecurityGroups', 'ManagedPrefixLists'] as const),
      ...([
        'NatGateways',
        'VpcPeeringConnections',
        'TransitGatewayRouteTables',
        'TransitGatewayVpcAttachments',
      ] as const),
      ...(['VpnGateways', 'TargetGroups', 'Listeners', 'VpcEndpoints', 'VpcBlockPublicAccessExclusions'] as const),
    ),
  )
  .map(([roll, key]) => (roll === 11 ? key : null))

export const estatePlan = fc.record({
  second: mostlyOpen('10.1', fc.constantFrom('10.0')),
  third: fc.constantFrom('172.16', '172.16', '10.1', '100.64'),
  zones: fc.array(fc.constantFrom('a', 'a', 'b'), { minLength: 6, maxLength: 6 }),
  hosts: fc.array(host, { minLength: 2, maxLength: 8 }),
  groups: fc.tuple(groupTexts, groupTexts, groupTexts, groupTexts),
  tables: fc.tuple(...SUBNETS.map(routesFor)),
  edge: fc.tuple(rarely, edge).map(([now, one]) => (now ? one : null)),
  acls: fc.tuple(aclTexts, aclTexts, aclTexts),
  ownAcl: fc.option(fc.tuple(fc.constantFrom(...SUBNETS), aclTexts), { nil: null, freq: 2 }),
  gateway: seldom.map((broken) => (broken ? 'detaching' : 'available')),
  nat: mostlyOpen('available', fc.constantFrom('deleted', 'regional')),
  peering: mostlyOpen('active', fc.constantFrom('pending-acceptance', 'deleted')),
  farRegion: rarely,
  referencing: sometimes,
  transit: fc.record({
    isSplit: sometimes,
    egress: fc.constantFrom('tgw-attach-1', 'tgw-attach-1', 'tgw-attach-2', 'tgw-attach-vpn', null),
    stray: fc.option(
      fc.tuple(fc.constantFrom(...POOL4), fc.constantFrom('tgw-attach-2', 'tgw-attach-3', '- blackhole')),
    ),
    state: mostlyOpen('available', fc.constantFrom('pendingAcceptance')),
  }),
  tunnels: mostlyOpen('UP', fc.constantFrom('DOWN')),
  balancer: fc.record({
    name: fc.constantFrom('app/web/1', 'net/web/1'),
    listener: fc.constantFrom(22, 1024),
    port: fc.constantFrom(22, 1024, 32_768),
    type: fc.constantFrom<'instance' | 'ip'>('instance', 'ip'),
    health: fc.constantFrom('healthy', 'healthy', 'initial', 'unhealthy'),
    crosses: sometimes,
    keeps: fc.constantFrom(null, 'true', 'false'),
    hasGroups: often,
    isInternal: rarely,
  }),
  block: mostlyOpen<string | null>(null, fc.constantFrom('off', 'block-ingress', 'block-bidirectional')),
  exclusion: fc.option(
    fc.tuple(
      fc.constantFrom('subnet/subnet-1', 'subnet/subnet-2', 'vpc/vpc-1', 'vpc/vpc-2'),
      fc.constantFrom('allow-bidirectional', 'allow-egress'),
    ),
  ),
  lists: fc.record({
    entries: fc.uniqueArray(fc.constantFrom(...POOL4), { maxLength: 2 }),
    isRead: often,
  }),
  missing,
})

export type EstatePlan = typeof estatePlan extends fc.Arbitrary<infer P> ? P : never
