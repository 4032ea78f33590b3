import { describe, expect, it } from 'vitest'
import { searchFindings } from '../../lib/findings/search-findings.ts'
import { parseSearch, withValues } from '../../lib/findings/search-query.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { answerParts } from './answer-parts.ts'
import { filterFacets } from './filter-choices.ts'

const ranked = [findingOf({ id: 'a' }), findingOf({ id: 'b', severity: { base: 'low', effective: 'low', why: [] } })]
const undecided = [findingOf({ id: 'c', status: 'NOT_EVALUATED' })]
const facets = filterFacets({ ranked, undecided, names: { rules: {}, vpcs: { 'vpc-1': 'shop-prod' } } })

describe('the chips of the findings view', () => {
  it('offer only what is there, each under a word', () => {
    const said = facets.map(({ label, choices }) => `${label}: ${choices.map((each) => each.label).join(', ')}`)
    expect(said).toEqual([
      'Status: Failing, Not evaluated',
      'Severity: Critical, Low',
      'Exposure: Internet now',
      'Charter: E  Security groups',
      'VPC: shop-prod',
    ])
  })

  it('count what the search then finds', () => {
    for (const { key, choices } of facets) {
      for (const { value, count } of choices) {
        const query = parseSearch(withValues('', key, [value]))
        expect(query.faults).toEqual([])
        expect(searchFindings([...ranked, ...undecided], query)).toHaveLength(count)
      }
    }
  })
})

describe('a reason for no verdict', () => {
  it.each([
    [
      'commands to paste',
      'FlowLogs was not collected. To answer: aws ec2 describe-flow-logs; aws ec2 describe-vpcs',
      {
        why: 'FlowLogs was not collected.',
        commands: ['aws ec2 describe-flow-logs', 'aws ec2 describe-vpcs'],
        advice: null,
      },
    ],
    [
      'advice',
      'No ranges are set. To answer: set corporateRanges in portolan.yaml',
      { why: 'No ranges are set.', commands: [], advice: 'set corporateRanges in portolan.yaml' },
    ],
    ['nothing but the reason', 'It failed.', { why: 'It failed.', commands: [], advice: null }],
  ])('is taken apart into %s', (_name, reason, parts) => {
    expect(answerParts(reason)).toEqual(parts)
  })
})
