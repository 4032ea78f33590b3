/** The file of `--waivers`, read strictly: a waiver nobody can read must not silently waive nothing. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { Waiver } from './waivers.ts'

const EXPOSURES = ['internet', 'limited', 'corporate', 'cross-account', 'internal', 'none', 'unknown'] as const
const text = z.string().min(1).max(2000)

const WAIVER = z
  .strictObject({
    finding: z.string().startsWith('f-').optional(),
    rule: z
      .string()
      .regex(/^[A-Z]+-\d{3}$/, 'must be a rule id such as SG-003')
      .optional(),
    resource: text.optional(),
    tag: z.strictObject({ key: text, value: z.string() }).optional(),
    reason: text,
    by: text.optional(),
    until: z.iso.date('must be a day such as 2027-01-31').optional(),
    accepts: z.strictObject({ exposure: z.enum(EXPOSURES), ports: z.array(text).prefault([]) }).optional(),
  })
  .refine(
    ({ finding, rule, resource, tag }) => [finding, rule, resource, tag].some((part) => part !== undefined),
    'must name a finding, a rule, a resource or a tag',
  )

const FILE = z.strictObject({ waivers: z.array(WAIVER) })

/**
 * Waivers from parsed YAML or JSON: `{ waivers: [ { rule: SG-003, resource: sg-1, reason: …, until: 2027-01-31 } ] }`.
 * @throws AppError `usage` that points at the first entry that is wrong
 */
export function parseWaivers(input: unknown): readonly Waiver[] {
  const result = FILE.safeParse(Array.isArray(input) ? { waivers: input } : input)
  if (result.success) return result.data.waivers.map(waiverOf)
  const [first] = result.error.issues
  const pointer = (first?.path ?? []).map((part) => `/${String(part)}`).join('')
  throw new AppError(
    'usage',
    `The waivers are not valid: ${pointer || 'the file'}: ${first?.message ?? 'unreadable'}.`,
    {
      pointer,
      remedy: 'Each waiver has a reason, and names a finding, a rule, a resource (id or ARN) or a tag; until is a day.',
    },
  )
}

function waiverOf({ finding, rule, resource, tag, reason, by, until, accepts }: z.infer<typeof WAIVER>): Waiver {
  return {
    finding: finding ?? null,
    ruleId: rule ?? null,
    resource: resource ?? null,
    tag: tag ?? null,
    reason,
    by: by ?? null,
    until: until ?? null,
    accepts: accepts ?? null,
  }
}
