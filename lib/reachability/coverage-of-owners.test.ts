/** Whose document can say that something is all there is. Source: VPC guide, "Share your VPC subnets with other accounts". */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { documentOf } from '../testing/describe-document.ts'
import { attachedGateways, coverageOf, networkOf } from './network.ts'

const OWNER = '111122223333'
const OTHER = '444455556666'
const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available' }

function coverage(documents: readonly DescribeDocument[]) {
  const inventory = readDescribe(documents)
  const vpc = inventory.vpcs.get('vpc-1')
  if (!vpc) throw new Error('vpc-1 is gone')
  return coverageOf(inventory, vpc, 'FlowLogs')
}

describe('how much of a key was collected where a VPC lives', () => {
  const own = documentOf({ account: OWNER, elements: { Vpcs: [{ ...VPC, OwnerId: OWNER }], FlowLogs: [] } })
  const elsewhere = documentOf({ account: OWNER, region: 'us-east-1', elements: { FlowLogs: [] } })
  const neighbour = documentOf({ account: OTHER, elements: { FlowLogs: [] } })
  const bare = documentOf({ account: OWNER, elements: { Vpcs: [{ ...VPC, OwnerId: OWNER }] } })
  const participant = documentOf({ account: OTHER, elements: { Vpcs: [{ ...VPC, OwnerId: OWNER }], FlowLogs: [] } })

  it.each<[string, readonly DescribeDocument[], string]>([
    ['the document of its account and region', [own], 'complete'],
    ['not another region of the account', [elsewhere, bare], 'absent'],
    ['not another account of the region', [neighbour, bare], 'absent'],
    ['not the account it is shared with', [participant], 'absent'],
    ['the owner, though the participant printed it as well', [participant, own], 'complete'],
    [
      'the document it was read from, when nobody knows whose that is',
      [documentOf({ account: 'unknown', elements: { Vpcs: [{ ...VPC, OwnerId: OWNER }], FlowLogs: [] } })],
      'complete',
    ],
    [
      'the document it was read from, when nobody knows whose the VPC is',
      [documentOf({ account: 'unknown', elements: { Vpcs: [VPC], FlowLogs: [] } })],
      'complete',
    ],
  ])('%s', (_, documents, expected) => {
    expect(coverage(documents)).toBe(expected)
  })
})

describe('the gateways of a VPC', () => {
  it('each with the state of its attachment to this VPC', () => {
    const Attachments = [
      { VpcId: 'vpc-2', State: 'available' },
      { VpcId: 'vpc-1', State: 'detaching' },
    ]
    const InternetGateways = [{ InternetGatewayId: 'igw-1', OwnerId: OWNER, Attachments }]
    const network = networkOf(readDescribe([documentOf({ elements: { InternetGateways } })]))
    expect(attachedGateways(network, 'vpc-1').map(({ state }) => state)).toEqual(['detaching'])
    expect(attachedGateways(network, 'vpc-2').map(({ state }) => state)).toEqual(['available'])
    expect(attachedGateways(network, 'vpc-3')).toEqual([])
  })
})
