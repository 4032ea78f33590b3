/** Does an endpoint policy let anybody through? Source: IAM guide, "Policy evaluation logic", "Condition operators", "Multivalued context keys". */

export type PolicyVerdict = 'open' | 'bounded' | 'unknown'

/** Keys that tie a call to an organisation, an account or a network, in lower case. */
const BOUNDARY_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  'aws:resourceaccount',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceaccount',
  'aws:sourceorgid',
  's3:resourceaccount',
])

type Json = Readonly<Record<string, unknown>>

/**
 * `unknown` for what is no policy, and where only the meaning of a form that is not evaluated here could tell.
 * `service` is the one the endpoint leads to, `s3` or `ecr.api`: no call of another comes by.
 */
export function judgePolicy(policy: string, service: string): PolicyVerdict {
  const document = parse(policy)
  const statements = document === null ? null : statementsOf(document)
  if (statements === null) return 'unknown'
  if (statements.some((statement) => deniesOutside(statement, service))) return 'bounded'
  const allows = statements.filter(({ Effect }) => Effect === 'Allow')
  const isOpen = allows.some((each) => isForAnybody(each) && isForAnything(each) && !isBounded(each))
  // What a Deny spares by exception is not worked out here: it may leave nothing open.
  const unread = isOpen ? statements.filter(({ Effect }) => Effect === 'Deny') : allows
  if (unread.some((statement) => 'NotPrincipal' in statement || 'NotResource' in statement)) return 'unknown'
  return isOpen ? 'open' : 'bounded'
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : null
  } catch {
    return null
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function statementsOf(document: Json): readonly Json[] | null {
  const statements = listOf(document['Statement'])
  const read = statements.filter(isJson).filter(({ Effect }) => Effect === 'Allow' || Effect === 'Deny')
  return read.length === statements.length ? read : null
}

function isForAnybody({ Principal }: Json): boolean {
  if (isJson(Principal)) return listOf(Principal['AWS']).includes('*')
  return listOf(Principal).includes('*')
}

/** A statement that names its resources, buckets say, lets nobody reach another. */
function isForAnything({ Resource }: Json): boolean {
  return listOf(Resource).some(
    (each) => typeof each !== 'string' || /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*.*)$/.test(each),
  )
}

/** A Deny for everybody and everything outside a boundary binds whatever is allowed. */
function deniesOutside(statement: Json, service: string): boolean {
  const actions = listOf(statement['Action'])
  const isEveryCall = actions.includes('*') || actions.includes(`${service.split('.')[0] ?? service}:*`)
  const everything = isEveryCall && listOf(statement['Resource']).includes('*')
  if (statement['Effect'] !== 'Deny' || !isForAnybody(statement) || !everything) return false
  const conditions = conditionsOf(statement).filter((each) => !isAboutAwsItself(each, 'false'))
  // Every condition must hold for the Deny: with a second one, some outsiders may slip by.
  return conditions.length === 1 && conditions.every((each) => isBoundary(each) && NEGATIVE.test(each.operator))
}

/** All conditions must hold, so one that binds is enough. */
function isBounded(statement: Json): boolean {
  return conditionsOf(statement).some(
    (each) =>
      (isBoundary(each) && POSITIVE.test(each.operator)) ||
      (each.operator === 'Bool' && isAboutAwsItself(each, 'true')),
  )
}

/** A service of AWS that calls by itself is nobody's credentials. Source: IAM guide, `aws:PrincipalIsAWSService`. */
function isAboutAwsItself({ operator, key, values }: Condition, value: 'true' | 'false'): boolean {
  return (
    /^Bool(?:IfExists)?$/.test(operator) &&
    key.toLowerCase() === 'aws:principalisawsservice' &&
    values.every((each) => String(each).toLowerCase() === value)
  )
}

interface Condition {
  readonly operator: string
  readonly key: string
  readonly values: readonly unknown[]
}

/** Without `IfExists` and `ForAllValues`, which hold when the call does not carry the key. */
const POSITIVE = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i
/** A negative operator holds when the key is absent: the Deny then applies. */
const NEGATIVE =
  /^(?:ForAllValues:)?(?:String(?:NotEquals|NotEqualsIgnoreCase|NotLike)|Arn(?:NotEquals|NotLike))(?:IfExists)?$/i

function conditionsOf({ Condition: block }: Json): readonly Condition[] {
  if (!isJson(block)) return []
  return Object.entries(block).flatMap(([operator, keys]) =>
    isJson(keys) ? Object.entries(keys).map(([key, value]) => ({ operator, key, values: listOf(value) })) : [],
  )
}

/** A value of wildcards alone binds nothing. */
function isBoundary({ key, values }: Condition): boolean {
  return (
    BOUNDARY_KEYS.has(key.toLowerCase()) && values.every((value) => typeof value === 'string' && /[^*?:]/.test(value))
  )
}
