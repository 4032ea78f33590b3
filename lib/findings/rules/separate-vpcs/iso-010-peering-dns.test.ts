import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'
import type { Settings } from '../../settings.ts'

const side = (VpcId: string, flag: boolean | null) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  ...(flag === null ? {} : { PeeringOptions: { AllowDnsResolutionFromRemoteVpc: flag } }),
})
const sketch = (requester: boolean | null, accepter: boolean | null) => ({
  elements: {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: 'active' },
        RequesterVpcInfo: side('vpc-1', requester),
        AccepterVpcInfo: side('vpc-2', accepter),
      },
    ],
  },
})
type Dns = Settings['peeringDns']
const [PASS, FAIL, UNKNOWN] = ['PASS pcx-1', 'FAIL pcx-1 info none', 'NOT_EVALUATED pcx-1']

// Source: VPC Peering guide, "Enable DNS resolution for a VPC peering connection".
describe('ISO-010 DNS across a peering is not as meant', () => {
  it.each<[string, Dns, boolean | null, boolean | null, string]>([
    ['on both, meant on', 'on', true, true, PASS],
    ['on one, meant on', 'on', true, false, FAIL],
    ['off both, meant off', 'off', false, false, PASS],
    ['on one, meant off', 'off', false, true, FAIL],
    ['off one, the other not told, meant on', 'on', false, null, FAIL],
    ['on one, the other not told, meant on', 'on', true, null, UNKNOWN],
    ['nobody said what is meant', null, false, false, UNKNOWN],
  ])('%s', (...[, peeringDns, requester, accepter, expected]) => {
    expect(tell('ISO-010', sketch(requester, accepter), { peeringDns })).toEqual([expected])
  })

  it('changes the side that is wrong only', () => {
    const { remediation, evidence } = theFailure('ISO-010', sketch(true, false), { peeringDns: 'on' })
    expect(remediation.cli).toEqual([
      'aws ec2 modify-vpc-peering-connection-options --region eu-west-1 --vpc-peering-connection-id pcx-1 --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true',
    ])
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/VpcPeeringConnections/0/AccepterVpcInfo'])
  })
})
