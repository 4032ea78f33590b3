/** `portolan convert PATH… -o FILE`: any format in, describe documents out, piece by piece. */

import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isList } from '../describe/canonical-json.ts'
import { toDescribeJson } from '../describe/describe-json.ts'
import type { DescribeDocument, JsonValue } from '../describe/document.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { type CliIo, EXIT, type ExitCode, readArguments } from './command.ts'
import { loadDocuments } from './load-network.ts'

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  sample: { type: 'boolean', default: false },
} as const

export async function convert(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  // Everything is read before the output is opened: it may be one of the files that are read.
  const documents = await loadDocuments({ paths: positionals, sample: values.sample }, io)
  if (values.output === undefined || values.output === '-') {
    for (const chunk of documentChunks(documents)) io.out(chunk)
    return EXIT.pass
  }
  await writeChunks(values.output, documentChunks(documents))
  io.log(`Wrote ${documents.length} describe documents to ${values.output}.\n`)
  return EXIT.pass
}

/** @throws AppError `usage` when the place cannot be written */
export async function writeOutput(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw notWritable(path, cause)
  })
}

async function writeChunks(path: string, chunks: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path)).catch((cause: unknown) => {
    throw isAppError(cause) ? cause : notWritable(path, cause)
  })
}

function notWritable(path: string, cause: unknown): AppError {
  return new AppError('usage', `${path} cannot be written.`, { file: path, cause })
}

/** What `JSON.stringify` with an indent of two makes of the documents, a newline after it; never one text. */
export function* documentChunks(documents: readonly (() => DescribeDocument)[]): Generator<string> {
  if (documents.length === 0) yield '['
  let opening = '[\n  {\n'
  for (const document of documents) {
    for (const [key, value] of membersOf(document())) {
      yield `${opening}    ${JSON.stringify(key)}: `
      yield* valueChunks(value)
      opening = ',\n'
    }
    yield '\n  }'
    opening = ',\n  {\n'
  }
  yield documents.length === 0 ? ']\n' : '\n]\n'
}

function membersOf(document: DescribeDocument): readonly (readonly [string, JsonValue])[] {
  return Object.entries(toDescribeJson(document)).map(([key, value]) => [key, value ?? null])
}

/** A list element by element, in pieces worth writing; anything else is short. */
function* valueChunks(value: JsonValue): Generator<string> {
  if (!isList(value) || value.length === 0) {
    yield indented(value, 4)
    return
  }
  let chunk = '['
  for (const [index, element] of value.entries()) {
    chunk += `${index === 0 ? '' : ','}\n      ${indented(element, 6)}`
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}\n    ]`
}

const CHUNK_LENGTH = 65_536

/** Every line break of printed JSON is between values, so each may be followed by more space. */
function indented(value: JsonValue, spaces: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`)
}
