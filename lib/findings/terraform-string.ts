/** Text that goes into Terraform. Source: Terraform language, "Strings and templates", escape sequences. */

import { withoutControls } from '../inventory/shell-quote.ts'

const PLAIN = /^[A-Za-z0-9_./:-]*$/

/** A quoted string that means the text itself: no quote ends it and nothing in it is a template. */
export function terraformString(text: string): string {
  // Nearly every value is an id or a range of addresses.
  if (PLAIN.test(text)) return `"${text}"`
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
