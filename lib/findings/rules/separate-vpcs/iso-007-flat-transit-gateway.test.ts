import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../../../describe/document.ts'
import { readDescribe } from '../../../inventory/read-describe.ts'
import { transitDocument, transitGateway, transitTable, vpcAttachment } from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const FLAT: JsonObject = {
  DefaultRouteTableAssociation: 'enable',
  DefaultRouteTablePropagation: 'enable',
  AssociationDefaultRouteTableId: 'tgw-rtb-1',
  PropagationDefaultRouteTableId: 'tgw-rtb-1',
}
const SET = { tagKeys: { environment: ['env'], owner: [], workload: [], tier: [] } }

/** Two VPCs on one gateway, with the environments given; an empty one has no tag. */
function joined(
  environments: readonly [string, string],
  options: JsonObject = {},
  {
    associations = ['a', 'b'],
    cut = [],
  }: { readonly associations?: readonly string[]; readonly cut?: readonly DescribeKey[] } = {},
) {
  const side = (name: string, block: number) => ({
    cidr: `10.${block}.0.0/16`,
    subnets: { [`subnet-${name}`]: `10.${block}.0.0/24` },
    routes: { [`subnet-${name}`]: ['10.0.0.0/8 tgw-1'] },
    hosts: { [`eni-${name}`]: `subnet-${name} 10.${block}.0.10` },
  })
  const attachment = (name: string) =>
    vpcAttachment({ id: `tgw-attach-${name}`, gateway: 'tgw-1', vpc: `vpc-${name}`, subnets: [`subnet-${name}`] })
  const document = transitDocument({
    vpcs: { 'vpc-a': side('a', 1), 'vpc-b': side('b', 2) },
    elements: {
      TransitGateways: [transitGateway('tgw-1', { ...FLAT, ...options })],
      TransitGatewayVpcAttachments: [attachment('a'), attachment('b')],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', {
          gateway: 'tgw-1',
          associations: associations.map((name) => `tgw-attach-${name}`),
          routes: ['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated'],
        }),
      ],
    },
  })
  const vpcs = (document.elements.get('Vpcs') ?? []).map((vpc, index) => {
    const Value = environments[index] ?? ''
    return { ...(vpc as JsonObject), ...(Value === '' ? {} : { Tags: [{ Key: 'Env', Value }] }) }
  })
  const partial = new Map(cut.map((key) => [key, { reason: 'next-token' as const, detail: '' }]))
  return readDescribe([{ ...document, elements: new Map(document.elements).set('Vpcs', vpcs), partial }])
}

// Source: Transit Gateway guide, "Transit gateway route tables".
describe('ISO-007 transit gateway is one flat network', () => {
  it.each([
    ['two environments', joined(['prod', 'dev']), 'FAIL tgw-1 medium none'],
    ['one environment', joined(['prod', 'prod']), 'PASS tgw-1'],
    ['no default association', joined(['prod', 'dev'], { DefaultRouteTableAssociation: 'disable' }), 'PASS tgw-1'],
    ['no default propagation', joined(['prod', 'dev'], { DefaultRouteTablePropagation: 'disable' }), 'PASS tgw-1'],
    ['two default tables', joined(['prod', 'dev'], { PropagationDefaultRouteTableId: 'tgw-rtb-2' }), 'PASS tgw-1'],
    ['one VPC in a table of its own', joined(['prod', 'dev'], {}, { associations: ['a'] }), 'PASS tgw-1'],
    ['a VPC without the tag', joined(['prod', '']), 'NOT_EVALUATED tgw-1'],
    ['options not told', joined(['prod', 'dev'], { DefaultRouteTableAssociation: null }), 'NOT_EVALUATED tgw-1'],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-007', network, SET)).toEqual([expected])
  })

  it.each(['TransitGatewayVpcAttachments', 'TransitGatewayAttachments'] as const)(
    'does not pass when %s was cut off: another VPC may be attached',
    (key) => {
      const network = joined(['prod', 'prod'], {}, { cut: [key] })
      const [finding] = findingsOf('ISO-007', network, SET).filter(({ resource }) => resource.id === 'tgw-1')
      expect(finding?.status).toBe('NOT_EVALUATED')
      expect(finding?.reasonNotEvaluated).toContain('its attachments were not all collected')
    },
  )

  it('has the cause of ISO-003 about the same transit gateway', () => {
    const network = joined(['prod', 'dev'])
    expect(theFailure('ISO-007', network, SET).rootCauseId).toBe(theFailure('ISO-003', network, SET).rootCauseId)
  })

  it('lists the pairs that can talk, as the engine finds them', () => {
    const { description, evidence, title } = theFailure('ISO-007', joined(['prod', 'dev']), SET)
    expect(title).toBe('tgw-1 joins dev and prod in one network')
    expect(description).toContain('2 pairs can talk: vpc-a to vpc-b and vpc-b to vpc-a.')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/TransitGateways/0/Options', '/Vpcs/0', '/Vpcs/1'])
  })

  it('is not evaluated while no tag is named, and says of how many VPCs it is known', () => {
    expect(tell('ISO-007', joined(['prod', 'dev']))).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    const [finding] = findingsOf('ISO-007', joined(['prod', '']), SET)
    expect(finding?.reasonNotEvaluated).toContain('the environment is known of 1 of 2')
  })
})
