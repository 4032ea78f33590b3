/** From the first identity to one session per account: the account itself, roles named, or an organisation's members. */

import type { Collector, CollectPlan, RoleToAssume, UnreachedAccount } from '../../describe/collection-report.ts'
import { AppError } from '../../errors/app-error.ts'
import { homeRegion, isRegion, partitionOfRegion } from './aws-regions.ts'
import { AwsCallError, type AwsSession } from './aws-session.ts'
import { classifyError } from './classify-error.ts'
import { baseCredentials, credentialRemedy, type Environment, keepFresh } from './credentials.ts'
import { MINIMUM_TLS } from './https-agent.ts'
import { type AwsAccess, openSession } from './open-session.ts'
import { listMembers, type MemberAccount } from './organization-members.ts'
import { isRecord } from './plain-answer.ts'
import { isExternalId, isRoleName, readRoleArn } from './role-arn.ts'
import type { AwsKeys } from './service-clients.ts'
import { sessionPolicy } from './session-policy.ts'

export interface EnteredAccount {
  readonly session: AwsSession
  readonly collector: Collector
}

export interface Entered {
  readonly accounts: readonly EnteredAccount[]
  readonly unreached: readonly UnreachedAccount[]
}

export interface Entering {
  readonly access: AwsAccess
  readonly env: Environment
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** Fifteen minutes, the least AWS gives. Source: STS API reference, AssumeRole, `DurationSeconds`. */
const SESSION_SECONDS = 900
const SESSION_NAME = 'portolan'
/** Of an account whose number nobody could tell. */
const NOBODY = 'unknown'

/**
 * An account that cannot be entered is told of and left out; it never stops the others.
 * @throws AppError `usage` for a plan that may not be carried out, whatever the signal was aborted with
 */
export async function enterAccounts(plan: CollectPlan, entering: Entering): Promise<Entered> {
  checkPlan(plan)
  let base: EnteredAccount
  try {
    base = await enterFirst(plan, entering)
  } catch (error) {
    return { accounts: [], unreached: [unreachedFirst(error, plan, entering)] }
  }
  if (plan.roles.length === 0 && plan.organization === null) return { accounts: [base], unreached: [] }
  const unreached: UnreachedAccount[] = []
  const roles = [...plan.roles, ...(await memberRoles(plan, base, { entering, unreached }))]
  const own = plan.organization === null ? [] : ownAccount(plan, base)
  const entered = await Promise.all(
    roles.map(async (role) => {
      const account = readRoleArn(role.roleArn)?.account ?? NOBODY
      try {
        return await enterRole(role, base.session, entering)
      } catch (error) {
        unreached.push(refusedRole(account, error, entering.signal))
        return null
      }
    }),
  )
  const accounts = [...own, ...entered.filter((each) => each !== null)]
  return { accounts: [...new Map(accounts.map((each) => [each.session.account, each])).values()], unreached }
}

function checkPlan({ roles, organization, regions }: CollectPlan): void {
  if (roles.some(({ roleArn }) => readRoleArn(roleArn) === null))
    throw new AppError('usage', 'A role is named by its ARN, such as arn:aws:iam::111122223333:role/PortolanReadOnly.')
  if (organization && !isRoleName(organization.roleName))
    throw new AppError('usage', 'That is no name of a role: letters, digits and + = , . @ _ - after its path.')
  const ids = [...roles, ...(organization ? [organization] : [])].map(({ externalId }) => externalId)
  if (ids.some((id) => id !== null && !isExternalId(id)))
    throw new AppError('usage', 'An external id has 2 to 1224 letters, digits or any of + = , . @ : / _ -.')
  if (organization?.accounts?.some((account) => !/^\d{12}$/.test(account)))
    throw new AppError('usage', 'An account is named by its twelve digits.')
  if (regions !== 'all' && (regions.length === 0 || !regions.every(isRegion)))
    throw new AppError('usage', 'A Region that was named is none, such as eu-west-1.')
}

async function enterFirst(
  { profile, roles }: CollectPlan,
  { access, env, now, signal }: Entering,
): Promise<EnteredAccount> {
  const named = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? ''
  const partition = readRoleArn(roles[0]?.roleArn ?? '')?.partition ?? partitionOfRegion(named) ?? 'aws'
  const region = partitionOfRegion(named) === partition ? named : homeRegion(partition)
  const { handler, endpoint } = access
  const source = await baseCredentials(profile, { handler, env, region, endpoint, now: () => now().getTime() })
  const keys = await source.keys()
  const asking = openSession({ account: NOBODY, partition, credentials: source }, access)
  const { output } = await asking.send({ region, service: 'sts', operation: 'GetCallerIdentity', input: {} }, signal)
  const arn = textOf(output['Arn'])
  const account = textOf(output['Account'])
  if (!/^\d{12}$/.test(account)) throw new TypeError('GetCallerIdentity named no account.')
  const session = openSession({ account, partition: arn.split(':')[1] || partition, credentials: source }, access)
  return { session, collector: collectorOf(arn, keys, access) }
}

async function enterRole(
  role: RoleToAssume,
  base: AwsSession,
  { access, now, signal }: Entering,
): Promise<EnteredAccount> {
  const name = readRoleArn(role.roleArn)
  if (!name) throw new TypeError('A role was not checked.')
  let arn = ''
  const fetch = async (): Promise<AwsKeys> => {
    const input = {
      RoleArn: role.roleArn,
      RoleSessionName: SESSION_NAME,
      DurationSeconds: SESSION_SECONDS,
      Policy: sessionPolicy(),
      ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
    }
    const request = { region: homeRegion(name.partition), service: 'sts', operation: 'AssumeRole', input }
    const { output } = await base.send(request, signal)
    arn = isRecord(output['AssumedRoleUser']) ? textOf(output['AssumedRoleUser']['Arn']) : ''
    return keysOf(output['Credentials'])
  }
  const credentials = keepFresh(fetch, { profile: null, now: () => now().getTime() })
  const keys = await credentials.keys()
  const session = openSession({ account: name.account, partition: name.partition, credentials }, access)
  return { session, collector: collectorOf(arn, keys, access) }
}

function keysOf(value: unknown): AwsKeys {
  const keys = isRecord(value) ? value : {}
  const { Expiration: expiration } = keys
  return {
    accessKeyId: textOf(keys['AccessKeyId']),
    secretAccessKey: textOf(keys['SecretAccessKey']),
    sessionToken: textOf(keys['SessionToken']),
    ...(expiration instanceof Date ? { expiration } : {}),
  }
}

/** Source: IAM guide, "IAM identifiers": `ASIA` begins a temporary key. */
function collectorOf(arn: string, { accessKeyId, sessionToken }: AwsKeys, { endpoint }: AwsAccess): Collector {
  const temporary = accessKeyId.startsWith('ASIA') || (sessionToken !== undefined && !accessKeyId.startsWith('AKIA'))
  return {
    arn: arn.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1'),
    credentials: arn.endsWith(':root') ? 'root' : temporary ? 'temporary' : 'long-lived',
    minimumTls: endpoint?.startsWith('http:') ? null : MINIMUM_TLS,
    forwardSecrecyOnly: !endpoint?.startsWith('http:'),
  }
}

async function memberRoles(
  { organization }: CollectPlan,
  { session }: EnteredAccount,
  { entering, unreached }: { readonly entering: Entering; readonly unreached: UnreachedAccount[] },
): Promise<readonly RoleToAssume[]> {
  if (!organization) return []
  const { roleName, externalId, accounts } = organization
  try {
    const members = await listMembers(session, entering.signal)
    const wanted = (member: MemberAccount) => member.id !== session.account && (accounts?.includes(member.id) ?? true)
    const roleArn = ({ id }: MemberAccount) => `arn:${session.partition}:iam::${id}:role/${roleName}`
    return members.filter(wanted).map((member) => ({ roleArn: roleArn(member), externalId }))
  } catch (error) {
    const { code, message } = refusedRole(NOBODY, error, entering.signal)
    const remedy =
      'Only the management account or a delegated administrator lists the accounts: organizations:ListAccounts.'
    unreached.push({ account: NOBODY, code, message, remedy })
    return (accounts ?? [])
      .filter((id) => id !== session.account)
      .map((id) => ({ roleArn: `arn:${session.partition}:iam::${id}:role/${roleName}`, externalId }))
  }
}

/** The account that lists the others needs no role: StackSets leave the management account out. */
function ownAccount({ organization }: CollectPlan, base: EnteredAccount): readonly EnteredAccount[] {
  return (organization?.accounts?.includes(base.session.account) ?? true) ? [base] : []
}

function refusedRole(account: string, error: unknown, signal: AbortSignal): UnreachedAccount {
  signal.throwIfAborted()
  const { code, message } = error instanceof AwsCallError ? error : classifyError(error)
  const remedy = `Put the role there with the template that Portolan shows, and check its external id. A service-managed StackSet leaves the management account out.`
  return { account, code, message, remedy }
}

function unreachedFirst(error: unknown, { profile }: CollectPlan, { env, signal }: Entering): UnreachedAccount {
  signal.throwIfAborted()
  if (error instanceof AppError) throw error
  const { code, message } = error instanceof AwsCallError ? error : classifyError(error)
  return { account: NOBODY, code, message, remedy: credentialRemedy(profile ?? env['AWS_PROFILE'] ?? null) }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
