/** An `AwsSession` over the SDK: one client a service and Region, paced, retried and classified here and nowhere else. */

import { isRegion } from './aws-regions.ts'
import { type AwsAnswer, AwsCallError, type AwsRequest, type AwsSession } from './aws-session.ts'
import { type ClassifiedError, classifyError } from './classify-error.ts'
import type { Clock } from './clock.ts'
import type { CredentialSource } from './credentials.ts'
import type { AwsHttpHandler } from './https-agent.ts'
import { Lanes } from './lanes.ts'
import type { Pace } from './pace.ts'
import { type ServiceClient, serviceModule } from './service-clients.ts'

/** How AWS is reached, the same for every account. */
export interface AwsAccess {
  readonly handler: AwsHttpHandler
  readonly pace: Pace
  readonly clock: Clock
  /** The operator's own endpoint; null for AWS. */
  readonly endpoint: string | null
}

export interface SessionIdentity {
  readonly account: string
  readonly partition: string
  readonly credentials: CredentialSource
}

/** Calls of one account under way at a time. */
const CALLS_AT_ONCE = 10
const MAX_ATTEMPTS = 7
/** No attempt begins later than this after the first. */
const PATIENCE_MS = 120_000
const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 20_000

export function openSession(identity: SessionIdentity, access: AwsAccess): AwsSession {
  return new SdkSession(identity, access)
}

class SdkSession implements AwsSession {
  readonly account: string
  readonly partition: string
  readonly #credentials: CredentialSource
  readonly #access: AwsAccess
  readonly #lanes = new Lanes(CALLS_AT_ONCE)
  readonly #clients = new Map<string, ServiceClient>()

  constructor({ account, partition, credentials }: SessionIdentity, access: AwsAccess) {
    this.account = account
    this.partition = partition
    this.#credentials = credentials
    this.#access = access
  }

  async send(request: AwsRequest, signal: AbortSignal): Promise<AwsAnswer> {
    const { clock, pace } = this.#access
    const key = { account: this.account, ...request }
    const startedAt = clock.now()
    let renewed = false
    for (let attempt = 1; ; attempt += 1) {
      await pace.take(key, signal)
      const answer = await this.#lanes.run(() => this.#attempt(request, signal))
      if (answer.output) {
        pace.answered(key)
        return { output: answer.output, attempts: attempt }
      }
      const { error } = answer
      if (error.status === 'throttled') pace.throttled(key)
      if (error.status === 'expired' && !renewed) {
        renewed = true
        this.#renew()
        continue
      }
      const wait = fullJitter(attempt, clock)
      const tooLate = attempt >= MAX_ATTEMPTS || clock.now() + wait - startedAt > PATIENCE_MS
      if (!error.again || tooLate) throw new AwsCallError(error.status, { ...error, attempts: attempt })
      await clock.sleep(wait, signal)
    }
  }

  async #attempt(
    { service, region, operation, input }: AwsRequest,
    signal: AbortSignal,
  ): Promise<
    | { readonly output: AwsAnswer['output']; readonly error: null }
    | { readonly output: null; readonly error: ClassifiedError }
  > {
    if (!isRegion(region)) throw new TypeError('A Region that is not in the list was about to be asked.')
    signal.throwIfAborted()
    const module = await serviceModule(service)
    try {
      const client = this.#client(`${service}/${region}`, () => module.client(this.#settings(region)))
      const { $metadata: _, ...output } = await client.send(module.command(operation, input), { abortSignal: signal })
      return { output, error: null }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof TypeError && error.message.startsWith('The SDK has no ')) throw error
      return { output: null, error: classifyError(error) }
    }
  }

  #settings(region: string) {
    const { handler, endpoint } = this.#access
    const settings = { region, credentials: this.#credentials.keys, requestHandler: handler, maxAttempts: 1 } as const
    return endpoint === null ? settings : { ...settings, endpoint }
  }

  #client(name: string, make: () => ServiceClient): ServiceClient {
    const known = this.#clients.get(name)
    if (known) return known
    const fresh = make()
    this.#clients.set(name, fresh)
    return fresh
  }

  /** Clients remember their credentials, so they are made anew. */
  #renew(): void {
    this.#credentials.renew()
    this.#clients.clear()
  }
}

/** Anything from nothing to a bound that doubles. Source: AWS Builders' Library, "Timeouts, retries, and backoff with jitter". */
export function fullJitter(attempt: number, clock: Pick<Clock, 'chance'>): number {
  return clock.chance() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1))
}
