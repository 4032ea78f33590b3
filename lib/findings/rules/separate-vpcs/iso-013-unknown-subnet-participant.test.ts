import { describe, expect, it } from 'vitest'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const OTHER = '444455556666'
const guest = { interfaces: { 'eni-1': { more: { OwnerId: OTHER } }, 'eni-2': { privateIp: '10.0.0.11' } } }
const NOBODY = { trustedAccounts: [] }

// Source: VPC guide, "Share your VPC subnets with other accounts".
describe('ISO-013 unknown account in a shared subnet', () => {
  it.each([
    ['interfaces of the owner', {}, NOBODY, 'PASS subnet-1'],
    ['an interface of an unknown account', guest, NOBODY, 'FAIL subnet-1 medium none'],
    ['an interface of a trusted account', guest, { trustedAccounts: [OTHER] }, 'PASS subnet-1'],
    ['nobody said who is trusted', guest, {}, 'NOT_EVALUATED subnet-1'],
  ])('%s', (...[, network, settings, expected]) => {
    expect(tell('ISO-013', network, settings)).toEqual([expected])
  })

  it('is one finding a subnet, with each interface', () => {
    const { title, evidence } = theFailure('ISO-013', guest, NOBODY)
    expect(title).toBe('Unknown account 444455556666 stands in subnet-1')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/NetworkInterfaces/0'])
  })

  it('is not evaluated where interfaces were cut off, and keeps what it saw', () => {
    expect(tellCut('ISO-013', {}, ['NetworkInterfaces'])).toEqual(['NOT_EVALUATED subnet-1'])
  })
})
