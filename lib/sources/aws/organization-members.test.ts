import { describe, expect, it } from 'vitest'
import { recordedSession, refusal } from '../../testing/recorded-session.ts'
import { AwsCallError } from './aws-session.ts'
import { listMembers } from './organization-members.ts'

const { signal } = new AbortController()
const LIST = 'organizations ListAccounts'

// Source: Organizations API reference, ListAccounts and Account.
describe('the members of an organisation', () => {
  it('are those that are active, by the older field and by the newer one', async () => {
    const Accounts = [
      { Id: '111122223333', Status: 'ACTIVE' },
      { Id: '222233334444', Status: 'SUSPENDED' },
      { Id: '333344445555', State: 'PENDING_CLOSURE', Status: 'ACTIVE' },
      { Id: '444455556666', State: 'ACTIVE' },
      { Id: 'not an account', Status: 'ACTIVE' },
    ]
    const members = await listMembers(recordedSession({ [LIST]: { Accounts } }), signal)
    expect(members.map(({ id }) => id)).toEqual(['111122223333', '444455556666'])
  })

  it('are read page by page, twenty at a time, in the home Region of the partition', async () => {
    const session = recordedSession(
      {
        [LIST]: ({ NextToken }) =>
          NextToken === 'more'
            ? { Accounts: [{ Id: '222233334444', Status: 'ACTIVE' }] }
            : { Accounts: [{ Id: '111122223333', Status: 'ACTIVE' }], NextToken: 'more' },
      },
      { partition: 'aws-us-gov' },
    )
    expect(await listMembers(session, signal)).toHaveLength(2)
    expect(session.requests.map(({ region, input }) => [region.startsWith('us-gov-'), input])).toEqual([
      [true, { MaxResults: 20 }],
      [true, { MaxResults: 20, NextToken: 'more' }],
    ])
  })

  it('are not half a list: pages in a circle, and a refusal, are errors', async () => {
    const circle = recordedSession({ [LIST]: { Accounts: [{ Id: '111122223333' }], NextToken: 'again' } })
    await expect(listMembers(circle, signal)).rejects.toMatchObject({ code: 'RepeatedToken', status: 'failed' })
    await expect(listMembers(recordedSession({ [LIST]: refusal() }), signal)).rejects.toBeInstanceOf(AwsCallError)
  })
})
