/** `portolan trace PATH… --from A --to B`: can a packet get there and its reply back, and what decides. */

import { AppError, type ErrorCode } from '../errors/app-error.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type Network, networkOf } from '../reachability/network.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import { trace as traceOne } from '../reachability/trace.ts'
import type { Trace, TraceQuery } from '../reachability/trace-result.ts'
import { traceJson } from '../reports/trace-json.ts'
import { traceMarkdown } from '../reports/trace-markdown.ts'
import { traceText } from '../reports/trace-text.ts'
import { type CliIo, EXIT, type ExitCode, oneOf, readArguments } from './command.ts'
import { loadNetwork } from './load-network.ts'
import { type FiledQuestion, readQuestions } from './query-file.ts'
import { readTextFile } from './read-text-file.ts'

const FORMATS = ['json', 'table', 'markdown'] as const
type Format = (typeof FORMATS)[number]

/** The options of one question, each with the field of a query file it stands for. */
const QUESTION = {
  from: 'from',
  to: 'to',
  protocol: 'protocol',
  port: 'port',
  family: 'family',
  'src-ip': 'src_ip',
  'dst-ip': 'dst_ip',
  'src-port': 'src_port',
  'icmp-type': 'icmp_type',
  'icmp-code': 'icmp_code',
  via: 'via',
} as const

const TEXT = { type: 'string' } as const

const OPTIONS = {
  from: TEXT,
  to: TEXT,
  protocol: TEXT,
  port: TEXT,
  family: TEXT,
  'src-ip': TEXT,
  'dst-ip': TEXT,
  'src-port': TEXT,
  'icmp-type': TEXT,
  'icmp-code': TEXT,
  via: TEXT,
  queries: TEXT,
  format: TEXT,
  sample: { type: 'boolean', default: false },
} as const

export async function trace(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  const format = oneOf('--format', values.format ?? (io.outIsTerminal ? 'table' : 'json'), FORMATS)
  const asked = Object.entries(QUESTION).flatMap(([option, field]) => {
    const value = values[option as keyof typeof QUESTION]
    return value === undefined ? [] : [[field, value] as const]
  })
  const file = values.queries
  if (file !== undefined && asked.length > 0) {
    throw new AppError('usage', `--queries holds whole questions; leave out --${asked[0]?.[0] ?? ''}.`)
  }
  const load = () => loadNetwork({ paths: positionals, sample: values.sample }, io)
  if (file === undefined) {
    const query = questionOf(Object.fromEntries(asked))
    const network = networkOf((await load()).inventory)
    return answerOne(network, query, { format, io })
  }
  const questions = readQuestions(await readTextFile('--queries', file), file)
  const network = networkOf((await load()).inventory)
  return answerAll(network, questions, { format, io })
}

interface Printing {
  readonly format: Format
  readonly io: CliIo
}

/** @throws AppError `usage` naming the options that are wrong */
function questionOf(record: Readonly<Record<string, string>>): TraceQuery {
  const { query, faults } = parseQuery(record)
  if (query) return query
  const words = faults.map(({ pointer, message }) => `--${pointer.slice(1).replaceAll('_', '-')}: ${message}`)
  throw new AppError('usage', words.join(' '), { remedy: 'See `npx portolan help`.' })
}

function answerOne(network: Network, query: TraceQuery, { format, io }: Printing): ExitCode {
  const answer = traceOne(network, query)
  io.out(print(network.inventory, answer, { format, io }))
  return answer.verdict === 'unknown' ? EXIT.incomplete : EXIT.pass
}

function print(inventory: Inventory, answer: Trace, { format, io }: Printing): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(traceJson(inventory, answer), null, 2)}\n`
    case 'markdown':
      return traceMarkdown(inventory, answer)
    case 'table':
      return traceText(inventory, answer, { color: io.color })
  }
}

/** Answers stand in the order of the questions; one that cannot be answered says so in its place. */
function answerAll(network: Network, questions: readonly FiledQuestion[], printing: Printing): ExitCode {
  const { format, io } = printing
  const isJson = format === 'json'
  const codes: ExitCode[] = []
  let opening = isJson ? '[\n' : ''
  for (const question of questions) {
    const { text, code } = answerFiled(network, question, printing)
    codes.push(code)
    io.out(`${opening}${text}`)
    opening = isJson ? ',\n' : '\n'
  }
  if (isJson) io.out(questions.length === 0 ? '[]\n' : '\n]\n')
  return [EXIT.failed, EXIT.usage, EXIT.incomplete].find((code) => codes.includes(code)) ?? EXIT.pass
}

interface Filed {
  readonly text: string
  readonly code: ExitCode
}

function answerFiled(network: Network, question: FiledQuestion, printing: Printing): Filed {
  if (question.kind === 'faulty') {
    const [fault] = question.faults
    const message = question.faults.map((each) => each.message).join(' ')
    return refusal({ code: 'bad-query', message, pointer: fault?.pointer ?? '' }, printing)
  }
  try {
    const answer = traceOne(network, question.query)
    const code = answer.verdict === 'unknown' ? EXIT.incomplete : EXIT.pass
    if (printing.format !== 'json') return { text: print(network.inventory, answer, printing), code }
    return { text: JSON.stringify(traceJson(network.inventory, answer)), code }
  } catch (error) {
    return failure(error, printing)
  }
}

interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly pointer: string
}

function refusal(error: Refusal, { format }: Printing): Filed {
  const text = format === 'json' ? JSON.stringify({ error }) : `${error.code} at ${error.pointer}: ${error.message}\n`
  return { text, code: EXIT.usage }
}

/** One answer that fails takes no other with it; a bug is told on the log in full. */
function failure(error: unknown, printing: Printing): Filed {
  if (error instanceof AppError) {
    return refusal({ code: error.code, message: error.message, pointer: error.place.pointer ?? '' }, printing)
  }
  printing.io.log(`Portolan failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  const told = refusal({ code: 'internal', message: 'This answer failed; the log says more.', pointer: '' }, printing)
  return { ...told, code: EXIT.failed }
}
