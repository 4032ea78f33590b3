import { expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sketchDocument } from '../testing/sketch-network.ts'
import { evaluate } from './evaluate.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import { withoutUnknownRegion, withPlaceWords } from './unknown-region.ts'

const SERVICE = 'com.amazonaws.unknown.ec2'
const remedy = {
  summary: 'Remove it.',
  cli: ['aws ec2 x'],
  terraform: null,
  console: ['Open the VPC console in unknown.'],
}

it('says that the commands need a Region, and opens no console in one that is none', () => {
  expect(withoutUnknownRegion(remedy, 'unknown')).toEqual({
    ...remedy,
    summary: 'Remove it. Its Region is in none of the files: give it to each command with --region.',
    console: ['Open the VPC console in its Region.'],
  })
  const endpoint = withoutUnknownRegion({ ...remedy, cli: [SERVICE], terraform: SERVICE }, 'unknown')
  expect([...endpoint.cli, endpoint.terraform]).toEqual(['com.amazonaws.REGION.ec2', 'com.amazonaws.REGION.ec2'])
  expect(withoutUnknownRegion({ ...remedy, cli: [] }, 'unknown').summary).toBe('Remove it.')
  expect(withoutUnknownRegion(remedy, 'eu-west-1')).toBe(remedy)
})

it('says of a place without a name that it is unknown, and of no other', () => {
  const text = 'Trails of unknown in unknown were not collected; see those of account unknown in unknown.'
  expect(withPlaceWords(text, { account: 'unknown', region: 'unknown' })).toBe(
    'Trails of an unknown account in an unknown Region were not collected; see those of an unknown account in an unknown Region.',
  )
  expect(withPlaceWords('Trails of 111122223333 in unknown', { account: '111122223333', region: 'unknown' })).toBe(
    'Trails of 111122223333 in an unknown Region',
  )
  expect(withPlaceWords(text, { account: '111122223333', region: 'eu-west-1' })).toBe(text)
})

it('no finding of a place without a name has a command for the Region called unknown', () => {
  const document = { ...sketchDocument({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }), region: 'unknown' }
  const { findings } = evaluate(readDescribe([document]), DEFAULT_SETTINGS)
  const texts = findings.map(({ title, remediation, description }) => JSON.stringify([title, remediation, description]))
  expect(texts.filter((text) => text.includes('--region unknown'))).toEqual([])
  expect(texts.filter((text) => text.includes(' in unknown'))).toEqual([])
  const open = findings.find(({ ruleId, status }) => ruleId === 'SG-003' && status === 'FAIL')
  expect(open?.remediation.cli[0]).toMatch(/^aws ec2 revoke-security-group-ingress --group-id sg-1 /)
  expect(open?.remediation.summary).toContain('give it to each command with --region')
})
