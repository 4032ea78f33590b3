/**
 * The named profiles of this machine's AWS configuration, read by the SDK's own reader. A profile that would run a
 * program or send requests elsewhere is refused, also where another profile leads to it.
 * Source: AWS SDKs and Tools guide, "Process credential provider", "Service-specific endpoints".
 */

import { loadSharedConfigFiles } from '@smithy/core/config'
import { AppError } from '../../errors/app-error.ts'
import { isRegion } from './aws-regions.ts'

type Settings = Readonly<Record<string, string | undefined>>

export interface ProfileSummary {
  readonly name: string
  readonly region: string | null
  readonly kind: 'sso' | 'role' | 'web-identity' | 'login' | 'keys' | 'refused' | 'empty'
  /** Why it cannot be used; null where it can. */
  readonly refusal: string | null
}

export type Profiles = ReadonlyMap<string, Settings>

/** Configuration and credentials file put together. Secrets in it stay in this process. */
export async function loadProfiles(): Promise<Profiles> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true })
  const merged = new Map<string, Settings>()
  for (const [name, settings] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
    if (!SECTION.test(name)) merged.set(name, { ...merged.get(name), ...settings })
  }
  return merged
}

/** The reader lists sections of other kinds as `sso-session.NAME`. */
const SECTION = /^(?:sso-session|services)\./

/** What the dashboard shows: names, never a key. */
export function listProfiles(profiles: Profiles): readonly ProfileSummary[] {
  return [...profiles]
    .map(([name, settings]) => {
      const refusal = refusalOf(name, profiles)
      const region = settings['region'] !== undefined && isRegion(settings['region']) ? settings['region'] : null
      return { name, region, kind: refusal === null ? kindOf(settings) : 'refused', refusal } as const
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** @throws AppError `usage` when there is no such profile or it may not be used */
export function requireProfile(name: string, profiles: Profiles): Settings {
  const settings = profiles.get(name)
  if (!settings) {
    throw new AppError('usage', 'The AWS configuration has no profile of that name.', {
      remedy: 'List them: aws configure list-profiles',
    })
  }
  const refusal = refusalOf(name, profiles)
  if (refusal !== null) throw new AppError('usage', refusal, { remedy: 'Choose another profile, or a role.' })
  return settings
}

function refusalOf(name: string, profiles: Profiles): string | null {
  for (const link of chainOf(name, profiles)) {
    const settings = profiles.get(link) ?? {}
    if ('credential_process' in settings) return `Profile ${link} has credential_process, which runs a program.`
    if ('endpoint_url' in settings || 'services' in settings)
      return `Profile ${link} has an endpoint of its own, to which requests would go instead of to AWS.`
    if (settings['mfa_serial'] !== undefined) return `Profile ${link} asks for a code of an MFA device each time.`
  }
  return null
}

/** The profile and those it takes its first credentials from. */
function chainOf(name: string, profiles: Profiles): ReadonlySet<string> {
  const chain = new Set<string>([name])
  // A set is walked to its end, also over what is added on the way.
  for (const link of chain) {
    const source = profiles.get(link)?.['source_profile']
    if (source !== undefined) chain.add(source)
  }
  return chain
}

function kindOf(settings: Settings): ProfileSummary['kind'] {
  if (settings['web_identity_token_file'] !== undefined) return 'web-identity'
  if (settings['role_arn'] !== undefined) return 'role'
  if (settings['sso_account_id'] !== undefined || settings['sso_session'] !== undefined) return 'sso'
  if (settings['login_session'] !== undefined) return 'login'
  return settings['aws_access_key_id'] === undefined ? 'empty' : 'keys'
}
