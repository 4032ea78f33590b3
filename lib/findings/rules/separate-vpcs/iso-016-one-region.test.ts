import { describe, expect, it } from 'vitest'
import { sketchTransit } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const here = (...ids: readonly string[]) => ({
  vpcs: Object.fromEntries(ids.map((id) => [id, { cidr: '10.1.0.0/16', subnets: {} }])),
})
const there = (...ids: readonly string[]) => ({ ...here(...ids), region: 'eu-central-1' })

// Source: Well-Architected Framework, Reliability pillar, "Deploy the workload to multiple locations".
describe('ISO-016 all VPCs in one Region', () => {
  it('passes with VPCs in two Regions', () => {
    expect(tell('ISO-016', sketchTransit(here('vpc-1'), there('vpc-2')))).toEqual(['PASS 111122223333'])
  })

  it('fails where a second Region was collected and has none', () => {
    const inventory = sketchTransit(here('vpc-1', 'vpc-2'), there())
    expect(tell('ISO-016', inventory)).toEqual(['FAIL 111122223333 info none'])
    const { evidence, title } = theFailure('ISO-016', inventory)
    expect(title).toBe('Every VPC of 111122223333 stands in eu-west-1')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/Vpcs/0', '/Vpcs/1'])
  })

  it('is not evaluated where one Region was collected: others may have VPCs', () => {
    expect(tell('ISO-016', sketchTransit(here('vpc-1')))).toEqual(['NOT_EVALUATED 111122223333'])
  })
})
