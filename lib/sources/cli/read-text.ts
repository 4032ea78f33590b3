/** One file that is no archive: tells what it is from its first bytes and reads what the product knows. */

import { setImmediate } from 'node:timers/promises'
import { sniffEncoding, toUtf8 } from './decode-bytes.ts'
import type { FileIntake } from './file-intake.ts'
import { JsonReader } from './json-reader.ts'
import { type OtherFormat, otherFormatOfBytes, otherFormatOfText } from './other-format.ts'
import type { PeekedStream } from './peeked-stream.ts'
import { errorOfText } from './read-error.ts'
import { looksLikeYaml, readYaml } from './read-yaml.ts'
import { eyeOutput } from './table-output.ts'
import { TopValues } from './top-values.ts'

/** Other programs on the same thread get their turn after this many bytes. */
const TURN_BYTES = 4 * 1024 * 1024
export const HEAD_BYTES = 16 * 1024

const CLI_REMEDY =
  'Export with the AWS CLI instead: run docs/collect.sh, or for example `aws ec2 describe-vpcs --output json > vpcs.json`.'

export async function readText(
  { head, stream }: Pick<PeekedStream, 'head' | 'stream'>,
  intake: FileIntake,
): Promise<void> {
  const magic = otherFormatOfBytes(head)
  if (magic)
    return noteOther(intake, magic, magic.isArchive ? 'Unpack it, or pack the files as .zip or .tar.gz.' : CLI_REMEDY)
  const sniffed = sniffEncoding(head)
  const text = Buffer.from(sniffed.encoding === 'utf-8' ? head : decodeHead(head, sniffed.encoding))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  const place = { account: intake.hints.account, region: intake.hints.region }
  const top = new TopValues(intake, place)
  const utf8 = toUtf8(counted(stream, intake), sniffed)
  const isBlank = text.trim() === ''
  if (isBlank && head.length < HEAD_BYTES) noteEmpty(intake)
  else if (text.includes('\u0000')) noteUnknown(intake, 'This is a binary file.')
  else if (isBlank || /^\s*[{["]|^\s*(?:null|true|false|-?\d)[\s,]*$/.test(text)) await readJson(utf8, intake, top)
  else if (!readForeignText(text, intake)) {
    if (looksLikeYaml(text)) await readYamlText(utf8, intake, top)
    else noteUnknown(intake, describeText(text))
  }
  top.end()
}

async function* counted(stream: AsyncIterable<Uint8Array>, intake: FileIntake): AsyncGenerator<Uint8Array> {
  let sinceTurn = 0
  for await (const chunk of stream) {
    intake.bytes += chunk.length
    sinceTurn += chunk.length
    if (sinceTurn > TURN_BYTES) {
      sinceTurn = 0
      await setImmediate()
    }
    yield chunk
  }
}

function decodeHead(head: Uint8Array, encoding: string): Uint8Array {
  return Buffer.from(new TextDecoder(encoding).decode(head), 'utf8')
}

async function readJson(utf8: AsyncIterable<Uint8Array>, intake: FileIntake, top: TopValues): Promise<void> {
  const reader = new JsonReader(intake, top)
  for await (const chunk of utf8) if (!reader.push(chunk)) break
  reader.end()
  conclude(intake, top, reader.values === 0 && reader.malformedAt !== null)
}

async function readYamlText(utf8: AsyncIterable<Uint8Array>, intake: FileIntake, top: TopValues): Promise<void> {
  await readYaml(utf8, intake, top)
  if (intake.format === 'aws-cli-json') intake.format = 'aws-cli-yaml'
  conclude(intake, top, false)
}

/** A file nothing of which was understood gets one note that says what it is. */
function conclude(intake: FileIntake, top: TopValues, isBroken: boolean): void {
  top.end()
  if (top.otherFormat && !intake.understood) noteOther(intake, top.otherFormat, CLI_REMEDY)
  else if (isBroken) noteNotJson(intake)
  else if (intake.understood || intake.notes.list().some(({ level }) => level === 'error')) return
  else if (isAwsAnswer(intake)) noteNotUsed(intake)
  else noteUnknown(intake, 'This is JSON or YAML, but nothing in it is an answer of the AWS CLI.')
}

/** AWS's list keys are capitalised; a call in the file's name says so as well. */
function isAwsAnswer(intake: FileIntake): boolean {
  const isCall = /^(?:[a-z0-9]+-)?(?:describe|list|get|search)-/.test(intake.hints.operation)
  return (
    isCall || (intake.ignoredKeys.size > 0 && [...intake.ignoredKeys].every((key) => /^[A-Z][A-Za-z0-9]+$/.test(key)))
  )
}

/** True when the text was dealt with. */
function readForeignText(text: string, intake: FileIntake): boolean {
  const failed = errorOfText(text, intake.hints.operation)
  const eyes = eyeOutput(text)
  const other = otherFormatOfText(text)
  if (failed) {
    intake.format = 'aws-cli-error'
    intake.fail(failed.error, { account: intake.hints.account, region: intake.hints.region })
  } else if (eyes) {
    intake.format = `aws-cli-${eyes.style}`
    intake.note({
      level: 'error',
      code: 'import-table-output',
      message: `This is ${eyes.style} output, made for eyes: fields and nesting are lost in it.`,
      remedy: `Run it again as JSON: \`${eyes.command}\`.`,
    })
  } else if (other) noteOther(intake, other, CLI_REMEDY)
  return failed !== null || eyes !== null || other !== null
}

function describeText(text: string): string {
  if (/^\s*<(?:!doctype html|html)/i.test(text))
    return 'This is a web page, perhaps a login page saved in place of the file.'
  if (/^\s*<\?xml|^\s*<[A-Za-z]/.test(text)) return 'This is XML.'
  if (/^usage: aws|Unable to locate credentials|The config profile/m.test(text))
    return 'This is a message of the AWS CLI, not an answer of AWS.'
  const [firstLine = ''] = text.slice(0, 4_000).trimStart().split('\n', 1)
  if (!/[{}]/.test(firstLine) && firstLine.split(/[,;]/).length > 2) return 'This looks like CSV.'
  return 'This is neither JSON nor YAML.'
}

function noteEmpty(intake: FileIntake): void {
  intake.understood = true
  intake.format = 'empty'
  intake.note({
    level: 'info',
    code: 'import-collected-nothing',
    message: 'The file is empty: the call printed nothing.',
    remedy: 'If resources exist, the call may have failed; run it again and look at what it says.',
  })
}

function noteOther(intake: FileIntake, other: OtherFormat, remedy: string): void {
  intake.format = other.format
  intake.note({
    level: 'warning',
    code: 'import-other-format',
    message: `This is ${other.name}, which is not read.`,
    remedy,
  })
}

function noteNotJson(intake: FileIntake): void {
  intake.note({
    level: 'error',
    code: 'import-not-json',
    message: 'This begins like JSON and is none.',
    remedy: CLI_REMEDY,
  })
}

function noteNotUsed(intake: FileIntake): void {
  if (intake.format === 'unknown') intake.format = 'aws-cli-json'
  const keys = [...intake.ignoredKeys].slice(0, 5).join(', ')
  intake.note({
    level: 'info',
    code: 'import-not-used',
    message: `This answer tells nothing a network map needs${keys === '' ? '' : ` (${keys})`}.`,
  })
}

function noteUnknown(intake: FileIntake, what: string): void {
  intake.note({
    level: 'warning',
    code: 'import-unknown-format',
    message: `${what} It was not read.`,
    remedy: CLI_REMEDY,
  })
}
