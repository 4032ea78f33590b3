/** What the documents do not tell: keys not collected, calls refused, pages cut, accounts nobody named. */

import { type DescribeDocument, type DescribeKey, UNKNOWN } from '../describe/document.ts'
import { commandFor, refusedCalls, refusedKeys } from './collection-calls.ts'
import { missingCoreKeys } from './core-keys.ts'
import type { GapRecorder } from './gap-recorder.ts'

/** Records the gaps of one document. */
export function recordDocumentGaps(gaps: GapRecorder, document: DescribeDocument): void {
  recordUnknownScope(gaps, document)
  recordRefusals(gaps, document)
  recordPartialKeys(gaps, document)
  recordMissingKeys(gaps, document)
}

function recordUnknownScope(gaps: GapRecorder, document: DescribeDocument): void {
  const { account, region } = document
  if (document.elements.size === 0) return
  const facts = { kind: 'unknown-scope', account, region, key: null, resourceId: null } as const
  if (account === UNKNOWN) {
    gaps.add({
      ...facts,
      message: 'No file says which account these resources belong to, so what crosses accounts cannot be told.',
      remedy: 'Put the files into a folder named after the account id.',
      detail: 'account',
    })
  }
  if (region === UNKNOWN) {
    gaps.add({
      ...facts,
      message: 'No file says which region these resources are in, so what crosses regions cannot be told.',
      remedy: 'Put the files into a folder named after the region.',
      detail: 'region',
    })
  }
}

function recordRefusals(gaps: GapRecorder, document: DescribeDocument): void {
  const { account, region } = document
  for (const { operation, code, message } of document.errors) {
    const calls = refusedCalls(operation)
    for (const { key, action } of calls.length > 0 ? calls : [{ key: null, action: operation }]) {
      gaps.add({
        kind: 'denied',
        account,
        region,
        key,
        resourceId: null,
        message: `${operation} failed for ${scopeOf(document)} (${code}${message === '' ? '' : `: ${message}`}), so what it would tell is unknown.`,
        remedy: remedyFor(action, code, message),
        detail: `${operation}/${code}`,
      })
    }
  }
}

/** Source: EC2 API reference, "Error codes"; IAM guide, "Troubleshooting access denied error messages". */
const NOT_ALLOWED = /Unauthorized|AccessDenied|NotAuthorized|AuthorizationError|Forbidden/
const POLICY_OF_THE_ORGANIZATION = /explicit deny in (?:a|an|the) (?:service|resource) control policy/i

/** More rights help only where rights were missing. */
function remedyFor(action: string, code: string, message: string): string {
  if (POLICY_OF_THE_ORGANIZATION.test(message)) {
    return `A policy of the organization forbids ${action}. Have it allowed there, or leave this region out.`
  }
  return NOT_ALLOWED.test(code) ? `Allow ${action} and collect again.` : 'Collect again.'
}

function recordPartialKeys(gaps: GapRecorder, document: DescribeDocument): void {
  for (const [key, { reason, detail }] of document.partial) {
    gaps.add({
      kind: 'partial',
      account: document.account,
      region: document.region,
      key,
      resourceId: null,
      message: `${key} of ${scopeOf(document)} is not complete (${detail === '' ? reason : detail}); what is missing is unknown.`,
      remedy: commandFor(key, document.region),
      detail: reason,
    })
  }
}

/** A refused call already says why its key is missing. */
function recordMissingKeys(gaps: GapRecorder, document: DescribeDocument): void {
  const refused: ReadonlyMap<DescribeKey, unknown> = refusedKeys(document)
  for (const { key, consequence } of missingCoreKeys(document)) {
    if (refused.has(key)) continue
    gaps.add({
      kind: 'not-collected',
      account: document.account,
      region: document.region,
      key,
      resourceId: null,
      message: `${key} of ${scopeOf(document)} were not collected, so ${consequence}.`,
      remedy: commandFor(key, document.region),
    })
  }
}

function scopeOf({ account, region }: DescribeDocument): string {
  const whose = account === UNKNOWN ? 'an unknown account' : account
  return region === UNKNOWN ? `${whose} in an unknown region` : `${whose} in ${region}`
}
