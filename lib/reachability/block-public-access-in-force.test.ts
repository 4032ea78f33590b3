/** Which mode and exclusion of VPC Block Public Access hold for a subnet. Source: VPC guide, "Block public access". */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { completeDocumentOf, documentOf } from '../testing/describe-document.ts'
import { type NetworkSketch, sketchDocument } from '../testing/sketch-network.ts'
import {
  type BlockState,
  blockStateOf,
  type EdgeUse,
  type KnownBlockState,
  permitsEdge,
} from './block-public-access.ts'
import { networkOf } from './network.ts'

const OWNER = '111122223333'
const PARTICIPANT = '444455556666'

const options = (mode: string, account = OWNER): JsonObject => ({
  AwsAccountId: account,
  AwsRegion: 'eu-west-1',
  InternetGatewayBlockMode: mode,
  State: 'update-complete',
})
const exclusion = (resource: string, mode: string, State = 'create-complete'): JsonObject => ({
  ExclusionId: `vpcbpa-exclude-${resource.replace('/', '-')}`,
  InternetGatewayExclusionMode: mode,
  ResourceArn: `arn:aws:ec2:eu-west-1:${OWNER}:${resource}`,
  State,
})

function stateIn(sketch: NetworkSketch, cut: readonly DescribeKey[] = []): KnownBlockState {
  const document = sketchDocument(sketch)
  const partial = new Map(cut.map((key) => [key, { reason: 'next-token' as const, detail: '' }]))
  const network = networkOf(readDescribe([{ ...document, partial }]))
  const subnet = network.inventory.subnets.get('subnet-1')
  if (!subnet) throw new Error('subnet-1 is gone')
  return blockStateOf(network, subnet)
}

const set = (mode: string, ...exclusions: readonly JsonObject[]): NetworkSketch => ({
  elements: { VpcBlockPublicAccessOptions: [options(mode)], VpcBlockPublicAccessExclusions: exclusions },
})

describe('the exclusion in force', () => {
  it.each([
    ['create-complete', 'allow-bidirectional'],
    ['update-in-progress', 'allow-bidirectional'],
    ['update-complete', 'allow-bidirectional'],
    ['update-failed', 'allow-bidirectional'],
    ['delete-in-progress', 'allow-bidirectional'],
    ['disable-in-progress', 'allow-bidirectional'],
    ['create-in-progress', null],
    ['create-failed', null],
    ['disable-complete', null],
    ['delete-complete', null],
  ])('one whose state is %s: %s', (state, expected) => {
    expect(stateIn(set('block-ingress', exclusion('subnet/subnet-1', 'allow-bidirectional', state)))).toEqual({
      kind: 'known',
      state: { mode: 'block-ingress', exclusion: expected },
    })
  })

  it.each([
    ['the wider of two: its VPC', ['subnet/subnet-1', 'allow-egress'], ['vpc/vpc-1', 'allow-bidirectional']],
    ['the wider of two: its subnet', ['vpc/vpc-1', 'allow-egress'], ['subnet/subnet-1', 'allow-bidirectional']],
  ] as const)('%s', (_, first, second) => {
    const found = stateIn(set('block-bidirectional', exclusion(first[0], first[1]), exclusion(second[0], second[1])))
    expect(found).toMatchObject({ state: { exclusion: 'allow-bidirectional' } })
  })

  it('of another subnet or VPC does not count', () => {
    const found = stateIn(
      set(
        'block-bidirectional',
        exclusion('subnet/subnet-2', 'allow-bidirectional'),
        exclusion('vpc/vpc-2', 'allow-bidirectional'),
      ),
    )
    expect(found).toMatchObject({ state: { exclusion: null } })
  })
})

describe('what is not known', () => {
  it.each<[string, NetworkSketch, readonly DescribeKey[], KnownBlockState['kind']]>([
    ['nothing collected', { missing: ['VpcBlockPublicAccessOptions'] }, [], 'assumed-off'],
    ['options collected in part, and empty', {}, ['VpcBlockPublicAccessOptions'], 'assumed-off'],
    ['options collected, and empty', {}, [], 'known'],
    ['on, exclusions cut off', set('block-ingress'), ['VpcBlockPublicAccessExclusions'], 'unknown'],
    ['off, exclusions cut off', set('off'), ['VpcBlockPublicAccessExclusions'], 'known'],
    [
      'on, excluded both ways, other exclusions cut off',
      set('block-ingress', exclusion('vpc/vpc-1', 'allow-bidirectional')),
      ['VpcBlockPublicAccessExclusions'],
      'known',
    ],
    [
      'on, excluded for egress, other exclusions cut off',
      set('block-ingress', exclusion('vpc/vpc-1', 'allow-egress')),
      ['VpcBlockPublicAccessExclusions'],
      'unknown',
    ],
  ])('%s', (...[, sketch, cut, kind]) => {
    expect(stateIn(sketch, cut).kind).toBe(kind)
  })

  it('is told by the subnet when the options were not collected', () => {
    const Subnets = [
      {
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        OwnerId: OWNER,
        BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' },
      },
    ]
    expect(stateIn({ elements: { Subnets }, missing: ['VpcBlockPublicAccessOptions'] })).toMatchObject({
      state: { mode: 'block-ingress' },
    })
  })
})

describe('whose setting it is', () => {
  /** The participant prints the subnet without its owner, as older AWS CLI output does. */
  const shared = (ownerMode: string, participantMode: string, ownerExclusions: readonly JsonObject[] | null) => {
    const owner = documentOf({
      elements: {
        Vpcs: [{ VpcId: 'vpc-1', OwnerId: OWNER, CidrBlock: '10.0.0.0/16', State: 'available' }],
        VpcBlockPublicAccessOptions: [options(ownerMode)],
        ...(ownerExclusions ? { VpcBlockPublicAccessExclusions: ownerExclusions } : {}),
      },
    })
    const participant = completeDocumentOf({
      account: PARTICIPANT,
      elements: {
        Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }],
        VpcBlockPublicAccessOptions: [options(participantMode, PARTICIPANT)],
      },
    })
    const network = networkOf(readDescribe([owner, participant]))
    const subnet = network.inventory.subnets.get('subnet-1')
    if (!subnet) throw new Error('subnet-1 is gone')
    return blockStateOf(network, subnet)
  }

  it('the setting of the owner holds in a shared VPC, not that of the participant', () => {
    expect(shared('block-ingress', 'off', [])).toMatchObject({ state: { mode: 'block-ingress' } })
    expect(shared('off', 'block-bidirectional', [])).toMatchObject({ state: { mode: 'off' } })
  })

  it('only the owner can vouch for the exclusions', () => {
    expect(shared('block-ingress', 'off', null).kind).toBe('unknown')
  })

  it('where documents disagree the one that blocks least is believed: nothing is hidden', () => {
    const modes = ['block-bidirectional', 'off', 'block-ingress'].map((mode) => options(mode))
    const found = stateIn({ elements: { VpcBlockPublicAccessOptions: modes, VpcBlockPublicAccessExclusions: [] } })
    const strict = stateIn({
      elements: { VpcBlockPublicAccessOptions: [modes[0] ?? {}, modes[2] ?? {}], VpcBlockPublicAccessExclusions: [] },
    })
    expect([found, strict]).toMatchObject([{ state: { mode: 'off' } }, { state: { mode: 'block-ingress' } }])
  })
})

describe('permitsEdge', () => {
  const uses: readonly EdgeUse[] = ['in', 'out-direct', 'out-translated']
  it.each<[BlockState['mode'], BlockState['exclusion'], readonly EdgeUse[]]>([
    ['off', null, uses],
    ['off', 'allow-egress', uses],
    ['block-ingress', null, ['out-translated']],
    ['block-ingress', 'allow-egress', ['out-translated']],
    ['block-ingress', 'allow-bidirectional', uses],
    ['block-bidirectional', null, []],
    ['block-bidirectional', 'allow-egress', ['out-translated']],
    ['block-bidirectional', 'allow-bidirectional', uses],
  ])('%s with %s lets %j through', (mode, exclusionMode, expected) => {
    expect(uses.filter((use) => permitsEdge({ mode, exclusion: exclusionMode }, use))).toEqual(expected)
  })
})
