/** Ids of what AWS names by ARN: the printed one, or the one a bare name has in its account and region. */

import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { arnOf } from './arn.ts'
import { text } from './wire.ts'

export interface ArnNaming {
  /** Field that holds the ARN. */
  readonly arn: string
  /** Field that holds the name. */
  readonly name: string
  readonly service: string
  /** What stands before the name in the ARN, e.g. `cluster:`. */
  readonly prefix: string
}

/** An `idOf` for such a kind; null when the element has neither ARN nor name. */
export function arnNamed({ arn, name, service, prefix }: ArnNaming) {
  return (element: JsonObject, { account, region }: DescribeDocument): string | null => {
    const printed = text(element, arn)
    const own = text(element, name)
    if (printed !== null || own === null) return printed
    return arnOf({ service, account, region, resource: `${prefix}${own}` })
  }
}
