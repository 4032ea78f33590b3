import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const blocks = (...list: readonly string[]) => ({
  CidrBlockSet: list.filter((each) => !each.includes(':')).map((CidrBlock) => ({ CidrBlock })),
  Ipv6CidrBlockSet: list.filter((each) => each.includes(':')).map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
})
const peering = (more: JsonObject): JsonObject => ({
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: 'active' },
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333', ...blocks('10.0.0.0/16') },
  AccepterVpcInfo: {
    VpcId: 'vpc-2',
    OwnerId: '111122223333',
    CidrBlock: '10.2.0.0/16',
    ...blocks('10.2.0.0/16', '10.3.0.0/16', '2001:db8:2::/56'),
    ...more,
  },
})
function sketch(routes: readonly string[], more: JsonObject = {}): NetworkSketch {
  return {
    tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
    elements: { VpcPeeringConnections: [peering(more)] },
    prefixLists: { 'pl-whole': ['10.2.0.0/17', '10.2.128.0/17'], 'pl-part': ['10.2.1.0/24'], 'pl-untold': null },
  }
}
const [PASS, FAIL, UNKNOWN] = ['PASS rtb-1', 'FAIL rtb-1 medium none', 'NOT_EVALUATED rtb-1']

// Source: VPC Peering guide, "VPC peering configurations with specific routes".
describe('ISO-004 peering route is too wide', () => {
  it.each([
    ['no peering', ['0.0.0.0/0 igw-1'], PASS],
    ['a subnet of the peer', ['10.2.1.0/24 pcx-1'], PASS],
    ['its block', ['10.2.0.0/16 pcx-1'], FAIL],
    ['more than its block', ['10.0.0.0/8 pcx-1'], FAIL],
    ['a block that was added later', ['10.3.0.0/16 pcx-1'], FAIL],
    ['its IPv6 block', ['2001:db8:2::/56 pcx-1'], FAIL],
    ['a part of its IPv6 block', ['2001:db8:2:1::/64 pcx-1'], PASS],
    ['everything', ['0.0.0.0/0 pcx-1'], FAIL],
    ['its block in two halves', ['10.2.0.0/17 pcx-1', '10.2.128.0/17 pcx-1'], FAIL],
    ['half of it', ['10.2.0.0/17 pcx-1'], PASS],
    ['half of it, the other half dead', ['10.2.0.0/17 pcx-1', '10.2.128.0/17 pcx-1 blackhole'], PASS],
    ['its block, dead', ['10.2.0.0/16 pcx-1 blackhole'], PASS],
    ['a prefix list that holds it', ['pl-whole pcx-1'], FAIL],
    ['a prefix list that holds a part', ['pl-part pcx-1'], PASS],
    ['a prefix list nobody read', ['pl-untold pcx-1'], UNKNOWN],
    ['a prefix list nobody read, beside the block', ['pl-untold pcx-1', '10.2.0.0/16 pcx-1'], FAIL],
    ['its block, half of it led elsewhere', ['10.2.0.0/16 pcx-1', '10.2.128.0/17 tgw-1'], PASS],
    ['its block, half of it dropped', ['10.2.0.0/16 pcx-1', '10.2.128.0/17 tgw-1 blackhole'], PASS],
    ['its block, half of it led there twice', ['10.2.0.0/16 pcx-1', '10.2.128.0/17 pcx-1'], FAIL],
    [
      'its block in two halves that are longer than what leads elsewhere',
      ['10.2.0.0/17 pcx-1', '10.2.128.0/17 pcx-1', '10.2.0.0/16 tgw-1'],
      FAIL,
    ],
    ['everything but what is local', ['0.0.0.0/0 pcx-1', '10.2.1.0/24 tgw-1', '10.3.1.0/24 tgw-1'], FAIL],
    ['a default route that goes elsewhere', ['0.0.0.0/0 igw-1', '10.2.1.0/24 pcx-1'], PASS],
    ['a route that could not be read', ['10.2.1.0/24 pcx-1', '10.2.0.0/x pcx-1'], UNKNOWN],
    ['a peering nobody collected', ['10.9.0.0/16 pcx-9'], UNKNOWN],
    ['everything, to a peering nobody collected', ['::/0 pcx-9'], FAIL],
  ])('%s', (_, routes, expected) => {
    expect(tell('ISO-004', sketch(routes))).toEqual([expected])
  })

  it('is not evaluated where the blocks of the peer are missing', () => {
    const more = { CidrBlock: null, ...blocks() }
    expect(tell('ISO-004', sketch(['10.2.0.0/16 pcx-1'], more))).toEqual([UNKNOWN])
  })

  it('calls the peer as its owner does, where it was collected', () => {
    const { elements } = sketch(['10.2.0.0/16 pcx-1'])
    const Vpcs = ['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, Tags: [{ Key: 'Name', Value: `our ${VpcId}` }] }))
    const named = { ...sketch(['10.2.0.0/16 pcx-1']), elements: { ...elements, Vpcs } }
    expect(theFailure('ISO-004', named).title).toBe('rtb-1 leads to the whole of our vpc-2')
  })

  it('counts subnets that use the main table by implication, and lowers what no subnet uses', () => {
    const routes = ['10.0.0.0/16 local', '10.2.0.0/16 pcx-1']
    const { elements } = sketch([])
    const main = theFailure('ISO-004', { tables: { 'rtb-main': { routes, main: true } }, elements: elements ?? {} })
    expect(main.related).toContainEqual({ role: 'subnet', id: 'subnet-1' })
    const spare = { 'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] }, 'rtb-2': { routes } }
    expect(tell('ISO-004', { tables: spare, elements: elements ?? {} })).toEqual(['FAIL rtb-2 low none', PASS])
  })

  it('shows every route that takes part, and leads to subnets before it deletes', () => {
    const { title, evidence, remediation } = theFailure('ISO-004', sketch(['10.2.0.0/17 pcx-1', '10.2.128.0/17 pcx-1']))
    expect(title).toBe('rtb-1 leads to the whole of vpc-2')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/RouteTables/0/Routes/1', '/RouteTables/0/Routes/2'])
    expect(remediation.cli[0]).toContain('create-route')
    expect(remediation.cli[1]).toBe(
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-cidr-block 10.2.0.0/17',
    )
  })
})
