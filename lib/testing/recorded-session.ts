/** An `AwsSession` that answers from a table written by hand: what AWS would say, in the SDK's shapes. */

import { type AwsAnswer, AwsCallError, type AwsRequest, type AwsSession } from '../sources/aws/aws-session.ts'

type Output = Readonly<Record<string, unknown>>

/** The answer to every request, to the n-th one, or by its input. A refusal is an `AwsCallError`. */
export type RecordedAnswer = Output | AwsCallError | ((input: Output, asked: number) => Output | AwsCallError)

export interface RecordedSession extends AwsSession {
  /** In the order they came. */
  readonly requests: readonly AwsRequest[]
  /** The most that were under way at a time. */
  readonly busiest: () => number
}

/** `answers` by `ec2 DescribeVpcs`. What is not in the table is answered with nothing in it. */
export function recordedSession(
  answers: Readonly<Record<string, RecordedAnswer>>,
  { account = '111122223333', partition = 'aws' } = {},
): RecordedSession {
  const requests: AwsRequest[] = []
  const asked = new Map<string, number>()
  let underWay = 0
  let busiest = 0
  async function send(request: AwsRequest, signal: AbortSignal): Promise<AwsAnswer> {
    signal.throwIfAborted()
    requests.push(request)
    underWay += 1
    busiest = Math.max(busiest, underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay -= 1
    signal.throwIfAborted()
    const name = `${request.service} ${request.operation}`
    const count = asked.get(name) ?? 0
    asked.set(name, count + 1)
    const recorded = answers[name] ?? NEVER_EMPTY[name] ?? {}
    const output = typeof recorded === 'function' ? recorded(request.input, count) : recorded
    if (output instanceof AwsCallError) throw output
    return { output, attempts: 1 }
  }
  return { account, partition, requests, busiest: () => busiest, send }
}

/** Answers that hold something wherever they are no refusal. */
const NEVER_EMPTY: Readonly<Record<string, Output>> = {
  'securityhub DescribeHub': { HubArn: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default' },
}

/** A refusal as EC2 words it. */
export function refusal(
  status: AwsCallError['status'] = 'denied',
  { code = 'UnauthorizedOperation', message = 'You are not authorized to perform this operation.', attempts = 1 } = {},
): AwsCallError {
  return new AwsCallError(status, { code, message, attempts })
}
