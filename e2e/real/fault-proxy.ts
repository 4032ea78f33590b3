/** A loopback proxy in front of an AWS API server that is slow or says no, by operation and Region. */

import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'

/** What a request asks, read from the form body, the target header or the path. */
export interface SeenRequest {
  readonly operation: string
  readonly region: string
  /** How often this operation was asked in this Region before. */
  readonly before: number
}

export type Fault = 'none' | 'throttled' | 'denied' | 'scp-denied' | 'region-disabled' | 'expired' | 'cut' | 'dropped'

export interface FaultProxy {
  readonly url: string
  readonly seen: readonly SeenRequest[]
  readonly close: () => Promise<void>
}

const WORDS: Readonly<Record<Exclude<Fault, 'none' | 'cut' | 'dropped'>, readonly [number, string, string]>> = {
  throttled: [503, 'RequestLimitExceeded', 'Request limit exceeded.'],
  denied: [403, 'UnauthorizedOperation', 'You are not authorized to perform this operation.'],
  'scp-denied': [403, 'UnauthorizedOperation', 'Not authorized, with an explicit deny in a service control policy.'],
  'region-disabled': [401, 'AuthFailure', 'AWS was not able to validate the provided access credentials'],
  expired: [400, 'ExpiredToken', 'The security token included in the request is expired'],
}

export async function startFaultProxy(
  upstream: string,
  { delay = 0, faultOf }: { readonly delay?: number; readonly faultOf: (seen: SeenRequest) => Fault },
): Promise<FaultProxy> {
  const seen: SeenRequest[] = []
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const asked = { operation: operationOf(incoming, body), region: regionOf(incoming) }
    const before = seen.filter((each) => each.operation === asked.operation && each.region === asked.region).length
    seen.push({ ...asked, before })
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
    const fault = faultOf({ ...asked, before })
    if (fault === 'dropped') outgoing.destroy()
    else if (fault === 'none' || fault === 'cut') forward(upstream, { incoming, body, outgoing, cut: fault === 'cut' })
    else refuse(outgoing, WORDS[fault])
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server)}`, seen, close: () => closed(server) }
}

function refuse(outgoing: ServerResponse, [status, code, message]: readonly [number, string, string]): void {
  const error = `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`
  outgoing.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-errortype': code }).end(error)
}

interface Forwarding {
  readonly incoming: IncomingMessage
  readonly body: Buffer
  readonly outgoing: ServerResponse
  readonly cut: boolean
}

function forward(upstream: string, { incoming, body, outgoing, cut }: Forwarding): void {
  const { method = 'GET', url = '/', headers } = incoming
  const asking = request(new URL(url, upstream), { method, headers }, (answer) => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => {
      const whole = Buffer.concat(parts)
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, kept).end(cut ? whole.subarray(0, whole.length / 2) : whole)
    })
  })
  asking.on('error', () => outgoing.destroy())
  asking.end(body)
}

function operationOf({ headers, url = '/' }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.split('.').at(-1) ?? ''
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? url
}

/** From the scope of the signature. */
function regionOf({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/([a-z0-9-]+)\//.exec(headers.authorization ?? '')?.[1] ?? ''
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
