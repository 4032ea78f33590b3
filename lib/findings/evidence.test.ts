import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { evaluate } from './evaluate.ts'
import { findingHops } from './evidence.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const inventory = readDescribe(sampleDocuments())

describe('the hops of a finding', () => {
  it('carry the names people know, beside the ids', () => {
    const { findings } = evaluate(inventory, DEFAULT_SETTINGS)
    const ssh = findings.find(({ title }) => title === 'SSH on bastion-1 is open to the internet')
    expect(ssh?.exposure.path.map(({ label, name }) => `${label} ${name ?? '-'}`)).toEqual([
      'Internet -',
      'Internet gateway shop-prod-igw',
      'Route table shop-prod-public',
      'Network ACL shop-prod-public',
      'Network ACL shop-prod-public',
      'Security group bastion',
      'Interface bastion-1',
    ])
  })

  it('have no name where nothing was collected that gives one', () => {
    const hop = { component: 'rtb-0absent', kind: 'route-table', decision: 'unknown', detail: '', rules: [] } as const
    expect(findingHops(inventory, [hop])).toEqual([
      { component: 'rtb-0absent', label: 'Route table', detail: '', outcome: 'unknown' },
    ])
  })
})
