/** Text that goes into commands people paste into a shell. Source: POSIX.1-2024, Shell Command Language, 2.2 Quoting. */

const PLAIN = /^[A-Za-z0-9_./:=@%+,-]+$/

/** Controls, line ends and marks that turn the direction of text: none stands in an AWS name, each misleads a reader. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One word of a command, whatever the text holds: plain where that is safe, else in single quotes. Unprintable characters become `?`. */
export function shellQuote(text: string): string {
  // Nearly every value is an id: what is plain has nothing that does not print.
  if (PLAIN.test(text)) return text
  const printable = withoutControls(text)
  return PLAIN.test(printable) ? printable : `'${printable.replaceAll("'", String.raw`'\''`)}'`
}

/** The text with `?` for each character that does not print, so that it stays on one line. */
export function withoutControls(text: string): string {
  return isAscii(text) ? text : text.replaceAll(UNPRINTABLE, '?')
}

/** Printable ASCII throughout, as nearly every text is: found out sooner than by the expression for all of Unicode. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < FIRST_PRINTABLE || code > LAST_PRINTABLE) return false
  }
  return true
}

const FIRST_PRINTABLE = 0x20
const LAST_PRINTABLE = 0x7e

type Word = string | number | readonly string[]

/**
 * A command with every value in it quoted: `shell`aws ec2 describe-vpcs --region ${region}``. A list becomes several
 * words. A Region nobody knows is left out: the AWS CLI then takes the one of the profile, and `unknown` is none.
 */
export function shell(parts: TemplateStringsArray, ...values: readonly Word[]): string {
  let text = parts[0] ?? ''
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? ''
    if (value === UNKNOWN_REGION && text.endsWith(REGION)) text = text.slice(0, -REGION.length)
    else text += quoteWord(value)
    text += parts[index + 1] ?? ''
  }
  return text
}

const REGION = ' --region '
const UNKNOWN_REGION = 'unknown'

function quoteWord(value: Word): string {
  if (typeof value === 'object') return value.map(shellQuote).join(' ')
  return shellQuote(String(value))
}
