/** Who collected a document, as far as a rule may know: `Source.Collector` of its JSON. Never a key, a session or a time. */

import type { Collector } from './collection-report.ts'
import type { JsonObject, JsonValue } from './document.ts'

const KINDS: readonly Collector['credentials'][] = ['temporary', 'long-lived', 'root']

/** The `Source` member of a document's JSON. */
export function collectorJson({ arn, credentials, minimumTls, forwardSecrecyOnly }: Collector): JsonObject {
  return {
    Collector: { Arn: arn, Credentials: credentials, MinimumTls: minimumTls, ForwardSecrecyOnly: forwardSecrecyOnly },
  }
}

/** Null where it tells less than all of it: half an answer is none. */
export function readCollector(source: JsonValue | undefined): Collector | null {
  const { Arn: arn, Credentials, MinimumTls: tls, ForwardSecrecyOnly: secret } = objectOf(objectOf(source)['Collector'])
  const credentials = KINDS.find((kind) => kind === Credentials)
  if (typeof arn !== 'string' || credentials === undefined || typeof secret !== 'boolean') return null
  if (tls !== null && typeof tls !== 'string') return null
  return { arn, credentials, minimumTls: tls, forwardSecrecyOnly: secret }
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
