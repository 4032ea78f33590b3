import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { balancerArn, sketchBalanced, withBalancers } from '../testing/sketch-balancers.ts'
import { type InterfaceSketch, sketchDocument, sketchNetwork } from '../testing/sketch-network.ts'
import { loadBalancerNode, nodesOfLoadBalancer } from './load-balancer-nodes.ts'
import { networkOf } from './network.ts'

describe('the nodes of a load balancer', () => {
  it.each(['app', 'net', 'gwy', 'classic'] as const)(
    'are found by their description, and back: %s (ELB guides)',
    (kind) => {
      const network = networkOf(sketchBalanced({ balancers: { shop: { kind } } }))
      const arn = balancerArn('shop', kind)

      expect(nodesOfLoadBalancer(network, arn).map(({ id }) => id)).toEqual(['eni-node-1', 'eni-node-2'])
      expect(loadBalancerNode(network, 'eni-node-1')).toMatchObject({ arn, balancer: { id: arn } })
    },
  )

  it('are not other interfaces of the same groups', () => {
    const network = networkOf(sketchBalanced())

    expect(loadBalancerNode(network, 'eni-a')).toBeNull()
    expect(loadBalancerNode(network, 'eni-nowhere')).toBeNull()
  })

  it('are told apart by the whole name', () => {
    const balancers = { shop: {}, 'shop-2': { nodes: {} } }
    const network = networkOf(sketchBalanced({ balancers }))

    expect(nodesOfLoadBalancer(network, balancerArn('shop-2'))).toEqual([])
    expect(nodesOfLoadBalancer(network, balancerArn('shop'))).toHaveLength(2)
  })

  it.each([
    ['ELB app/shop/50dc6c495c0c9188', 'loadbalancer/app/shop/50dc6c495c0c9188'],
    ['ELB old-shop', 'loadbalancer/old-shop'],
  ])('of one that was not collected are known to be nodes all the same: %s', (description, resource) => {
    const node: InterfaceSketch = { description, instance: null }
    const network = networkOf(sketchNetwork({ interfaces: { 'eni-1': node } }))

    expect(loadBalancerNode(network, 'eni-1')).toEqual({
      arn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${resource}`,
      balancer: null,
    })
  })

  it.each(['ELB', 'ELB app/shop', 'ELBs are great', 'my ELB app/shop/1', 'ELB app/shop/1 too'])(
    'are not guessed from %s',
    (description) => {
      const network = networkOf(sketchNetwork({ interfaces: { 'eni-1': { description } } }))

      expect(loadBalancerNode(network, 'eni-1')).toBeNull()
    },
  )
})

describe('a name that two accounts use', () => {
  const classic: JsonObject = { LoadBalancerName: 'shop', VPCId: 'vpc-1', Subnets: ['subnet-1'], Instances: [] }
  const other = sketchDocument({
    account: '444455556666',
    interfaces: {},
    elements: { LoadBalancerDescriptions: [classic] },
  })
  const world = (more: Partial<InterfaceSketch>) =>
    networkOf(
      readDescribe([
        sketchDocument(withBalancers({ balancers: { shop: { kind: 'classic' } }, network: { interfaces: {} } })),
        other,
        sketchDocument({ account: '444455556666', interfaces: { 'eni-x': { description: 'ELB shop', ...more } } }),
      ]),
    )

  it('is the one of the interface’s own account', () => {
    expect(loadBalancerNode(world({}), 'eni-x')?.balancer?.account).toBe('444455556666')
    expect(loadBalancerNode(world({}), 'eni-node-1')?.balancer?.account).toBe('111122223333')
  })
})
