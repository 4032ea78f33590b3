import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { amazonServiceFor } from './amazon-services.ts'

const vpc = sketchNetwork({
  elements: {
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: ['10.0.0.0/16', '10.66.0.0/16'].map((CidrBlock) => ({
          CidrBlock,
          CidrBlockState: { State: 'associated' },
        })),
        Ipv6CidrBlockAssociationSet: [
          { Ipv6CidrBlock: '2001:db8:1::/56', Ipv6CidrBlockState: { State: 'associated' } },
        ],
      },
    ],
  },
}).vpcs.get('vpc-1')

const told = (to: string) =>
  amazonServiceFor(packetOf(`${to.includes(':') ? '2001:db8:1::10' : '10.0.0.10'} > ${to}`), vpc)

describe('amazonServiceFor', () => {
  it.each([
    ['169.254.169.253 udp 53', 'amazon-dns'],
    ['169.254.169.253 tcp 53', 'amazon-dns'],
    ['fd00:ec2::253 udp 53', 'amazon-dns'],
    ['fd00:ec2::253 tcp 53', 'amazon-dns'],
    ['169.254.169.253 udp 123', 'none'],
    ['169.254.169.254 tcp 80', 'instance-metadata'],
    ['fd00:ec2::254 tcp 80', 'instance-metadata'],
    ['169.254.169.254 udp 80', 'none'],
    ['169.254.169.254 tcp 443', 'none'],
    ['169.254.169.254 icmp', 'none'],
    ['169.254.169.123 udp 123', 'amazon-time'],
    ['fd00:ec2::123 udp 123', 'amazon-time'],
    ['169.254.169.123 tcp 123', 'none'],
    ['169.254.1.1 tcp 80', 'none'],
    ['fd00:ec2::99 tcp 80', 'none'],
    ['10.0.0.2 udp 53', 'amazon-dns'],
    ['10.0.0.2 tcp 53', 'amazon-dns'],
    ['10.0.0.2 tcp 80', 'none'],
    ['10.0.0.3 udp 53', null],
    ['10.66.0.2 udp 53', null],
    ['2001:db8:1::2 udp 53', null],
    ['169.253.255.255 tcp 80', null],
    ['fd00:ec3::254 tcp 80', null],
    ['203.0.113.9 tcp 80', null],
    // Source: VPC guide, "Amazon DNS server"; EC2 guide, "Instance metadata", "Set the time".
  ])('of a packet to %s tells %s', (to, expected) => {
    expect(told(to)).toBe(expected)
  })

  it('knows no resolver of a VPC that was not collected, and the link-local services all the same', () => {
    expect(amazonServiceFor(packetOf('10.0.0.10 > 10.0.0.2 udp 53'), undefined)).toBeNull()
    expect(amazonServiceFor(packetOf('10.0.0.10 > 169.254.169.254 tcp 80'), undefined)).toBe('instance-metadata')
  })
})
