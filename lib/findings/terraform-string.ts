/** Text that goes into Terraform. Source: Terraform language, "Strings and templates", escape sequences. */

import { withoutControls } from '../inventory/shell-quote.ts'

/** A quoted string that means the text itself: no quote ends it and nothing in it is a template. */
export function terraformString(text: string): string {
  const escaped = withoutControls(text)
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll(/[$%](?=\{)/g, '$&$&')
  return `"${escaped}"`
}

/** A comment of one line. */
export function terraformComment(text: string): string {
  return `# ${withoutControls(text)}`
}
