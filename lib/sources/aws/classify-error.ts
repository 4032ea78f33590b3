/**
 * What an error of the SDK means. AWS has several codes for each case, and some codes mean different things by what
 * the message says. Source: EC2 API reference, "Error codes"; each service's "Common errors".
 */

import type { AwsCallError } from './aws-session.ts'

export interface ClassifiedError {
  readonly status: AwsCallError['status']
  /** AWS's own, or the network's: `ENOTFOUND`. */
  readonly code: string
  /** Without anything secret. */
  readonly message: string
  /** Asking again may help. */
  readonly again: boolean
}

const SCP_DENIAL = /explicit deny in (?:a|an|the) (?:service|resource) control policy/i

const DENIED =
  /^(?:UnauthorizedOperation|AccessDenied(?:Exception)?|AuthorizationError(?:Exception)?|NotAuthorized|Client\.UnauthorizedOperation|UnauthorizedException|ForbiddenException|AccessDeniedFault)$/
const DISABLED =
  /^(?:AuthFailure|UnrecognizedClient(?:Exception)?|InvalidClientTokenId|InvalidToken|RegionDisabled(?:Exception)?|InvalidAccessKeyId)$/
const NOT_OFFERED =
  /^(?:OptInRequired|SubscriptionRequired(?:Exception)?|UnknownOperation(?:Exception)?|InvalidAction|UnsupportedOperation|ENOTFOUND|EAI_NONAME)$/
const THROTTLED =
  /^(?:RequestLimitExceeded|RequestThrottled(?:Exception)?|Throttl\w*|TooManyRequests(?:Exception)?|BandwidthLimitExceeded|SlowDown|PriorRequestNotComplete|EC2ThrottledException|LimitExceededException)$/
const EXPIRED =
  /^(?:ExpiredToken(?:Exception)?|RequestExpired|TokenRefreshRequired|CredentialsProviderError|TokenProviderError)$/
const NETWORK =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|TimeoutError|RequestTimeout\w*|NetworkingError|SyntaxError)$/

/** First match wins. */
const BY_CODE: readonly (readonly [RegExp, AwsCallError['status'], boolean])[] = [
  [THROTTLED, 'throttled', true],
  [EXPIRED, 'expired', false],
  [DENIED, 'denied', false],
  [DISABLED, 'region-disabled', false],
  [NOT_OFFERED, 'not-offered', false],
  [NETWORK, 'failed', true],
]

/** Never throws, whatever it is given. */
export function classifyError(error: unknown): ClassifiedError {
  const raw = textOf(error)
  if (raw.includes(UNREADABLE)) return unreadable(error)
  const code = codeOf(error)
  const message = cleanMessage(raw)
  if (SCP_DENIAL.test(message)) return { status: 'scp-denied', code, message, again: false }
  const known = BY_CODE.find(([pattern]) => pattern.test(code))
  if (known) return { status: known[1], code, message, again: known[2] }
  return { status: 'failed', code, message, again: isServerFault(error) }
}

/** What the SDK says of a body that is cut, or none of AWS's. */
const UNREADABLE = 'Deserialization error: to see the raw response'

function unreadable(error: unknown): ClassifiedError {
  const status = statusOf(error)
  const message = `The answer${status === null ? '' : ` (HTTP ${status})`} could not be read.`
  return { status: 'failed', code: 'UnreadableAnswer', message, again: true }
}

/** AWS's code; for what never reached AWS, the system's. */
function codeOf(error: unknown): string {
  if (!isRecord(error)) return 'Unknown'
  const system = [error['code'], isRecord(error['cause']) ? error['cause']['code'] : undefined]
  const found = system.find((code) => typeof code === 'string' && /^E[A-Z_]+$/.test(code))
  const name = found ?? error['Code'] ?? error['name']
  return typeof name === 'string' && /^[\w.]{1,100}$/.test(name) ? name.replace(/^Client\./, '') : 'Unknown'
}

function textOf(error: unknown): string {
  return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : String(error)
}

/** Without an answer's status there was no answer; 5xx and 429 are worth a second try. */
function isServerFault(error: unknown): boolean {
  const status = statusOf(error)
  return status !== null && (status >= 500 || status === 429)
}

function statusOf(error: unknown): number | null {
  const metadata = isRecord(error) ? error['$metadata'] : undefined
  const response = isRecord(error) ? error['$response'] : undefined
  const status = isRecord(metadata) ? metadata['httpStatusCode'] : undefined
  const found = status ?? (isRecord(response) ? response['statusCode'] : undefined)
  return typeof found === 'number' ? found : null
}

const MESSAGE_MAX = 1000

/**
 * The message without what somebody could use: access key ids, tokens and signatures, the encoded text that tells how
 * the account's policies are made. Source: IAM guide, "IAM identifiers"; STS API reference, DecodeAuthorizationMessage.
 */
export function cleanMessage(message: string): string {
  return message
    .slice(0, 20 * MESSAGE_MAX)
    .replace(/\s*Encoded authorization failure message: \S+/gi, '')
    .replace(/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, '[access key]')
    .replace(
      /\b((?:X-Amz-)?(?:Security-?Token|Signature|Credential)|SecretAccessKey|SessionToken)\b(["']?\s*[=:]\s*["']?)[^\s,;&"']+/gi,
      '$1$2[hidden]',
    )
    .replace(/[A-Za-z0-9+/_=-]{100,}/g, '[hidden]')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, MESSAGE_MAX)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
