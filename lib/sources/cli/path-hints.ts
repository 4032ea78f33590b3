/**
 * What a file's path tells about what is in it: account, region, the call it answers and the resource it was asked for.
 * Paths of: the AWS CLI with hand-made names, `docs/collect.sh`, CloudMapper's account-data, Batfish's aws_configs.
 */

export interface PathHints {
  readonly account: string | null
  readonly region: string | null
  /** The call as the CLI spells it, with its service where the name tells, e.g. `elbv2-describe-target-health`. */
  readonly operation: string
  /** The resource the call was made for, as the path spells it: an id, an ARN or a name. */
  readonly parent: string | null
  readonly format: 'batfish' | 'cloudmapper' | null
}

const REGION =
  /(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[a-z]?)?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d/
const WHOLE_REGION = new RegExp(`^${REGION.source}$`)
const REGION_IN_NAME = new RegExp(`(?:^|[^a-z])(${REGION.source})(?![0-9a-z])`)
const WHOLE_ACCOUNT = /^\d{12}$/
const ACCOUNT_IN_NAME = /(?:^|[^0-9])(\d{12})(?![0-9])/
/** `202601312359` is a time in a folder name, not an account. */
const MINUTE = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/
const EXTENSION = /\.(?:json|jsonl|ndjson|ya?ml|txt|gz|out)$/i
const OPERATION_WORD = /(?:^|[-_])(?:describe|list|get|search)[-_]/
const ID_IN_NAME = /(?:^|[^a-z0-9])((?:tgw-rtb|pl|vpce-svc|vpn|vpc)-[0-9a-f]+)(?![0-9a-z])/

export function isRegion(text: string): boolean {
  return WHOLE_REGION.test(text) || text === 'global'
}

export function isAccount(text: string): boolean {
  return WHOLE_ACCOUNT.test(text)
}

/** Hints from a path with `/` between its parts. Never throws, whatever the path. */
export function pathHints(path: string): PathHints {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const batfish = batfishHints(parts)
  const call = callHints(parts)
  const folders = parts.slice(0, -1)
  const name = parts.at(-1) ?? ''
  const isCloudMapper = parts.includes('account-data') || folders.some((part) => OPERATION_WORD.test(part))
  return {
    account: batfish?.account ?? accountIn(folders, name),
    region: batfish?.region ?? regionIn(folders, name),
    operation: call.operation,
    parent: call.parent,
    format: batfish ? 'batfish' : isCloudMapper ? 'cloudmapper' : null,
  }
}

/**
 * Two parts below the snapshot: neither account nor region. Three: the parent is the region. More: the parent is the
 * region and the grandparent the account. Source: Batfish, `AwsConfiguration` and its snapshot layout.
 */
function batfishHints(
  parts: readonly string[],
): { readonly account: string | null; readonly region: string | null } | null {
  const start = parts.lastIndexOf('aws_configs')
  if (start < 0) return null
  const below = parts.slice(start + 1, -1)
  const region = below.at(-1) ?? null
  return { account: below.length > 1 ? (below.at(-2) ?? null) : null, region }
}

function accountIn(folders: readonly string[], name: string): string | null {
  const whole = folders.findLast((part) => WHOLE_ACCOUNT.test(part) && !MINUTE.test(part))
  if (whole !== undefined) return whole
  for (const part of [name, ...folders.toReversed()]) {
    const found = ACCOUNT_IN_NAME.exec(decodeName(part))?.[1]
    if (found !== undefined && !MINUTE.test(found)) return found
  }
  return null
}

function regionIn(folders: readonly string[], name: string): string | null {
  const whole = folders.findLast(isRegion)
  if (whole !== undefined) return whole
  for (const part of [name, ...folders.toReversed()]) {
    const found = REGION_IN_NAME.exec(decodeName(part))?.[1]
    if (found !== undefined) return found
  }
  return null
}

/** The file name is the call, or the folder is and the file is its argument (CloudMapper). */
function callHints(parts: readonly string[]): { readonly operation: string; readonly parent: string | null } {
  const name = stripName(parts.at(-1) ?? '')
  const folder = parts.slice(0, -1).findLast((part) => OPERATION_WORD.test(part))
  if (folder !== undefined && !OPERATION_WORD.test(name)) {
    return { operation: folder.toLowerCase(), parent: decodeName(name) }
  }
  const id = ID_IN_NAME.exec(name)?.[1]
  const [, operation = name, parent] = /^([a-z0-9-]+?)__?(.+)$/i.exec(name) ?? []
  return { operation: operation.toLowerCase(), parent: id ?? (parent === undefined ? null : decodeName(parent)) }
}

/** Without region and account in front and without extensions behind. */
function stripName(name: string): string {
  let stripped = name
  while (EXTENSION.test(stripped)) stripped = stripped.replace(EXTENSION, '')
  return stripped.replace(new RegExp(`^(?:\\d{12}[-_])?(?:${REGION.source}[-_])?`), '')
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
