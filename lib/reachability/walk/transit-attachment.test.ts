import { describe, expect, it } from 'vitest'
import { sketchTransit, type TransitSketch, vpcAttachment } from '../../testing/sketch-transit.ts'
import { networkOf } from '../network.ts'
import { attachmentFor } from './transit-attachment.ts'
import { isInZone, zoneOf } from './zone.ts'

const VPC = {
  cidr: '10.1.0.0/16',
  subnets: { 'subnet-1': '10.1.0.0/28 eu-west-1a', 'subnet-2': '10.1.1.0/28 eu-west-1b' },
}

function answer(zone: string | null, subnets: readonly string[] | null, more: Partial<TransitSketch> = {}) {
  const attachments =
    subnets === null ? [] : [vpcAttachment({ id: 'tgw-attach-1', gateway: 'tgw-1', vpc: 'vpc-1', subnets })]
  const elements = { TransitGatewayVpcAttachments: attachments }
  const network = networkOf(sketchTransit({ vpcs: { 'vpc-1': VPC }, elements, ...more }))
  return attachmentFor(network, { transitGatewayId: 'tgw-1', vpcId: 'vpc-1', zone })
}

// Source: Transit Gateway guide, "Amazon VPC attachments"; Reachability Analyzer guide, TGW_ROUTE_AZ_RESTRICTION.
describe('the attachment that takes a packet', () => {
  it('is entered by its subnet in the zone of the packet', () => {
    expect(answer('eu-west-1b', ['subnet-1', 'subnet-2'])).toEqual({
      attachmentId: 'tgw-attach-1',
      subnetId: 'subnet-2',
      refusals: [],
      doubts: [],
    })
  })

  it('refuses a packet in a zone where it has no subnet, and still says where it would go', () => {
    const { attachmentId, refusals } = answer('eu-west-1b', ['subnet-1'])

    expect(attachmentId).toBe('tgw-attach-1')
    expect(refusals).toMatchObject([{ code: 'TGW_ROUTE_AZ_RESTRICTION', component: 'tgw-attach-1' }])
  })

  it('refuses where the VPC is surely not attached', () => {
    expect(answer('eu-west-1a', null)).toMatchObject({
      attachmentId: null,
      refusals: [{ component: 'tgw-1' }],
      doubts: [],
    })
  })

  it.each<[string, Partial<TransitSketch>]>([
    ['attachments were not collected', { missing: ['TransitGatewayVpcAttachments', 'TransitGatewayAttachments'] }],
    ['the VPC was not collected', { vpcs: {} }],
  ])('is unknown, never absent, when %s', (_, more) => {
    expect(answer('eu-west-1a', null, more)).toMatchObject({
      attachmentId: null,
      refusals: [],
      doubts: [{ key: 'TransitGatewayVpcAttachments' }],
    })
  })

  it.each([
    ['one of its subnets was not collected', 'eu-west-1b', ['subnet-1', 'subnet-9']],
    ['the zone of the packet is not known', null, ['subnet-1', 'subnet-2']],
  ])('may be entered or not when %s', (_, zone, subnets) => {
    expect(answer(zone, subnets)).toMatchObject({ subnetId: null, refusals: [], doubts: [{ key: 'Subnets' }] })
  })

  it('is the one that works, beside another that is left over', () => {
    const sketch = (id: string, state: string) =>
      vpcAttachment({ id, gateway: 'tgw-1', vpc: 'vpc-1', subnets: ['subnet-1'], state })
    const elements = {
      TransitGatewayVpcAttachments: [sketch('tgw-attach-1', 'deleting'), sketch('tgw-attach-2', 'available')],
    }

    expect(answer('eu-west-1a', null, { elements }).attachmentId).toBe('tgw-attach-2')
  })
})

// Source: RAM guide, "Availability Zone IDs for your AWS resources".
describe('zones', () => {
  const told = { availabilityZone: 'eu-west-1a', availabilityZoneId: 'euw1-az2' }
  const byName = { availabilityZone: 'eu-west-1a', availabilityZoneId: null }

  it('are known by their id, else by their name', () => {
    expect(zoneOf(told)).toBe('euw1-az2')
    expect(zoneOf(byName)).toBe('eu-west-1a')
    expect(zoneOf({ availabilityZone: '', availabilityZoneId: null })).toBeNull()
  })

  it.each([
    ['euw1-az2', told, true],
    ['euw1-az1', told, false],
    ['eu-west-1a', told, true],
    ['eu-west-1b', told, false],
    ['eu-west-1a', byName, true],
    ['eu-west-1b', byName, false],
    // An id and a name cannot be compared: the name is another account's.
    ['euw1-az2', byName, null],
    [null, told, null],
    ['eu-west-1a', { availabilityZone: '', availabilityZoneId: null }, null],
  ])('is %s that of %j: %s', (zone, subnet, expected) => {
    expect(isInZone(zone, subnet)).toBe(expected)
  })
})
