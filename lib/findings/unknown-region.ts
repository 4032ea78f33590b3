/** What to do about a resource of which nobody told the Region. */

import { UNKNOWN } from '../describe/document.ts'
import type { Remediation } from './finding.ts'

/** The commands name no Region then, so it is said that they need one; consoles are not opened in a Region `unknown`. */
export function withoutUnknownRegion(remediation: Remediation, region: string): Remediation {
  if (region !== UNKNOWN) return remediation
  const { summary, cli, terraform, console } = remediation
  return {
    ...remediation,
    cli: cli.map(withPlaceholder),
    terraform: terraform && withPlaceholder(terraform),
    summary: cli.length === 0 ? summary : `${summary} ${SAID}`.trimStart(),
    console: console.map((step) => step.replaceAll(` in ${UNKNOWN}`, ' in its Region')),
  }
}

/** `Trails of unknown in unknown` as a sentence: each is said to be unknown only where it is. */
export function withPlaceWords(text: string, { account, region }: { account: string; region: string }): string {
  const placed = region === UNKNOWN ? text.replaceAll(IN_UNKNOWN, ' in an unknown Region') : text
  return account === UNKNOWN ? placed.replaceAll(OF_UNKNOWN, ' of an unknown account') : placed
}

const IN_UNKNOWN = / in unknown\b/g
const OF_UNKNOWN = / of (?:account )?unknown\b/g

/** `com.amazonaws.unknown.ec2` is the name of no service. */
function withPlaceholder(text: string): string {
  return text.replaceAll(`com.amazonaws.${UNKNOWN}.`, 'com.amazonaws.REGION.')
}

const SAID = 'Its Region is in none of the files: give it to each command with --region.'
