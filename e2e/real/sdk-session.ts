/** The real session on an API server of loopback, with fixed keys and a clock whose waits are no time at all. */

import type { AwsSession } from '../../lib/sources/aws/aws-session.ts'
import { AwsHttpHandler } from '../../lib/sources/aws/https-agent.ts'
import { openSession } from '../../lib/sources/aws/open-session.ts'
import { Pace } from '../../lib/sources/aws/pace.ts'

export function sdkSession(endpoint: string, account = '123456789012'): AwsSession {
  let time = 0
  const clock = {
    now: () => time,
    sleep: (milliseconds: number) => {
      time += milliseconds
      return Promise.resolve()
    },
    chance: () => 0,
  }
  const keys = () => Promise.resolve({ accessKeyId: 'testing', secretAccessKey: 'testing' })
  const credentials = { keys, renew: () => undefined, profile: null }
  const handler = new AwsHttpHandler(new URL(endpoint))
  const access = { handler, pace: new Pace(clock), clock, endpoint }
  return openSession({ account, partition: 'aws', credentials }, access)
}
