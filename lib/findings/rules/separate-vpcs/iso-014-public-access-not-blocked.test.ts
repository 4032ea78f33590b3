import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const SCOPE = '111122223333/eu-west-1'
const options = (InternetGatewayBlockMode: string) => ({
  VpcBlockPublicAccessOptions: [{ AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode }],
})
const PRIVATE = { interfaces: { 'eni-1': { publicIp: null } }, elements: options('off') }

// Source: VPC guide, "Block public access to VPCs and subnets".
describe('ISO-014 VPC Block Public Access is off where nothing needs it off', () => {
  it.each([
    ['off, nothing public', PRIVATE, `FAIL ${SCOPE} medium none`],
    [
      'off, a NAT gateway',
      { ...PRIVATE, interfaces: { 'eni-1': { type: 'nat_gateway' } } },
      `FAIL ${SCOPE} medium none`,
    ],
    ['ingress blocked', { ...PRIVATE, elements: options('block-ingress') }, `PASS ${SCOPE}`],
    ['both ways blocked', { elements: options('block-bidirectional') }, `PASS ${SCOPE}`],
    ['off, a host with a public address', { elements: options('off') }, `NOT_EVALUATED ${SCOPE}`],
    [
      'off, a host with an IPv6 address',
      { ...PRIVATE, interfaces: { 'eni-1': { publicIp: null, ipv6: ['2001:db8:1::5'] } } },
      `NOT_EVALUATED ${SCOPE}`,
    ],
    [
      'off, interfaces not collected',
      { ...PRIVATE, missing: ['NetworkInterfaces' as const] },
      `NOT_EVALUATED ${SCOPE}`,
    ],
    ['no mode told', { interfaces: {} }, `NOT_EVALUATED ${SCOPE}`],
    ['not collected', { missing: ['VpcBlockPublicAccessOptions' as const] }, `NOT_EVALUATED ${SCOPE}`],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-014', network)).toEqual([expected])
  })

  it('names what is excluded from the block', () => {
    const VpcBlockPublicAccessExclusions = [
      {
        ExclusionId: 'vpcbpa-exclude-1',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
        State: 'create-complete',
      },
    ]
    const network = { elements: { ...options('block-ingress'), VpcBlockPublicAccessExclusions } }
    expect(findingsOf('ISO-014', network)[0]?.description).toContain('except for subnet-1 (allow-bidirectional)')
  })

  it('lets stand what is declared public', () => {
    expect(tell('ISO-014', { elements: options('off') }, { publicServices: ['eni-1'] })).toEqual([`PASS ${SCOPE}`])
  })

  it('asks for a load balancer that faces the internet', () => {
    const LoadBalancers = [
      {
        LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/front/1',
        LoadBalancerName: 'front',
        Scheme: 'internet-facing',
        Type: 'application',
        VpcId: 'vpc-1',
      },
    ]
    const network = { ...PRIVATE, elements: { ...options('off'), LoadBalancers } }
    expect(tell('ISO-014', network)).toEqual([`NOT_EVALUATED ${SCOPE}`])
    expect(tell('ISO-014', network, { publicServices: ['front'] })).toEqual([`PASS ${SCOPE}`])
  })

  it('blocks what comes in only', () => {
    expect(theFailure('ISO-014', PRIVATE).remediation.cli).toEqual([
      'aws ec2 modify-vpc-block-public-access-options --region eu-west-1 --internet-gateway-block-mode block-ingress',
    ])
  })
})
