/** Security groups of the production VPC. The comments mark what a review should find. */

import { type Part, PROD } from './place.ts'
import { CORP_OFFICES, COURIER_HOOKS } from './prefix-lists.ts'
import {
  ANYWHERE_OUT,
  everything,
  type GroupPlan,
  groupId,
  type RulePlan,
  securityGroupParts,
  tcp,
  udp,
} from './security-group-elements.ts'
import { DUBLIN_NETWORK } from './transit.ts'

export function prodGroups(): readonly Part[] {
  return GROUPS.flatMap(([name, description, ingress, egress]) =>
    securityGroupParts({ vpc: PROD, name, description, ingress, egress }),
  )
}

function group(name: string): string {
  return groupId(PROD, name)
}

type Row = readonly [name: string, description: string, ingress: GroupPlan['ingress'], egress: GroupPlan['egress']]

const HTTPS_OUT: readonly RulePlan[] = [tcp(443, '0.0.0.0/0', 'AWS and payment APIs')]

const EDGE: readonly Row[] = [
  // Fault: the default group still has AWS's rules, and old-proxy-1 uses it.
  ['default', 'default VPC security group', [everything(group('default'))], ANYWHERE_OUT],
  [
    'shop-edge',
    'Customers to the shop',
    [
      tcp(443, '0.0.0.0/0', 'Customers'),
      tcp(443, '::/0', 'Customers'),
      tcp(80, '0.0.0.0/0', 'Redirect to HTTPS'),
      tcp(80, '::/0', 'Redirect to HTTPS'),
    ],
    [tcp(8443, group('web'), 'To the web tier')],
  ],
  // Fault: meant for the offices; the second rule was added for one night and stayed.
  [
    'bastion',
    'SSH to production',
    [tcp(22, CORP_OFFICES, 'Offices'), tcp(22, '0.0.0.0/0', 'Temporary: on call from home')],
    ANYWHERE_OUT,
  ],
  // Fault: a VPN trial that ended; host, address and rules are still there.
  [
    'vpn-test',
    'VPN trial',
    [tcp(8080, '0.0.0.0/0', 'Console of the trial'), udp(51820, '0.0.0.0/0', 'WireGuard')],
    ANYWHERE_OUT,
  ],
  // Fault: IPv4 is closed, IPv6 is open to everyone.
  [
    'status-page',
    'Status page, preview',
    [tcp(8443, CORP_OFFICES, 'Offices'), tcp(8443, '::/0', 'Offices over IPv6')],
    [tcp(443, '0.0.0.0/0', ''), tcp(443, '::/0', '')],
  ],
  // Unknown: nobody could read the courier's list, so nobody can say who may call.
  ['courier-hook', 'Parcel events from the courier', [tcp(8443, COURIER_HOOKS, 'Courier')], HTTPS_OUT],
]

const TIERS: readonly Row[] = [
  [
    'web',
    'Shop front end',
    [tcp(8443, group('shop-edge'), 'From the load balancer'), tcp(22, group('bastion'), 'From the bastion')],
    [...HTTPS_OUT, tcp(8080, group('orders-api'), 'Orders'), tcp(6379, group('session-cache'), 'Sessions')],
  ],
  // Fault: an application tier that may talk to anything.
  ['orders-api', 'Orders', [tcp(8080, group('web'), 'From the web tier')], ANYWHERE_OUT],
  ['stock-sync', 'Stock levels, a function', [], [...HTTPS_OUT, tcp(5432, group('orders-db'), 'Stock tables')]],
  // Fault: open to the world, and only the private subnet stands between: one change away.
  [
    'reports-search',
    'Search behind the reports',
    [tcp(9200, '0.0.0.0/0', 'Search'), tcp(22, group('bastion'), 'From the bastion')],
    HTTPS_OUT,
  ],
  ['endpoints', 'Interface endpoints', [tcp(443, PROD.cidr, 'Everything in the VPC')], []],
]

const DATA: readonly Row[] = [
  // Fault: the third rule admits the whole VPC, bastion and vpn-test included.
  [
    'orders-db',
    'Orders database',
    [
      tcp(5432, group('orders-api'), 'Orders'),
      tcp(5432, group('stock-sync'), 'Stock'),
      tcp(5432, PROD.cidr, 'Migration, remove after'),
    ],
    [],
  ],
  ['session-cache', 'Sessions', [tcp(6379, group('web'), 'Web tier'), tcp(6379, group('orders-api'), 'Orders')], []],
  // Fault: nothing uses it, until somebody picks it from the list.
  ['launch-wizard-3', 'launch-wizard-3 created by the console', [tcp(3389, '0.0.0.0/0', '')], ANYWHERE_OUT],
  ['dublin-batch', 'Nightly batch from Dublin', [tcp([8000, 8099], DUBLIN_NETWORK, 'Batch')], HTTPS_OUT],
]

const GROUPS: readonly Row[] = [...EDGE, ...TIERS, ...DATA]
