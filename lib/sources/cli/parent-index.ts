/**
 * Load balancers and target groups by name: files such as `elbv2-target-health_web.json` name their parent by the
 * name people gave it, and only the ARN tells which one that is. Answered when every file was read.
 */

import { isRawObject, ownValue } from '../../describe/project-value.ts'
import type { ElementEntry, FileIntake } from './file-intake.ts'

export interface DeferredEntry extends ElementEntry {
  readonly name: string
  readonly intake: FileIntake
}

const NAMED: Readonly<Record<string, { readonly name: string; readonly arn: string }>> = {
  LoadBalancers: { name: 'LoadBalancerName', arn: 'LoadBalancerArn' },
  TargetGroups: { name: 'TargetGroupName', arn: 'TargetGroupArn' },
}

export class ParentIndex {
  readonly #arns = new Map<string, Set<string>>()
  readonly #deferred: DeferredEntry[] = []

  see(key: string, element: unknown): void {
    const fields = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined
    if (fields === undefined || !isRawObject(element)) return
    const [name, arn] = [ownValue(element, fields.name), ownValue(element, fields.arn)]
    if (typeof name !== 'string' || typeof arn !== 'string') return
    const slot = `${fields.arn} ${name}`
    this.#arns.set(slot, (this.#arns.get(slot) ?? new Set()).add(arn))
  }

  defer(entry: DeferredEntry): void {
    this.#deferred.push(entry)
  }

  /** Hands every waiting row to its parent, or notes that it has none. `parentField` is the field a wrapper names its parent with. */
  settle(parentField: (key: string) => string): void {
    for (const { name, intake, ...entry } of this.#deferred.splice(0)) {
      const field = parentField(entry.key)
      const arn = this.#find(field, name, entry)
      if (arn !== null && isRawObject(entry.element))
        intake.add({ ...entry, element: { ...entry.element, [field]: arn } })
      else {
        intake.note({
          level: 'warning',
          code: 'import-dangling-reference',
          message: `This file is about "${name}", and no other file of the import tells its ARN.`,
          remedy: 'Add the file of describe-load-balancers or describe-target-groups, or put the ARN in the file name.',
        })
      }
    }
  }

  /** One name may stand in several regions: account and region of the file decide. */
  #find(field: string, name: string, { place }: ElementEntry): string | null {
    const arns = [...(this.#arns.get(`${field} ${name}`) ?? [])].filter((arn) => {
      const [, , , region, account] = arn.split(':')
      return (place.region ?? region) === region && (place.account ?? account) === account
    })
    return arns.length === 1 ? (arns[0] ?? null) : null
  }
}
