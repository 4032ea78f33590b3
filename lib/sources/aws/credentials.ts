/** Who asks: credentials of the machine or of a profile, and of roles assumed with them. They stay in memory. */

import {
  fromContainerMetadata,
  fromEnv,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromTokenFile,
} from '@aws-sdk/credential-providers'
import type { AwsHttpHandler } from './https-agent.ts'
import { loadProfiles, requireProfile } from './profiles.ts'
import type { AwsKeys } from './service-clients.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Keys that are good now, and how to get others when AWS says they are not. */
export interface CredentialSource {
  readonly keys: () => Promise<AwsKeys>
  /** The next `keys` fetches anew. */
  readonly renew: () => void
  /** The profile behind them, for the line that helps; null for the default chain. */
  readonly profile: string | null
}

/** Renewed this long before they end. */
const MARGIN_MS = 2 * 60_000

/** Asks once however many want them, and again shortly before they end. `now` in milliseconds since 1970. */
export function keepFresh(
  fetch: () => Promise<AwsKeys>,
  { profile, now }: { readonly profile: string | null; readonly now: () => number },
): CredentialSource {
  let kept: Promise<AwsKeys> | null = null
  const renew = () => {
    kept = null
  }
  const keys = async (): Promise<AwsKeys> => {
    kept ??= fetch()
    const asked = kept
    try {
      const found = await asked
      if (found.expiration === undefined || found.expiration.getTime() - now() > MARGIN_MS) return found
    } catch (error) {
      if (kept === asked) kept = null
      throw error
    }
    // Ended, or about to: one fetch more, shared; what it brings is used whatever its end.
    if (kept === asked) kept = fetch()
    return await kept
  }
  return { keys, renew, profile }
}

export interface BaseAccess {
  readonly handler: AwsHttpHandler
  readonly env: Environment
  readonly now: () => number
  /** For the first requests to STS, where the profile names none. */
  readonly region: string
  readonly endpoint: string | null
}

/**
 * The machine's own identity, or a profile's. Programs are never run for it.
 * @throws AppError `usage` for a profile that is not there or may not be used
 */
export async function baseCredentials(profile: string | null, access: BaseAccess): Promise<CredentialSource> {
  const chosen = profile ?? access.env['AWS_PROFILE'] ?? null
  const hasKeys = access.env['AWS_ACCESS_KEY_ID'] !== undefined && access.env['AWS_SECRET_ACCESS_KEY'] !== undefined
  if (profile === null && hasKeys) return keepFresh(fromEnv(), { profile: null, now: access.now })
  const profiles = await loadProfiles()
  if (chosen !== null || profiles.has('default')) {
    const name = chosen ?? 'default'
    requireProfile(name, profiles)
    const fetch = fromIni({ profile: name, ignoreCache: true, clientConfig: clientConfig(access) })
    return keepFresh(fetch, { profile: name, now: access.now })
  }
  return keepFresh(machineProvider(access), { profile: null, now: access.now })
}

function clientConfig({ handler, region, endpoint }: BaseAccess) {
  return { region, requestHandler: handler, maxAttempts: 3, ...(endpoint === null ? {} : { endpoint }) }
}

/** Source: AWS SDK for JavaScript v3 guide, "Credential provider chain". */
function machineProvider(access: BaseAccess): () => Promise<AwsKeys> {
  const { env } = access
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) return fromTokenFile({ clientConfig: clientConfig(access) })
  if (env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] !== undefined) return fromHttp({})
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] !== undefined) return fromContainerMetadata()
  return fromInstanceMetadata({ timeout: 1000, maxRetries: 1 })
}

/** What the person can do about credentials that could not be had. */
export function credentialRemedy(profile: string | null): string {
  if (profile === null) return 'Sign in where Portolan runs, or name a profile.'
  return `aws sso login --profile ${/^[\w.@+=-]+$/.test(profile) ? profile : `'${profile.replaceAll("'", String.raw`'\''`)}'`}`
}
