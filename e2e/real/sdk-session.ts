/** An `AwsSession` on one API server: the SDK's own clients with fixed keys, no retries, no pace. */

import { type AwsAnswer, AwsCallError, type AwsRequest, type AwsSession } from '../../lib/sources/aws/aws-session.ts'
import { SDK_CLIENTS } from '../../lib/testing/sdk-clients.ts'

interface Client {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<Record<string, unknown>>
}

type Made<Result> = new (input: unknown) => Result

export function sdkSession(endpoint: string, account = '123456789012'): AwsSession {
  const clients = new Map<string, Client>()

  async function send(request: AwsRequest, signal: AbortSignal): Promise<AwsAnswer> {
    const { region, service, operation, input } = request
    const sdk = Object.entries((await SDK_CLIENTS[service]?.()) ?? {})
    const made = <Result>(name: RegExp): Made<Result> => sdk.find(([each]) => name.test(each))?.[1]
    const name = `${service} ${region}`
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
    const settings = { endpoint, region, credentials, maxAttempts: 1 }
    const client = clients.get(name) ?? new (made<Client>(/^[A-Z]\w+Client$/))(settings)
    clients.set(name, client)
    try {
      const command = new (made<object>(new RegExp(`^${operation}Command$`)))(input)
      const { $metadata: _, ...output } = await client.send(command, { abortSignal: signal })
      return { output, attempts: 1 }
    } catch (error) {
      signal.throwIfAborted()
      const code = error instanceof Error ? error.name : 'Unknown'
      const message = error instanceof Error ? error.message : ''
      throw new AwsCallError('failed', { code, message, attempts: 1 })
    }
  }

  return { account, partition: 'aws', send }
}
