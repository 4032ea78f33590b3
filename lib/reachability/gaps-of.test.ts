/** Which gaps are told for something that is not known: those of the account and Region where it lives. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { completeDocumentOf } from '../testing/describe-document.ts'
import { vpc } from '../testing/plain-elements.ts'
import { EVERY_KIND } from '../testing/questions/scopes.ts'
import { transitDocument } from '../testing/sketch-transit.ts'
import { withGapIds } from './gaps-of.ts'
import { networkOf } from './network.ts'

const KEY: DescribeKey = 'FlowLogs'
const PREFIX = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:'

/** The same call was not made in two accounts. */
function twoAccounts() {
  const own = transitDocument({ ...EVERY_KIND, missing: [KEY] })
  const other = completeDocumentOf({ account: '444455556666', elements: { Vpcs: [vpc('vpc-z', '10.9.0.0/16')] } })
  const elements = new Map(other.elements)
  elements.delete(KEY)
  return networkOf(readDescribe([own, { ...other, elements }]))
}

describe('the gaps of what is not known', () => {
  const network = twoAccounts()
  const accountsOf = (component: string) => {
    const unknown = { code: 'UNKNOWN_RESOURCE', component, detail: '', key: KEY, gapIds: [] } as const
    const { gapIds } = withGapIds(network, unknown)
    return network.inventory.gaps.filter(({ id }) => gapIds.includes(id)).map(({ account }) => account)
  }

  it.each([
    ...['vpc-a', 'subnet-web', 'eni-web', 'i-app', 'sg-web', 'acl-vpc-a', 'pl-told', 'rtb-subnet-web'],
    ...['igw-1', 'eigw-1', 'nat-1', 'vgw-1', 'pcx-1', 'tgw-1', 'tgw-attach-a', 'tgw-rtb-1', 'vpn-1', 'vpce-1'],
    ...[`${PREFIX}loadbalancer/net/svc/1`, `${PREFIX}targetgroup/svc/1`],
    'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect',
  ])('are those of its own account: %s', (component) => {
    expect(accountsOf(component)).toEqual(['111122223333'])
  })

  it('are those of every account where nobody knows whose it is', () => {
    expect(accountsOf('eni-404')).toEqual(['111122223333', '444455556666'])
  })

  it('are none of a key that was collected', () => {
    const unknown = { code: 'UNKNOWN_RESOURCE', component: 'eni-web', detail: '', key: 'Vpcs', gapIds: [] } as const
    expect(withGapIds(network, unknown).gapIds).toEqual([])
  })
})
