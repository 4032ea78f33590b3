/** What a person may write about a role, held against a strict grammar before any of it is used. */

import { randomBytes } from 'node:crypto'

export interface RoleName {
  readonly partition: string
  readonly account: string
  /** With its path: `network/PortolanReadOnly`. */
  readonly role: string
}

const ROLE = /^[\w+=,.@-]{1,64}$/
const PATH_PART = /^[\x21-\x2e\x30-\x7e]{1,510}$/
const ARN = /^arn:(aws(?:-cn|-us-gov|-eusc)?):iam::(\d{12}):role\/(.{1,576})$/

/** Null for what is no ARN of an IAM role. Source: IAM API reference, Role, `Arn`, `Path` and `RoleName`. */
export function readRoleArn(arn: string): RoleName | null {
  const match = ARN.exec(arn)
  const [, partition = '', account = '', role = ''] = match ?? []
  return match && isRoleName(role) ? { partition, account, role } : null
}

/** A role's name with its path, without the leading slash. */
export function isRoleName(text: string): boolean {
  const parts = text.split('/')
  return ROLE.test(parts.at(-1) ?? '') && parts.slice(0, -1).every((part) => PATH_PART.test(part))
}

/** Source: STS API reference, AssumeRole, `ExternalId`. */
export function isExternalId(text: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text)
}

/** 128 bits of chance: made for a person, never chosen by one. Source: IAM guide, "The confused deputy problem". */
export function generateExternalId(): string {
  return `portolan-${randomBytes(16).toString('hex')}`
}
