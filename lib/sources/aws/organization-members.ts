/** The accounts of an organisation that are alive. */

import { homeRegion } from './aws-regions.ts'
import { AwsCallError, type AwsSession } from './aws-session.ts'
import { isRecord, listOf } from './plain-answer.ts'

export interface MemberAccount {
  /** Twelve digits. */
  readonly id: string
}

/**
 * Source: Organizations API reference, ListAccounts (20 a page) and Account: `State` is to replace `Status`.
 * @throws AwsCallError when the identity may not list them, or when the pages turn in a circle: half a list is no list
 */
export async function listMembers(session: AwsSession, signal: AbortSignal): Promise<readonly MemberAccount[]> {
  const members: MemberAccount[] = []
  const tokens = new Set<string>()
  let token: string | null = null
  do {
    const input = { MaxResults: 20, ...(token === null ? {} : { NextToken: token }) }
    const region = homeRegion(session.partition)
    const request = { region, service: 'organizations', operation: 'ListAccounts', input }
    const { output, attempts } = await session.send(request, signal)
    members.push(...listOf(output, 'Accounts').flatMap(activeMember))
    const next: unknown = output['NextToken']
    token = typeof next === 'string' && next !== '' ? next : null
    if (token !== null && tokens.has(token)) throw repeated(attempts)
    if (token !== null) tokens.add(token)
  } while (token !== null)
  return members
}

function repeated(attempts: number): AwsCallError {
  const message = 'The pages of the list of accounts turn in a circle.'
  return new AwsCallError('failed', { code: 'RepeatedToken', message, attempts })
}

function activeMember(account: unknown): readonly MemberAccount[] {
  if (!isRecord(account)) return []
  const { Id: id, State: state = 'ACTIVE', Status: status = 'ACTIVE' } = account
  const active = state === 'ACTIVE' && status === 'ACTIVE'
  return active && typeof id === 'string' && /^\d{12}$/.test(id) ? [{ id }] : []
}
