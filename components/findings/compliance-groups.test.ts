import { describe, expect, it } from 'vitest'
import type { ComplianceMapping } from '../../lib/findings/finding.ts'
import { complianceGroups, groupName, newestGroups } from './compliance-groups.ts'

function mapping(parts: Partial<ComplianceMapping>): ComplianceMapping {
  return { framework: 'CIS', version: '7.0', control: '6.3', match: 'exact', ...parts }
}

const groups = complianceGroups([
  mapping({ version: '1.2', control: '4.1' }),
  mapping({ version: '10.0', control: '9.9' }),
  mapping({ version: '4.0', control: '5.3' }),
  mapping({ version: '4.0.1', control: '5.3' }),
  mapping({ version: '10.0', control: '9.10', match: 'partial' }),
  mapping({ framework: 'AWS Security Hub', version: '-', control: 'EC2.13', match: 'partial' }),
])

describe('complianceGroups', () => {
  it('gathers the controls of a version and puts the newest version first', () => {
    expect(groups.map(({ version }) => version)).toEqual(['10.0', '4.0.1', '4.0', '1.2', '-'])
    expect(groups[0]?.controls).toEqual(['9.9', '9.10'])
  })

  it('says "in part" only when every control is covered in part', () => {
    expect(groups.map(({ partial }) => partial)).toEqual([false, false, false, false, true])
  })

  it('drops no mapping', () => {
    expect(groups.flatMap(({ controls }) => controls)).toHaveLength(6)
  })
})

describe('newestGroups', () => {
  it('keeps one version of each framework, and each framework', () => {
    expect(newestGroups(groups).map(groupName)).toEqual(['CIS 10.0', 'AWS Security Hub'])
  })
})
