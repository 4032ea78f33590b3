import { describe, expect, it } from 'vitest'
import { recordedSession, refusal } from '../../testing/recorded-session.ts'
import { accountRegions } from './account-regions.ts'
import { regionsOf } from './aws-regions.ts'

const { signal } = new AbortController()
const LIST = 'ec2 DescribeRegions'

// Source: EC2 API reference, DescribeRegions, `AllRegions` and `OptInStatus`.
describe('the Regions of an account', () => {
  it('are those that need no opting in, or were opted in', async () => {
    const Regions = [
      { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
      { RegionName: 'af-south-1', OptInStatus: 'opted-in' },
      { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
    ]
    const session = recordedSession({ [LIST]: { Regions } })
    expect(await accountRegions(session, 'all', signal)).toEqual({ regions: ['eu-west-1', 'af-south-1'], tooNew: [] })
    expect(session.requests[0]?.input).toEqual({ AllRegions: true })
  })

  it('that are newer than this version are named, and not asked', async () => {
    const Regions = ['eu-west-1', 'moon-north-1'].map((RegionName) => ({ RegionName, OptInStatus: 'opted-in' }))
    expect(await accountRegions(recordedSession({ [LIST]: { Regions } }), 'all', signal)).toEqual({
      regions: ['eu-west-1'],
      tooNew: ['moon-north-1'],
    })
  })

  it.each([
    ['refuses to tell', refusal()],
    ['tells none', { Regions: [] }],
  ])('are all there are where the account %s: a disabled one says so itself', async (_, answer) => {
    const session = recordedSession({ [LIST]: answer }, { partition: 'aws-cn' })
    const { regions } = await accountRegions(session, 'all', signal)
    expect(regions).toEqual(regionsOf('aws-cn'))
    expect(regions.length).toBeGreaterThan(1)
  })

  it('are those that were named, once each, without asking', async () => {
    const session = recordedSession({})
    const named = await accountRegions(session, ['eu-west-1', 'us-east-1', 'eu-west-1'], signal)
    expect([named.regions, session.requests.length]).toEqual([['eu-west-1', 'us-east-1'], 0])
  })

  it('are not made up when the collection is stopped', async () => {
    const stop = new AbortController()
    stop.abort(new Error('stopped'))
    await expect(accountRegions(recordedSession({}), 'all', stop.signal)).rejects.toThrow('stopped')
  })
})
