import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const KEYS = { environment: ['env'], workload: [], owner: [], tier: [] }
const SET = { tagKeys: KEYS }

/** One host for each value; an empty one has no tag. */
function hosts(...values: readonly string[]) {
  const host = (value: string, index: number) => ({
    instance: null,
    privateIp: `10.0.0.${index + 10}`,
    more: { TagSet: value === '' ? [] : [{ Key: 'Env', Value: value }] },
  })
  return {
    instances: {},
    interfaces: Object.fromEntries(values.map((value, index) => [`eni-${index}`, host(value, index)])),
  }
}

// Source: VPC guide, "Infrastructure security in Amazon VPC".
describe('ISO-002 one VPC mixes environments, workloads or owners', () => {
  it.each([
    ['one environment', hosts('prod', 'prod'), 'PASS vpc-1'],
    ['two spellings of one', hosts('prod', 'Prod '), 'PASS vpc-1'],
    ['two environments', hosts('prod', 'dev'), 'FAIL vpc-1 medium none'],
    ['four of five tagged', hosts('prod', 'prod', 'prod', 'dev', ''), 'FAIL vpc-1 medium none'],
    ['three of four tagged', hosts('prod', 'prod', 'prod', ''), 'NOT_EVALUATED vpc-1'],
    ['nothing tagged', hosts('', ''), 'NOT_EVALUATED vpc-1'],
    ['nothing in it', { interfaces: {}, instances: {} }, 'PASS vpc-1'],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-002', network, SET)).toEqual([expected])
  })

  it('is not evaluated while no tag is named, and names the settings', () => {
    const [finding] = findingsOf('ISO-002', hosts('prod', 'dev'))
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toContain('tagKeys.environment')
  })

  it('says how many carry the tag where too few do', () => {
    const [finding] = findingsOf('ISO-002', hosts('prod', 'dev', '', ''), SET)
    expect(finding?.reasonNotEvaluated).toContain('environment on 2 of 4 (dev and prod)')
    expect(finding?.reasonNotEvaluated).toContain('asks for 80 %')
  })

  it('shows one host of each, and the settings it used', () => {
    const { title, evidence, settingsUsed } = theFailure('ISO-002', hosts('prod', 'dev'), SET)
    expect(title).toBe('vpc-1 mixes dev and prod')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkInterfaces/0', '/NetworkInterfaces/1'])
    expect(settingsUsed).toEqual({ 'tagKeys.environment': 'env', 'thresholds.tagCoverage': '0.8' })
  })

  it('does not count what AWS manages', () => {
    const { interfaces } = hosts('prod')
    const network = {
      instances: {},
      interfaces: { ...interfaces, 'eni-9': { instance: null, requester: 'amazon-elb' } },
    }
    expect(tell('ISO-002', network, SET)).toEqual(['PASS vpc-1'])
  })
})
