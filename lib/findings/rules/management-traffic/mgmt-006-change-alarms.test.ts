/** Source: CIS AWS Foundations Benchmark 5.0, 4.10 to 4.14; CloudTrail guide, "Creating CloudWatch alarms for CloudTrail events". */

import { describe, expect, it } from 'vitest'
import { KINDS, watched } from '../../../testing/sketch-alarms.ts'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const SCOPE = '111122223333/eu-west-1'

describe('MGMT-006 nobody hears of changes', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['everything is alarmed', watched(), [`PASS ${SCOPE}`]],
    [
      'one kind has no alarm',
      watched(['gateways', 'route tables', 'VPCs', 'security groups']),
      [`FAIL ${SCOPE} low none`],
    ],
    [
      'security groups alone have none, which SG-033 tells',
      watched(['gateways', 'route tables', 'VPCs', 'network ACLs']),
      [`PASS ${SCOPE}`],
    ],
    ['nothing is there', {}, [`FAIL ${SCOPE} low none`]],
    ['the trail is stopped', watched(KINDS, { IsLogging: false }), [`FAIL ${SCOPE} low none`]],
    ['filters were not collected', { ...watched(), missing: ['MetricFilters'] }, [`NOT_EVALUATED ${SCOPE}`]],
    ['trails were not collected', { missing: ['Trails'] }, [`NOT_EVALUATED ${SCOPE}`]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('MGMT-006', sketch)).toEqual(expected)
  })

  it('tells what of the chain is missing, and makes it for these kinds only', () => {
    const finding = theFailure('MGMT-006', watched(['gateways', 'route tables', 'VPCs', 'security groups']))
    expect(finding.title).toBe('Nobody hears of changes to network ACLs in eu-west-1')
    expect(finding.description).toContain('changes to network ACLs raise no alarm: no alarm watches the count.')
    expect(finding.remediation.cli).toHaveLength(2)
    expect(finding.remediation.cli[0]).toContain('--log-group-name trail --filter-name changes-to-network-acls')
    // Said once, not once a kind.
    expect(findingsOf('MGMT-006', {})[0]?.description.match(/no trail records the region/g)).toHaveLength(1)
  })
})
