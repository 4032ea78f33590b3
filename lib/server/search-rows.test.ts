import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import { searchRows } from './search-rows.ts'

const row = {
  account: '111122223333',
  region: 'eu-west-1',
  subnetId: null,
  detail: '',
  depth: 1,
  parentId: null,
}
const rows = [
  { ...row, id: 'vpc-1', type: 'vpc', name: 'shop prod', vpcId: null },
  { ...row, id: 'i-1', type: 'instance', name: 'bastion-1', vpcId: 'vpc-1' },
  { ...row, id: 'i-2', type: 'instance', name: 'web-1', vpcId: 'vpc-2' },
  { ...row, id: 'sg-1', type: 'security-group', name: 'bastion', vpcId: 'vpc-1' },
]
const network = {
  findings: () => [findingOf({ related: [{ role: 'instance', id: 'i-1' }] })],
  vpcs: new Map([['vpc-1', { name: 'shop prod' }]]),
}
const found = (text: string) => searchRows(rows, text, network).map(({ id }) => id)

describe('searchRows', () => {
  it.each([
    ['everything for nothing', '', ['vpc-1', 'i-1', 'i-2', 'sg-1']],
    ['by every word', 'bastion i-1', ['i-1']],
    ['by two words together', '"shop prod"', ['vpc-1']],
    ['without what is excluded', 'bastion -sg-1', ['i-1']],
    ['by kind', 'type:instance', ['i-1', 'i-2']],
    ['by either of two kinds', 'type:vpc,security-group', ['vpc-1', 'sg-1']],
    ['by the id of a VPC, itself among them', 'vpc:vpc-1', ['vpc-1', 'i-1', 'sg-1']],
    ['by the name of a VPC', 'vpc:"shop prod" type:instance', ['i-1']],
    ['what a matching finding is about', 'severity:critical', ['i-1', 'sg-1']],
    ['nothing where no finding matches', 'severity:low', []],
    ['by words of the finding beside its keys', 'severity:critical ssh', ['i-1', 'sg-1']],
  ])('finds %s', (_name, text, ids) => {
    expect(found(text)).toEqual(ids)
  })

  it('asks for the findings only when the search does', () => {
    const asked = { ...network, findings: () => expect.unreachable('the findings were asked for') }
    expect(searchRows(rows, 'web vpc:vpc-2', asked)).toHaveLength(1)
  })
})
