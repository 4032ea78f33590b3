/** `portolan convert PATH… -o FILE`: any format in, describe documents out. */

import { writeFile } from 'node:fs/promises'
import { toDescribeJson } from '../describe/describe-json.ts'
import { AppError } from '../errors/app-error.ts'
import { type CliIo, EXIT, type ExitCode, readArguments } from './command.ts'
import { loadNetwork } from './load-network.ts'

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  sample: { type: 'boolean', default: false },
} as const

export async function convert(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const { imported } = await loadNetwork({ paths: positionals, sample: values.sample }, io)
  const text = `${JSON.stringify(imported.documents.map(toDescribeJson), null, 2)}\n`
  if (values.output === undefined || values.output === '-') io.out(text)
  else {
    await writeOutput(values.output, text)
    io.log(`Wrote ${imported.documents.length} describe documents to ${values.output}.\n`)
  }
  return EXIT.pass
}

/** @throws AppError `usage` when the place cannot be written */
export async function writeOutput(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw new AppError('usage', `${path} cannot be written.`, { file: path, cause })
  })
}
