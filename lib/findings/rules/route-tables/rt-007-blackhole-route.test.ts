import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const table = (...routes: string[]) => ({ tables: { 'rtb-1': { routes, subnets: ['subnet-1'] } } })

describe('RT-007 blackhole route', () => {
  it.each([
    ['to a deleted peering', ['10.9.0.0/16 pcx-1 blackhole'], 'FAIL rtb-1 low none'],
    ['a default route', ['0.0.0.0/0 nat-1 blackhole'], 'FAIL rtb-1 medium none'],
    ['an IPv6 default route', ['::/0 eigw-1 blackhole'], 'FAIL rtb-1 medium none'],
    [
      'two halves of the internet',
      ['0.0.0.0/1 nat-1 blackhole', '128.0.0.0/1 nat-1 blackhole'],
      'FAIL rtb-1 medium none',
    ],
    ['one half, the other alive', ['0.0.0.0/1 nat-1 blackhole', '128.0.0.0/1 nat-1'], 'FAIL rtb-1 low none'],
    ['a route that cannot be read', ['0.0.0.0/x igw-1'], 'NOT_EVALUATED rtb-1'],
    ['a blackhole beside one', ['0.0.0.0/x igw-1', '10.9.0.0/16 pcx-1 blackhole'], 'FAIL rtb-1 low none'],
    ['active routes', ['0.0.0.0/0 igw-1'], 'PASS rtb-1'],
  ])('%s', (_, routes, expected) => {
    expect(tell('RT-007', table(...routes))).toEqual([expected])
  })

  it('is one finding a table, with every route as evidence', () => {
    const finding = theFailure(
      'RT-007',
      table('10.0.0.0/16 local', '10.8.0.0/16 pcx-1 blackhole', '10.9.0.0/16 pcx-1 blackhole'),
    )
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/RouteTables/0/Routes/1',
      '/RouteTables/0/Routes/2',
    ])
    expect(finding.title).toBe('Route table rtb-1 drops 10.8.0.0/16 and 10.9.0.0/16')
  })
})
