/** Questions to and through load balancers, endpoints and firewalls, each named for what its answer shows. */

import type { JsonObject } from '../../describe/document.ts'
import { asks, type CodeCase } from '../codes/case.ts'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  type BalancerSketch,
  balancerArn,
  NODES,
  sketchBalanced,
  type TargetGroupSketch,
} from '../sketch-balancers.ts'

const sketched = (sketch: BalancedSketch) => () => sketchBalanced(sketch)
const OPEN = {
  ...BALANCED_NETWORK.groups,
  'sg-lb': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'],
  'sg-web': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'],
}
const shop = (balancer: BalancerSketch, group: TargetGroupSketch = {}, network: BalancedSketch['network'] = {}) =>
  sketched({ balancers: { shop: balancer }, targetGroups: { 'tg-web': group }, network: { groups: OPEN, ...network } })
const nlb = (group: TargetGroupSketch = {}, more: BalancerSketch = {}, network: BalancedSketch['network'] = {}) =>
  shop({ kind: 'net', listeners: ['TCP:443 tg-web'], ...more }, { protocol: 'TCP', ...group }, network)
const to = (kind: BalancerSketch['kind'], traffic = 'tcp/443') => `internet to ${balancerArn('shop', kind)} ${traffic}`
const VIA = { via: balancerArn('shop') }

const interfaceOf = (publicIp: string | null, type = 'interface', more: JsonObject = {}) => ({
  ...BALANCED_NETWORK.interfaces,
  'eni-x': { subnet: 'subnet-1', privateIp: '10.0.0.77', publicIp, type, groups: ['sg-web'], instance: null, more },
})

export const BALANCERS: Readonly<Record<string, CodeCase>> = {
  'an ALB to the first of its targets that answers': asks(shop({}), to('app')),
  'an ALB to one target that is named': asks(shop({}), 'internet to i-b tcp/443', VIA),
  'an ALB with one unhealthy target asks the other': asks(shop({}, { targets: ['i-a/unhealthy', 'i-b'] }), to('app')),
  'an ALB none of whose targets is healthy asks them all': asks(
    shop({}, { targets: ['i-a/initial', 'i-b/unused'] }),
    to('app'),
  ),
  'an ALB that redirects answers itself': asks(shop({ listeners: ['HTTP:80 redirect'] }), to('app', 'tcp/80')),
  'an ALB that answers itself leads to no target': asks(
    shop({ listeners: ['HTTP:80 fixed-response', 'HTTPS:443 tg-web'] }),
    'internet to i-a tcp/80',
    VIA,
  ),
  'an ALB with a target on a port of its own': asks(shop({}, { targets: ['i-a:9000'] }), to('app')),
  'an ALB whose targets were not collected': asks(shop({}, { targets: null }), to('app')),
  'an ALB with a Lambda function': asks(
    shop({}, { type: 'lambda', targets: ['arn:aws:lambda:eu-west-1:111122223333:function:web'] }),
    to('app'),
  ),
  'an ALB with a target nobody collected': asks(shop({}, { type: 'ip', targets: ['10.0.10.99:8080'] }), to('app')),
  'an ALB with a target beyond the VPC': asks(shop({}, { type: 'ip', targets: ['192.168.5.5:8080@all'] }), to('app')),
  'an ALB that is being made': asks(shop({ state: 'provisioning' }), to('app')),
  'an ALB that failed': asks(shop({ state: 'failed' }), to('app')),
  'an internal ALB is not reached from the internet': asks(shop({ scheme: 'internal' }), to('app')),
  'an internal ALB is reached from inside': asks(
    shop({ scheme: 'internal' }),
    `i-client to ${balancerArn('shop')} tcp/443`,
  ),
  'an ALB takes no UDP': asks(shop({}), to('app', 'udp/443')),
  'a node by its own address': asks(shop({}), 'internet to 198.51.100.5 tcp/443'),
  'a node on a port without a listener': asks(shop({}), 'internet to 198.51.100.5 tcp/22'),
  'a node by its interface': asks(shop({}), 'i-client to eni-node-2 tcp/443'),
  'the group of an ALB refuses what it sends': asks(
    shop({}, {}, { groups: { ...OPEN, 'sg-lb': ['in all 0.0.0.0/0', 'out tcp 80 0.0.0.0/0'] } }),
    to('app'),
  ),
  'the group of a target refuses the ALB': asks(
    shop({}, {}, { groups: { ...OPEN, 'sg-web': ['in tcp 443 0.0.0.0/0'] } }),
    to('app'),
  ),
  'an NLB keeps the client, whom the group of the target must admit': asks(
    nlb({}, {}, { groups: { ...OPEN, 'sg-web': ['in tcp 8080 203.0.113.0/24'] } }),
    to('net'),
  ),
  'an NLB that keeps the client, whom the target refuses': asks(
    nlb({}, {}, { groups: { ...OPEN, 'sg-web': ['in tcp 8080 10.0.0.0/16'] } }),
    to('net'),
  ),
  'an NLB that hides the client': asks(
    nlb(
      { attributes: { 'preserve_client_ip.enabled': 'false' } },
      {},
      { groups: { ...OPEN, 'sg-web': ['in tcp 8080 10.0.0.0/16'] } },
    ),
    to('net'),
  ),
  'an NLB without groups lets all in': asks(nlb({}, { groups: [] }), to('net')),
  'an NLB keeps to the zone of its node': asks(nlb({ targets: ['i-a', 'i-b'] }), 'internet to eni-node-2 tcp/443'),
  'an NLB crosses zones where that is on': asks(
    nlb({ targets: ['i-a'] }, { attributes: { 'load_balancing.cross_zone.enabled': 'true' } }),
    'internet to eni-node-2 tcp/443',
  ),
  'an NLB whose attributes were not collected': asks(
    nlb({ targets: ['i-a'] }, { attributes: null }),
    'internet to eni-node-2 tcp/443',
  ),
  'a target group that crosses zones by itself': asks(
    nlb({ targets: ['i-a'], attributes: { 'load_balancing.cross_zone.enabled': 'true' } }),
    'internet to eni-node-2 tcp/443',
  ),
  'an NLB of UDP': asks(
    shop({ kind: 'net', listeners: ['UDP:53 tg-web'] }, { protocol: 'UDP', port: 53 }),
    to('net', 'udp/53'),
  ),
  'an NLB of TCP and UDP': asks(
    shop({ kind: 'net', listeners: ['TCP_UDP:53 tg-web'] }, { protocol: 'TCP_UDP', port: 53 }),
    to('net', 'tcp/53'),
  ),
  'a Gateway Load Balancer takes GENEVE': asks(
    shop({ kind: 'gwy', listeners: ['GENEVE tg-web'] }, { protocol: 'GENEVE', port: 6081 }),
    to('gwy', 'udp/6081'),
  ),
  'a target asks its own NLB': asks(
    nlb({ targets: ['i-a'] }, { scheme: 'internal' }),
    `i-a to ${balancerArn('shop', 'net')} tcp/443`,
  ),
  'a Classic Load Balancer to the port of its instances': asks(
    shop({ kind: 'classic', listeners: ['TCP:443 9443', 'HTTP:80 8080'] }),
    to('classic', 'tcp/80'),
  ),
  'a Classic Load Balancer without instances': asks(shop({ kind: 'classic', instances: [] }), to('classic')),
  'a Classic Load Balancer before an instance in another zone': asks(
    shop({
      kind: 'classic',
      instances: ['i-b'],
      nodes: { 'eni-node-1': NODES['eni-node-1'] ?? { subnet: 'subnet-1', privateIp: '10.0.0.5' } },
    }),
    to('classic'),
  ),
  'two listeners, and the port of the target is asked for': asks(
    shop({ listeners: ['HTTPS:443 tg-web', 'HTTP:80 tg-web'] }),
    'internet to i-a tcp/8080',
    VIA,
  ),
  'a load balancer the way does not pass': asks(
    shop({}, {}, { interfaces: interfaceOf('198.51.100.77') }),
    'internet to eni-x tcp/443',
    VIA,
  ),
  'the interface of an endpoint answers for itself': asks(
    shop({}, {}, { interfaces: interfaceOf(null, 'vpc_endpoint') }),
    'i-client to eni-x tcp/443',
  ),
}
