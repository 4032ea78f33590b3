/**
 * Answers of the API are text that shrinks to a tenth. Next compresses what it sends itself, but streams what a
 * route gives it; so this happens here, off the event loop.
 */

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = /^(?:application\/json|image\/svg\+xml)\b/
/**
 * Next takes `Content-Encoding` off what a route answers, as if the body had been unpacked on the way; so it
 * travels under this name as far as the gate, which gives it its own back. `no-transform` keeps Next from
 * compressing a second time.
 */
export const ENCODING_HEADER = 'x-portolan-encoding'

/** Below this an answer fits one packet as it is. */
const BYTES_MIN = 1400
/** Half-way up the scale: four fifths of the gain in a fifth of the time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const COMPRESS = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, BROTLI),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const

type Encoding = keyof typeof COMPRESS

/**
 * The answer, compressed as the client accepts. Only answers to GET: the length of a compressed body tells of
 * its content where a secret stands beside text of an attacker's choice (BREACH), and the one secret we ever
 * send, that of a new link, is the answer to a POST. Event streams pass as they are.
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const { headers, status } = response
  const suitable = request.method === 'GET' && TEXT.test(headers.get('content-type') ?? '')
  if (!suitable || headers.has('content-encoding')) return response
  headers.append('vary', 'accept-encoding')
  const encoding = preferredEncoding(request.headers.get('accept-encoding') ?? '')
  if (encoding === null) return response
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length < BYTES_MIN) return new Response(bytes, { status, headers })
  headers.set(ENCODING_HEADER, encoding)
  headers.set('cache-control', `${headers.get('cache-control') ?? 'no-store'}, no-transform`)
  headers.delete('content-length')
  return new Response(new Uint8Array(await COMPRESS[encoding](bytes)), { status, headers })
}

/** Ours, in our order, unless refused with a weight of nothing. Source: RFC 9110, section 12.5.3. */
export function preferredEncoding(accepted: string): Encoding | null {
  const weights = new Map<string, number>()
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)))
  }
  const isAccepted = (name: Encoding) => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  return (['br', 'gzip'] as const).find(isAccepted) ?? null
}
