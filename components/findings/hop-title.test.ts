import { describe, expect, it } from 'vitest'
import type { FindingHop } from '../../lib/findings/finding.ts'
import { hopTitle, hopWords } from './hop-title.ts'

const hop = (parts: Partial<FindingHop>): FindingHop => ({
  component: 'rtb-0f1ba15928346de43',
  label: 'Route table',
  detail: '',
  outcome: 'passes',
  ...parts,
})

describe('the title of a hop', () => {
  it.each([
    ['its name', hop({ name: 'shop-prod-public' }), { label: 'Route table', name: 'shop-prod-public', idTail: null }],
    ['the end of its id without one', hop({}), { label: 'Route table', name: null, idTail: '…46de43' }],
    [
      'the end of its id when its name is empty',
      hop({ name: '' }),
      { label: 'Route table', name: null, idTail: '…46de43' },
    ],
    [
      'neither for the internet',
      hop({ component: 'internet', label: 'Internet' }),
      { label: 'Internet', name: null, idTail: null },
    ],
  ])('has %s', (_name, given, title) => {
    expect(hopTitle(given)).toEqual(title)
  })

  it.each([
    [hop({ name: 'public' }), 'Route table public (rtb-0f1ba15928346de43)'],
    [hop({}), 'Route table rtb-0f1ba15928346de43'],
    [hop({ component: 'internet', label: 'Internet' }), 'Internet'],
  ])('in a ticket names it whole', (given, words) => {
    expect(hopWords(given)).toBe(words)
  })
})
