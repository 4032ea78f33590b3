/**
 * The one way out to AWS: our own agent, so that TLS below 1.2, suites without forward secrecy and unchecked
 * certificates are out of the question whatever the environment says; and only to hosts of AWS, or to the one endpoint
 * the operator named. Source: VPC guide, "Infrastructure security in Amazon VPC".
 */

import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { isAwsHost } from './aws-regions.ts'

export const MINIMUM_TLS = 'TLSv1.2'

/** ECDHE alone for TLS 1.2; every suite of TLS 1.3 has forward secrecy. */
export const FORWARD_SECRET_SUITES: readonly string[] = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
]

const CONNECTIONS_PER_HOST = 20
const CONNECT_MS = 5_000
const ANSWER_MS = 60_000

export function httpsAgent(): HttpsAgent {
  return new HttpsAgent({
    minVersion: MINIMUM_TLS,
    ciphers: FORWARD_SECRET_SUITES.join(':'),
    honorCipherOrder: true,
    rejectUnauthorized: true,
    keepAlive: true,
    maxSockets: CONNECTIONS_PER_HOST,
  })
}

/** A request that would leave for a host that is not AWS's. The host is not repeated: it may be hostile. */
export class ForeignHostError extends Error {
  override readonly name = 'ForeignHostError'
  constructor() {
    super('A request to a host that is not an AWS endpoint was stopped.')
  }
}

type Request = Parameters<NodeHttpHandler['handle']>[0]
type Options = Parameters<NodeHttpHandler['handle']>[1]

/** Every request of every client goes through one of these. `endpoint` is null for AWS itself. */
export class AwsHttpHandler extends NodeHttpHandler {
  readonly #origin: string | null

  constructor(endpoint: URL | null) {
    super({
      httpsAgent: httpsAgent(),
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS_PER_HOST }),
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketAcquisitionWarningTimeout: ANSWER_MS,
    })
    this.#origin = endpoint?.origin ?? null
  }

  /** @throws ForeignHostError before anything is sent */
  override async handle(request: Request, options?: Options): ReturnType<NodeHttpHandler['handle']> {
    if (!this.#admits(request)) throw new ForeignHostError()
    return await super.handle(request, options)
  }

  #admits({ protocol, hostname, port }: Request): boolean {
    if (this.#origin === null) return protocol === 'https:' && isAwsHost(hostname) && (port ?? 443) === 443
    return originOf(protocol, hostname, port) === this.#origin
  }
}

function originOf(protocol: string, hostname: string, port: number | undefined): string | null {
  const text = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
  return URL.canParse(text) ? new URL(text).origin : null
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/

/** `http://127.0.0.1:5000`; null where the text is no endpoint at all. Plain HTTP goes to loopback only. */
export function readEndpoint(text: string): { readonly url: URL; readonly loopback: boolean } | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const loopback = LOOPBACK.test(url.hostname)
  const bare =
    url.username === '' && url.password === '' && url.search === '' && url.hash === '' && url.pathname === '/'
  if (!bare || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) return null
  return { url, loopback }
}

/** Variables of the environment by which the SDK would send requests, and credentials, somewhere else. */
export function endpointVariables(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(env)
    .filter((name) => /^AWS_ENDPOINT_URL(?:_|$)/.test(name) && env[name] !== '')
    .sort()
}
