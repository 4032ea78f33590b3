/** Codes of load balancers, their listeners and their targets. */

import {
  BALANCED_NETWORK,
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  NODES,
  sketchBalanced,
  type TargetGroupSketch,
} from '../sketch-balancers.ts'
import { asks, type CodeCases } from './case.ts'

const sketched = (sketch: BalancedSketch) => () => sketchBalanced(sketch)
const OPEN_GROUPS = {
  ...BALANCED_NETWORK.groups,
  'sg-lb': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'],
  'sg-web': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'],
}

/** The load balancer `shop` with open groups and the target group `tg-web`. */
const shop = (balancer: BalancerSketch, group: TargetGroupSketch = {}) =>
  sketched({
    balancers: { shop: balancer },
    targetGroups: { 'tg-web': group },
    network: { groups: OPEN_GROUPS },
  })
const nlb = (group: TargetGroupSketch, more: BalancerSketch = {}) =>
  shop({ kind: 'net', listeners: ['TCP:443 tg-web'], ...more }, { protocol: 'TCP', ...group })

const [FIRST = { subnet: 'subnet-1', privateIp: '10.0.0.5' }] = Object.values(NODES)
const ONE_NODE = { nodes: { 'eni-node-1': FIRST } }

/** A Classic Load Balancer whose only instance stands in the subnet of its only node, which lets out no 8080. */
const beside = sketched({
  balancers: { shop: { kind: 'classic', instances: ['i-near'], ...ONE_NODE } },
  network: {
    ...BALANCED_NETWORK,
    groups: OPEN_GROUPS,
    instances: { 'i-near': 'near' },
    interfaces: {
      'eni-near': {
        subnet: 'subnet-1',
        privateIp: '10.0.0.50',
        publicIp: null,
        instance: 'i-near',
        groups: ['sg-web'],
      },
    },
    acls: {
      'acl-1': {
        entries: ['100 in allow all 0.0.0.0/0', '90 out deny tcp 8080 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
        subnets: ['subnet-1'],
        isDefault: true,
      },
    },
  },
})

const to = (kind: BalancerSketch['kind'], traffic = 'tcp/443') => `internet to ${balancerArn('shop', kind)} ${traffic}`
const GATEWAY = shop({ kind: 'gwy', listeners: ['GENEVE tg-web'] }, { protocol: 'GENEVE', port: 6081 })
const UNTOLD = { attributes: null }

export const LOAD_BALANCERS: CodeCases = {
  ELB_ACL_RESTRICTION: asks(beside, to('classic')),
  ELB_INSTALLED_AZ_RESTRICTION: asks(shop(ONE_NODE), 'internet to i-b tcp/443', { via: balancerArn('shop') }),
  ELB_NOT_CROSSZONE: asks(nlb({ targets: ['i-b'] }), 'internet to eni-node-1 tcp/443'),
  ELB_LISTENER_PORT_RESTRICTION: asks(shop({ kind: 'classic' }), to('classic', 'tcp/80')),
  ELB_LISTENERS_MISMATCH: asks(shop({ kind: 'classic' }), to('classic', 'tcp/80')),
  ELBV2_LISTENER_PORT_RESTRICTION: asks(shop({}), to('app', 'tcp/80')),
  ELBV2_LISTENERS_MISMATCH: asks(shop({}), to('app', 'tcp/80')),
  ELBV2_LISTENER_HAS_NO_TG: asks(shop({}, { targets: [] }), to('app')),
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: asks(shop({}, { targets: ['i-a/draining'] }), to('app')),
  ELBV2_NO_TARGETS_IN_AZ: asks(nlb({ targets: ['i-b'] }, ONE_NODE), to('net')),
  ELBV2_SOURCE_ADDRESS_PRESERVATION: asks(
    nlb({ targets: ['i-a'] }, { scheme: 'internal' }),
    `i-a to ${balancerArn('shop', 'net')} tcp/443`,
  ),
  TARGET_ADDRESS_RESTRICTION: asks(shop({}), 'internet to i-client tcp/443', { via: balancerArn('shop') }),
  TARGET_PORT_RESTRICTION: asks(shop({}), 'internet to i-a tcp/22', { via: balancerArn('shop') }),
  GWLB_PROTOCOL_RESTRICTION: asks(GATEWAY, to('gwy', 'tcp/6081')),
  GWLB_DESTINATION_PORT_RESTRICTION: asks(GATEWAY, to('gwy', 'udp/443')),
  ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED: asks(nlb({ targets: ['i-a'], ...UNTOLD }), to('net')),
  ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED: asks(nlb({ type: 'ip', targets: ['10.0.10.10'], ...UNTOLD }), to('net')),
  MISSING_TARGET_GROUP_ATTRIBUTES: asks(nlb({ targets: ['i-a'], ...UNTOLD }), to('net')),
  TARGET_HEALTH_UNKNOWN: asks(shop({ kind: 'classic' }), to('classic')),
  LISTENER_RULES_NOT_READ: asks(
    shop({ listeners: ['HTTPS:443 redirect'] }, { serves: [balancerArn('shop')] }),
    'internet to i-a tcp/443',
    {
      via: balancerArn('shop'),
    },
  ),
  TARGETS_ALL_UNHEALTHY: asks(shop({}, { targets: ['i-a/unhealthy'] }), to('app')),
}
