/** Makes calls on an API server one after another, and notes those it lacks. */

import type { AwsSession } from '../../lib/sources/aws/aws-session.ts'

type Input = Readonly<Record<string, unknown>>

export class EstateBuilder {
  readonly region: string
  readonly unbuilt: string[] = []
  readonly #session: AwsSession

  constructor(session: AwsSession, region: string) {
    this.#session = session
    this.region = region
  }

  /** `ec2 CreateVpc`. A call that the server lacks is noted and does not end the building. */
  async make(call: string, input: Input): Promise<Input> {
    const [service = '', operation = ''] = call.split(' ')
    const request = { region: this.region, service, operation, input }
    try {
      return (await this.#session.send(request, AbortSignal.timeout(60_000))).output
    } catch (error) {
      this.unbuilt.push(`${this.region} ${call}: ${error instanceof Error ? error.message.slice(0, 200) : error}`)
      return {}
    }
  }

  /** The text at a path of the answer; empty where the call failed. */
  async id(call: string, input: Input, path: string): Promise<string> {
    let value: unknown = await this.make(call, input)
    for (const step of path.split('.')) value = value instanceof Object ? Reflect.get(value, step) : undefined
    return typeof value === 'string' ? value : ''
  }
}
