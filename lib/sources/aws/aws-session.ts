/**
 * The seam between what is asked (the table of calls, `collect-cell.ts`) and how AWS is reached (credentials, pace,
 * retries). Tests of the table put recorded answers behind it; the real one is `open-session.ts`.
 */

import type { CallStatus } from '../../describe/collection-report.ts'

/** One request. `service` as the CLI spells it, `operation` as the API does: `ec2`, `DescribeVpcs`. */
export interface AwsRequest {
  readonly region: string
  readonly service: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

export interface AwsAnswer {
  /** The output as the SDK parsed it, dates as `Date`; without `$metadata`. */
  readonly output: Readonly<Record<string, unknown>>
  /** How often AWS was asked for it, retries included. */
  readonly attempts: number
}

/** One account, entered. Paces and retries by itself. */
export interface AwsSession {
  /** Twelve digits. */
  readonly account: string
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string
  /** @throws AwsCallError when AWS refused for good; whatever the signal was aborted with */
  send(request: AwsRequest, signal: AbortSignal): Promise<AwsAnswer>
}

/** AWS refused, for good. `code` and `message` are AWS's, cleaned of anything secret. */
export class AwsCallError extends Error {
  readonly status: Exclude<CallStatus, 'done' | 'truncated' | 'skipped'>
  readonly code: string
  readonly attempts: number

  constructor(
    status: AwsCallError['status'],
    { code, message, attempts }: { code: string; message: string; attempts: number },
  ) {
    super(message)
    this.name = 'AwsCallError'
    this.status = status
    this.code = code
    this.attempts = attempts
  }
}
